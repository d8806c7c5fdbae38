import type { Ask, Stage } from '../../answering/answerer.ts';
import { MOST_PAST_TURNS } from '../../answering/answer-turn.ts';
import { estimateTokens } from '../../answering/estimate-tokens.ts';
import { languageOfQuestion } from '../../answering/language-of-question.ts';
import { tokensOf } from '../../answering/take-newest.ts';
import type { PastTurn } from '../../turns/ports.ts';
import { divideBudget, type MemoryBudget } from '../divide-budget.ts';
import type { Facts } from '../facts.ts';
import { fitMemory } from '../fit-memory.ts';
import { splitPast } from '../split-past.ts';
import type { Summaries } from '../summaries.ts';
import type { TokenRatios } from '../token-ratio.ts';

export interface RememberDeps {
  readonly summaries: Pick<Summaries, 'read' | 'request' | 'lookSoon'>;
  readonly facts: Pick<Facts, 'list' | 'withdraw'>;
  readonly ratios: TokenRatios;
}

/** A look is asked for from here on, as the length of the answer is not known yet. */
const NEARLY = 0.6;

/**
 * Gives a question what is remembered: facts, the summary of the conversation and its last turns, within the budget. It
 * has the look at the summary stored before the answer ends, and adds nothing to the time until the answer begins but
 * reading both.
 */
export function createRemember({ summaries, facts, ratios }: RememberDeps): Stage {
  return (next) =>
    async function* remember(ask, signal) {
      const { follower, conversationId, settings, question } = ask;
      const [stored, known] = await Promise.all([
        summaries.read(follower, conversationId),
        facts.list(follower),
      ]);
      const meant = await facts.withdraw(follower, question, known);
      const budget = divideBudget(settings.historyTokens, ratios.of(ask.model));
      const split = splitPast(ask.past, MOST_PAST_TURNS, stored);
      const language = languageOfQuestion(question, settings.language);
      const { blocks, history } = fitMemory(split, meant, { budget, language });
      const system = [ask.system, ...blocks].filter((part) => part.trim() !== '').join('\n\n');
      const told = { ...ask, system, history };
      // Before the first word: what is released later is no part of the prompt.
      const estimated = tokensRead(told);

      const requested = needsSummary(split.unfolded, question, budget)
        ? summaries.request(follower, conversationId)
        : undefined;
      let calls = 1;
      try {
        for await (const event of next(told, signal)) {
          // Only one call tells for sure which prompt was counted.
          if (event.type === 'usage' && event.isEstimate === undefined && calls === 1)
            ratios.note(event.model, event.tokens, estimated);
          if (event.type === 'restart' || event.type === 'tool-request') calls += 1;
          if (event.type === 'finish') await requested;
          yield event;
        }
      } finally {
        if (requested) summaries.lookSoon(follower);
      }
    };
}

/** Whether what goes along word for word is nearly full, and there is a summary to fold it into. */
function needsSummary(
  unfolded: readonly PastTurn[],
  question: string,
  { verbatim, summary }: MemoryBudget,
): boolean {
  if (summary === 0) return false;
  const tokens = unfolded.reduce((sum, turn) => sum + tokensOf(turn), estimateTokens(question));
  return tokens > verbatim * NEARLY;
}

/** Vendors put some tokens around each message. */
const TOKENS_AROUND_A_TURN = 8;

/** Returns about how many tokens a model reads that is asked now. */
function tokensRead({ system, history, question, tools, released }: Ask): number {
  return history.reduce(
    (sum, exchange) => sum + tokensOf(exchange) + TOKENS_AROUND_A_TURN,
    estimateTokens(
      [system, question, released(), tools === undefined ? '' : JSON.stringify(tools)].join('\n'),
    ),
  );
}
