import { describe, expect, it } from 'vitest';
import { createTokenMeter } from '../../src/answering/token-meter.ts';
import type { AnswerEvent } from '../../src/turns/answer-event.ts';
import { finish, restart, text } from './answerer-double.ts';
import { exampleAsk } from './example-ask.ts';

const ask = exampleAsk({
  settings: { systemPrompt: 'sys' },
  history: [{ question: 'ab', answer: 'cde' }],
  question: 'fg',
});
const PROMPT_TOKENS = 10;
const wish: Extract<AnswerEvent, { type: 'tool-request' }> = {
  type: 'tool-request',
  request: { model: 'p/m', message: {}, calls: [{ id: 'a', name: 't', arguments: '{}' }] },
};

/** A token for each character; what the model told, else the estimate. */
function measure(...events: AnswerEvent[]): number {
  const meter = createTokenMeter(ask, { model: 'p/m', estimateTokens: (words) => words.length });
  for (const event of events) meter.hear(event);
  const estimate = meter.estimate();
  return [...events, ...(estimate ? [estimate] : [])]
    .filter((event) => event.type === 'usage')
    .reduce((sum, { tokens }) => sum + tokens.input + tokens.output, 0);
}

describe('the tokens of an answer', () => {
  it.each<[string, AnswerEvent[], number]>([
    [
      'are those that the model reports',
      [
        text('一二三'),
        { type: 'usage', model: 'p/m', tokens: { input: 40, cached: 0, output: 2, reasoning: 0 } },
        finish,
      ],
      42,
    ],
    ['are estimated when it does not', [text('一二三'), finish], PROMPT_TOKENS + 3],
    [
      'include what it thought',
      [{ type: 'reasoning', text: '想想' }, text('一'), finish],
      PROMPT_TOKENS + 3,
    ],
    ['are none when nothing came', [], 0],
    [
      'include a try that was thrown away',
      [text('一'), restart, text('二')],
      2 * PROMPT_TOKENS + 2,
    ],
    [
      'include what a model asked of a tool, and one more prompt with that and the result',
      [wish, { type: 'step', tool: 't', text: '晴天' }, text('一二三'), finish],
      PROMPT_TOKENS + 't{}'.length + (PROMPT_TOKENS + '{}晴天'.length) + 3,
    ],
    [
      'include no further prompt for words before a tool',
      [text('查'), wish, restart, { type: 'step', tool: 't', text: '晴天' }, text('一'), finish],
      1 + PROMPT_TOKENS + 't{}'.length + (PROMPT_TOKENS + '{}晴天'.length) + 1,
    ],
    ['are those of a long answer', Array.from({ length: 5000 }, () => text('好。')), 10_010],
  ])('%s', (_title, events, tokens) => {
    expect(measure(...events)).toBe(tokens);
  });

  it('hold what tools told before', () => {
    const rounds = [{ ...wish.request, results: [{ id: 'a', text: '晴天' }] }];
    const meter = createTokenMeter(
      { ...ask, rounds },
      { model: 'p/m', estimateTokens: (words) => words.length },
    );
    meter.hear(text('一'));
    expect(meter.estimate()?.tokens.input).toBe(PROMPT_TOKENS + '{}晴天'.length);
  });

  it('are none for a quoted document', () => {
    expect(measure(text('一二三', 'documents'), finish)).toBe(0);
  });

  it('are estimated apart for the prompt and for what came back', () => {
    const meter = createTokenMeter(ask, { model: 'p/m', estimateTokens: (words) => words.length });
    meter.hear(text('一二三'));
    expect(meter.estimate()).toEqual({
      type: 'usage',
      model: 'p/m',
      tokens: { input: PROMPT_TOKENS, cached: 0, output: 3, reasoning: 0 },
      isEstimate: true,
    });
  });
});
