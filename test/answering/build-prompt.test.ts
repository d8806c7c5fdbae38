import { describe, expect, it } from 'vitest';
import { buildPrompt } from '../../src/answering/build-prompt.ts';

/** A turn of 20 estimated tokens, half of them in the question. */
const past = (n: number) => ({
  question: `q${n}`.padEnd(40, '.'),
  answer: `a${n}`.padEnd(40, '.'),
});

const build = (over: Partial<Parameters<typeof buildPrompt>[0]> = {}) =>
  buildPrompt({
    system: '系统',
    past: [past(1), past(2), past(3)],
    question: '新问题',
    answerSoFar: '',
    historyTokens: 1000,
    ...over,
  });

describe('a prompt', () => {
  it('is the system, the history in order and the question', () => {
    expect(build()).toEqual({
      system: '系统',
      history: [past(1), past(2), past(3)],
      question: '新问题',
    });
  });

  it.each([
    ['all turns', 60, [1, 2, 3]],
    ['the newest, when the budget is short', 59, [2, 3]],
    ['the newest one', 20, [3]],
    ['none', 19, []],
    ['none, when there is no budget', 0, []],
  ])('holds %s', (_what, historyTokens, kept) => {
    expect(build({ historyTokens }).history).toEqual(kept.map(past));
  });

  it('has no gap: what is older than a turn that does not fit stays out', () => {
    const long = { question: 'q', answer: 'long'.repeat(500) };
    expect(build({ past: [past(1), long, past(3)], historyTokens: 100 }).history).toEqual([
      past(3),
    ]);
  });

  it('leaves turns out whose answer never arrived', () => {
    const lost = { question: '没有收到', answer: '' };
    expect(build({ past: [past(1), lost, past(3)] }).history).toEqual([past(1), past(3)]);
  });

  it('says behind which text a taken over answer goes on', () => {
    expect(build({ answerSoFar: '第一段。' }).continueAfter).toBe('第一段。');
    expect(build()).not.toHaveProperty('continueAfter');
  });

  it('leaves what it was given as it was', () => {
    const turns = [past(1), past(2)];
    build({ past: turns });
    expect(turns).toEqual([past(1), past(2)]);
  });
});
