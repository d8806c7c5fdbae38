import { describe, expect, it } from 'vitest';
import { buildAsk } from '../../src/answering/build-ask.ts';

const turn = {
  id: 't1',
  follower: { account: 'default', openId: 'oAnn' },
  conversationId: 'c1',
  sequence: 4,
  question: '新问题',
};

/** A turn of 20 estimated tokens, half of them in the question. */
const past = (n: number) => ({
  turnId: `t${n}`,
  sequence: n,
  question: `q${n}`.padEnd(40, '.'),
  answer: `a${n}`.padEnd(40, '.'),
});

const build = ({
  turns = [past(1), past(2), past(3)],
  answerSoFar = '',
  historyTokens = 1000,
}: {
  readonly turns?: readonly ReturnType<typeof past>[];
  readonly answerSoFar?: string;
  readonly historyTokens?: number;
} = {}) =>
  buildAsk(turn, turns, { systemPrompt: '系统', language: 'zh', historyTokens }, () => answerSoFar);

describe('what is asked', () => {
  it('is the settings, the history in order and the question', () => {
    expect(build()).toEqual({
      settings: { systemPrompt: '系统', language: 'zh', historyTokens: 1000 },
      follower: { account: 'default', openId: 'oAnn' },
      conversationId: 'c1',
      turnId: 't1',
      sequence: 4,
      system: '系统',
      isAgain: false,
      sampling: {},
      history: [past(1), past(2), past(3)],
      past: [past(1), past(2), past(3)],
      question: '新问题',
      context: [],
      released: expect.any(Function),
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
    const long = { ...past(2), question: 'q', answer: 'long'.repeat(500) };
    expect(build({ turns: [past(1), long, past(3)], historyTokens: 100 }).history).toEqual([
      past(3),
    ]);
  });

  it('leaves turns out whose answer never arrived', () => {
    const lost = { ...past(2), question: '没有收到', answer: '' };
    expect(build({ turns: [past(1), lost, past(3)] }).history).toEqual([past(1), past(3)]);
  });

  it('says after which text a taken over answer goes on', () => {
    expect(build({ answerSoFar: '第一段。' }).released()).toBe('第一段。');
    expect(build().released()).toBe('');
  });

  it('leaves what it was given as it was', () => {
    const turns = [past(1), past(2)];
    build({ turns });
    expect(turns).toEqual([past(1), past(2)]);
  });
});
