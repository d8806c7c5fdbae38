import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zh } from '../../src/inbox/texts/zh.ts';
import {
  composeMessage,
  roomForText,
  type MessageForm,
} from '../../src/delivery/compose-message.ts';
import { listOwed } from '../../src/delivery/owed-text.ts';
import type { Part, OwedTurn } from '../../src/delivery/ports.ts';
import { byteLength } from '../../src/rendering/split-text.ts';
import { sentences, turn } from './delivery-state.ts';

const LABEL = '（AI生成）';

function form(over: Partial<MessageForm> = {}): MessageForm {
  return {
    limitBytes: 2048,
    aiLabel: LABEL,
    closing: { whenAll: '', whenMore: '[more]' },
    longestClosing: '[more]',
    ...over,
  };
}

const owed = (turns: readonly OwedTurn[]) => listOwed(turns, { isStale: () => false }).texts;

/** Returns the turns after a message was given. */
function give(
  turns: readonly OwedTurn[],
  slices: readonly { turnId: string; from: number; to: number }[],
) {
  return turns.map((old) => {
    const parts: Part[] = slices
      .filter(({ turnId }) => turnId === old.id)
      .map(({ from, to }, n) => ({
        number: old.parts.length + n + 1,
        from,
        to,
        via: 'passive',
        state: 'intended',
        at: 0,
      }));
    return { ...old, parts: [...old.parts, ...parts] };
  });
}

/** Composes message after message until nothing is owed. */
function giveAll(turns: readonly OwedTurn[], chooseForm: (n: number) => MessageForm) {
  const messages = [];
  let left = turns;
  for (let n = 0; owed(left).length > 0; n += 1) {
    if (n > 2000) throw new Error('It never ends');
    const message = composeMessage(owed(left), chooseForm(n));
    messages.push(message);
    left = give(left, message.slices);
  }
  return messages;
}

describe('one message', () => {
  it('is a short whole answer with its label', () => {
    const message = composeMessage(owed([turn({ answer: '你好。' })]), form());
    expect(message).toEqual({
      content: `你好。\n\n${LABEL}`,
      slices: [{ turnId: 't1', from: 0, to: 3 }],
      isAll: true,
    });
  });

  it.each([
    ['quoted from a document', { origin: 'documents' }],
    ['in our own words', { noticeFrom: 0, state: 'failed' }],
  ] as const)('has no label when it is %s', (_why, over) => {
    const message = composeMessage(owed([turn({ answer: '你好。', ...over })]), form());
    expect(message.content).toBe('你好。');
  });

  it('has no label when the deployer switched it off', () => {
    const message = composeMessage(owed([turn({ answer: '你好。' })]), form({ aiLabel: '' }));
    expect(message.content).toBe('你好。');
  });

  it('carries several answers in order, with one label', () => {
    const turns = [turn({ id: 'a', answer: '一。' }), turn({ id: 'b', answer: '二。' })];
    const { content, slices, isAll } = composeMessage(owed(turns), form());
    expect(content).toMatch(/^一。\n\n—+\n\n二。\n\n（AI生成）$/);
    expect(slices.map(({ turnId }) => turnId)).toEqual(['a', 'b']);
    expect(isAll).toBe(true);
  });

  it('ends with the closing that fits: everything, or more', () => {
    const closing = { whenAll: '[all]', whenMore: '[more]' };
    const short = composeMessage(owed([turn({ answer: '你好。' })]), form({ closing }));
    expect(short.content.endsWith('\n\n[all]')).toBe(true);
    const long = composeMessage(owed([turn({ answer: sentences(90) })]), form({ closing }));
    expect(long.content.endsWith('\n\n[more]')).toBe(true);
    expect(long.isAll).toBe(false);
  });

  it('is cut at the end of a sentence', () => {
    const growing = turn({ answer: sentences(90), state: 'generating' });
    const [slice] = composeMessage(owed([growing]), form()).slices;
    expect(growing.answer.slice(0, slice?.to).endsWith('。')).toBe(true);
  });

  it('does not begin the next answer with only a few words', () => {
    const turns = [
      turn({ id: 'a', answer: sentences(50) }),
      turn({ id: 'b', answer: sentences(40), state: 'generating' }),
    ];
    const { slices, isAll } = composeMessage(owed(turns), form());
    expect(slices.map(({ turnId }) => turnId)).toEqual(['a']);
    expect(isAll).toBe(false);
  });

  it('neither begins nor ends with empty lines, and keeps the indentation of code', () => {
    const answer = '前言。\n\n    if (a)\n      b();\n\n';
    const rest = turn({
      answer,
      parts: [{ number: 1, from: 0, to: 3, via: 'passive', state: 'sent', at: 0 }],
    });
    const { content } = composeMessage(owed([rest]), form());
    expect(content).toBe('    if (a)\n      b();');
  });
});

describe('the messages of one long answer', () => {
  const numbers = (contents: readonly string[]) =>
    contents.map((content) => /^（(\d+)\/(\d+)）\n/.exec(content)?.slice(1).join('/'));

  it('are numbered when it was finished before any of it was given', () => {
    const messages = giveAll([turn({ answer: sentences(200) })], () => form());
    expect(numbers(messages.map(({ content }) => content))).toEqual(['1/4', '2/4', '3/4', '4/4']);
    expect(messages.map(({ isAll }) => isAll)).toEqual([false, false, false, true]);
  });

  it('keep their numbers when the closing differs from message to message', () => {
    const closings = ['[more]', '', '', '[more]'];
    const messages = giveAll([turn({ answer: sentences(200) })], (n) =>
      form({ closing: { whenAll: '', whenMore: closings[n] ?? '' } }),
    );
    expect(numbers(messages.map(({ content }) => content))).toEqual(['1/4', '2/4', '3/4', '4/4']);
  });

  it('find a lost message’s number again', () => {
    const whole = turn({ answer: sentences(200) });
    const [first, second] = giveAll([whole], () => form());
    const [left] = give([whole], second?.slices ?? []);
    const again = composeMessage(owed(left ? [left] : []), form());
    // The lost beginning lies before the given text, so it is not the end of the answer; its text is the same.
    expect(again.slices).toEqual(first?.slices);
  });

  it('are not numbered when it grew while they were given', () => {
    const growing = turn({ answer: sentences(50), state: 'generating' });
    const first = composeMessage(owed([growing]), form());
    const [begun] = give([growing], first.slices);
    const done = { ...(begun ?? growing), state: 'complete', answer: sentences(200) } as const;
    const rest = giveAll([done], () => form());
    expect(numbers(rest.map(({ content }) => content))).toEqual(rest.map(() => undefined));
  });

  it('are not numbered either when the part that was given early ends where a number would cut', () => {
    const answer = sentences(150);
    const [whole] = giveAll([turn({ answer })], () => form());
    const [first] = whole?.slices ?? [];
    const early = turn({ answer, endedAt: 10 });
    const left = give([early], first ? [first] : []);
    const rest = giveAll(left, () => form());
    expect(rest.length).toBeGreaterThan(1);
    for (const { content } of rest) expect(content).not.toMatch(/^（\d+\/\d+）/);
  });

  it('are labelled once, at its beginning', () => {
    const messages = giveAll([turn({ answer: sentences(200) })], () => form());
    expect(messages.map(({ content }) => content.includes(LABEL))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('are sent again in smaller pieces when WeChat calls them too long', () => {
    const limits = [2048, 1024, 1024, 512];
    const messages = giveAll([turn({ answer: sentences(80) })], (n) =>
      form({ limitBytes: limits[n] ?? 300 }),
    );
    messages.forEach(({ content }, n) =>
      expect(byteLength(content)).toBeLessThanOrEqual(limits[n] ?? 300),
    );
  });
});

const pieces = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      '这是一句话。',
      '好！',
      'A sentence ends here. ',
      '，',
      '\n\n',
      '\n- 一项\n',
      '    ',
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom('👨‍👩‍👧‍👦', '🇨🇳', '❤️', 'e\u0301', '𠮷') },
  {
    weight: 1,
    arbitrary: fc.constant('https://example.org/path/to/something?with=parameters&and=more'),
  },
  { weight: 1, arbitrary: fc.constant('<a href="https://example.org/chapter">点这里看全文</a>') },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 900 }).map((length) => '长'.repeat(length)) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
);
const anyAnswer = fc.array(pieces, { maxLength: 60 }).map((all) => all.join(''));
const anyTurn = fc.record({
  answer: anyAnswer,
  state: fc.constantFrom<OwedTurn['state']>('generating', 'complete', 'failed'),
  origin: fc.constantFrom<OwedTurn['origin']>('model', 'documents'),
});
const anyTurns = fc
  .array(anyTurn, { minLength: 1, maxLength: 4 })
  .map((all) => all.map((over, n) => turn({ ...over, id: `t${n}`, sequence: n })));
const anyForm = fc
  .record({
    limitBytes: fc.constantFrom(300, 600, 2048),
    aiLabel: fc.constantFrom('', LABEL),
    whenAll: fc.constantFrom('', zh.more, zh.earlier),
    whenMore: fc.constantFrom('', zh.more),
  })
  .map(({ limitBytes, aiLabel, whenAll, whenMore }) =>
    form({ limitBytes, aiLabel, closing: { whenAll, whenMore }, longestClosing: zh.earlier }),
  );

describe('whatever is owed', () => {
  it('goes out in messages that fit, whole, in order and once', () => {
    fc.assert(
      fc.property(anyTurns, anyForm, (turns, aForm) => {
        const messages = giveAll(turns, () => aForm);
        const reached = new Map<string, number>();
        let newest = 0;
        for (const { content, slices } of messages) {
          expect(byteLength(content)).toBeLessThanOrEqual(aForm.limitBytes);
          for (const { turnId, from, to } of slices) {
            const index = turns.findIndex(({ id }) => id === turnId);
            expect(index).toBeGreaterThanOrEqual(newest);
            newest = index;
            expect(from).toBe(reached.get(turnId) ?? 0);
            expect(to).toBeGreaterThan(from);
            reached.set(turnId, to);
          }
        }
        for (const { id, answer } of turns) expect(reached.get(id) ?? 0).toBe(answer.length);
      }),
      { numRuns: 150 },
    );
  });

  it('is labelled at most once in a message, and just where a model’s answer begins', () => {
    fc.assert(
      fc.property(anyTurns, anyForm, (turns, aForm) => {
        for (const { content, slices } of giveAll(turns, () => aForm)) {
          const begins = slices.some(
            ({ turnId, from }) =>
              from === 0 && turns.some(({ id, origin }) => id === turnId && origin === 'model'),
          );
          const labels = content.split(LABEL).length - 1;
          expect(labels).toBe(begins && aForm.aiLabel !== '' ? 1 : 0);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('says that it is all in the last message, and only there', () => {
    fc.assert(
      fc.property(anyTurns, anyForm, (turns, aForm) => {
        const messages = giveAll(turns, () => aForm);
        messages.forEach(({ isAll }, n) => expect(isAll).toBe(n === messages.length - 1));
      }),
      { numRuns: 100 },
    );
  });

  it('has whole links, addresses and characters in every message', () => {
    fc.assert(
      fc.property(anyTurns, (turns) => {
        for (const { content } of giveAll(turns, () => form())) {
          expect(content.split('<a ').length).toBe(content.split('</a>').length);
          expect(content.split('https://').length).toBe(
            content.split('with=parameters&and=more').length +
              content.split('"https://example.org/chapter"').length -
              1,
          );
          expect(Buffer.from(content).toString()).toBe(content);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is cut where the numbers say, for every room that a form leaves', () => {
    const room = roomForText(form());
    expect(room).toBe(2048 - byteLength(`\n\n${LABEL}`) - byteLength('\n\n[more]'));
  });
});
