import type { AnswerSettings, Ask } from '../../src/answering/answerer.ts';

/** A question without anything before it. */
export function exampleAsk({
  settings,
  ...over
}: Partial<Omit<Ask, 'settings'>> & { readonly settings?: Partial<AnswerSettings> } = {}): Ask {
  return {
    settings: { systemPrompt: '', language: 'zh', historyTokens: 1000, ...settings },
    turnId: 't1',
    question: '你好',
    history: [],
    context: [],
    ...over,
  };
}
