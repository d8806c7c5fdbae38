import type { AnswerSettings, Ask } from '../../src/answering/answerer.ts';

/** A question without anything before it. */
export function exampleAsk({
  settings,
  ...over
}: Partial<Omit<Ask, 'settings'>> & { readonly settings?: Partial<AnswerSettings> } = {}): Ask {
  const all = { systemPrompt: '', language: 'zh', historyTokens: 1000, ...settings } as const;
  return {
    settings: all,
    follower: { account: 'default', openId: 'oAnn' },
    conversationId: 'c1',
    turnId: 't1',
    sequence: 1,
    question: '你好',
    isAgain: false,
    system: all.systemPrompt,
    sampling: {},
    released: () => '',
    history: [],
    past: [],
    context: [],
    ...over,
  };
}
