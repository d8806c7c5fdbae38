import { describe, expect, it } from 'vitest';
import type { Answerer, ContextBlock } from '../../../src/answering/answerer.ts';
import { createQuote } from '../../../src/answering/stages/quote.ts';
import { exampleAsk } from '../example-ask.ts';
import { readAll } from '../read-all.ts';

const passage = {
  document: 'rules.md',
  score: 1,
  title: '规则',
  heading: '退款',
  body: '七天内。',
  asks: '退款',
};
const found = (fit: ContextBlock['fit'], ...passages: ContextBlock['found']) =>
  [{ kind: 'passages', isBelowFloor: false, fit, found: passages }] as const;

/** What comes after the stage. */
const another: Answerer = async function* () {
  yield { type: 'text', text: await Promise.resolve('[another]'), origin: 'model' };
};

async function quote(question: string, context: readonly ContextBlock[]): Promise<string> {
  const asked = exampleAsk({ question, context });
  const events = await readAll(
    createQuote('follower')(another)(asked, new AbortController().signal),
  );
  return events
    .map((event) => {
      if (event.type === 'choices') return event.questions.join('|');
      return event.type === 'text' ? `${event.origin}: ${event.text}` : '';
    })
    .join('');
}

describe('the quote stage', () => {
  it.each<[string, string, readonly ContextBlock[], RegExp]>([
    [
      'quotes a passage that fits',
      '怎么退款',
      found('certain', passage),
      /^documents: 七天内。\n\n——摘自/,
    ],
    [
      'offers headings that may fit',
      '退款',
      found('perhaps', passage),
      /^documents: .*：规则：退款$/,
    ],
    [
      'names places beside it that are about it as well',
      '怎么退款',
      found(
        'certain',
        passage,
        { ...passage, heading: '运费', score: 0.9 },
        {
          ...passage,
          heading: '招聘',
          score: 0.2,
        },
      ),
      /相关内容：《规则》› 运费\n/,
    ],
    ['quotes a section about itself', '你是谁', found('exact', passage), /^documents: 七天内。/],
    ['leaves small talk to the next', '你好', found('certain', passage), /^model: \[another\]$/],
    ['asks the next when nothing was found', '退款', found('certain'), /^model: \[another\]$/],
    ['asks the next when nothing was looked up', '退款', [], /^model: \[another\]$/],
  ])('%s', async (_title, question, context, said) => {
    expect(await quote(question, context)).toMatch(said);
  });
});
