import { describe, expect, it } from 'vitest';
import type { AnswerEvent, Prompt } from '../../src/answering/answerer.ts';
import { createTokenMeter } from '../../src/turns/token-meter.ts';
import { finish, restart, text } from '../answering/answerer-double.ts';

const prompt: Prompt = {
  system: 'sys',
  history: [{ question: 'ab', answer: 'cde' }],
  question: 'fg',
};
const PROMPT_TOKENS = 10;

/** A token for each character. */
function measure(...events: AnswerEvent[]): number {
  const meter = createTokenMeter((words) => words.length);
  meter.begin(prompt);
  for (const event of events) meter.hear(event);
  return meter.total();
}

describe('the tokens of an answer', () => {
  it.each<[string, AnswerEvent[], number]>([
    [
      'are those that the model reports',
      [text('一二三'), { type: 'usage', promptTokens: 40, completionTokens: 2 }, finish],
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
    ['are those of a long answer', Array.from({ length: 5000 }, () => text('好。')), 10_010],
  ])('%s', (_title, events, tokens) => {
    expect(measure(...events)).toBe(tokens);
  });

  it('are none before the prompt was made', () => {
    expect(createTokenMeter(() => 1).total()).toBe(0);
  });
});
