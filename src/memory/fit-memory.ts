import { estimateTokens } from '../answering/estimate-tokens.ts';
import type { Language } from '../answering/language-of-question.ts';
import { takeNewest } from '../answering/take-newest.ts';
import type { PastTurn } from '../turns/ports.ts';
import { cutToTokens } from './cut-to-tokens.ts';
import type { MemoryBudget } from './divide-budget.ts';
import type { Fact } from './memory-collections.ts';
import { writeFacts, writeSummary } from './memory-blocks.ts';
import type { SplitPast } from './split-past.ts';

/** What a model is told of the follower and the conversation. */
export interface FittedMemory {
  /** Added to the instructions. */
  readonly blocks: readonly string[];
  readonly history: readonly PastTurn[];
}

/** Fits facts, summary and turns into the budget; the newest facts and turns take precedence. */
export function fitMemory(
  { summary, unfolded }: SplitPast,
  /** Oldest first. */
  facts: readonly Pick<Fact, 'text'>[],
  { budget, language }: { readonly budget: MemoryBudget; readonly language: Language },
): FittedMemory {
  const blocks = [
    takeFacts(facts, budget.facts, language),
    takeSummary(summary?.text ?? '', budget.summary, language),
  ].filter((block) => block !== '');
  const used = blocks.reduce((sum, block) => sum + estimateTokens(block), 0);
  return { blocks, history: takeNewest(unfolded, budget.whole - used) };
}

function takeFacts(
  facts: readonly Pick<Fact, 'text'>[],
  tokens: number,
  language: Language,
): string {
  for (let from = 0; from < facts.length; from += 1) {
    const block = writeFacts(
      facts.slice(from).map(({ text }) => text),
      language,
    );
    if (estimateTokens(block) <= tokens) return block;
  }
  return '';
}

function takeSummary(text: string, tokens: number, language: Language): string {
  const frame = estimateTokens(writeSummary('', language));
  const fitting = cutToTokens(text, tokens - frame);
  return fitting === '' ? '' : writeSummary(fitting, language);
}
