import type { Passage } from '../../answering/retriever.ts';

/** The longest part of a passage that a reranker is sent, in characters; it cuts to its own tokens. */
const MOST_CHARACTERS = 1_600;

/** Returns a passage as a reranker reads it. */
export function textForRanking({ title, heading, body }: Passage): string {
  return [title, heading, body]
    .filter((part) => part !== '')
    .join('\n')
    .slice(0, MOST_CHARACTERS);
}

/**
 * Puts passages into the order of a ranking. Those that it left out follow in the order they had, with the lowest score of
 * the others, so that scores still compare.
 */
export function orderByRanking(
  passages: readonly Passage[],
  ranked: readonly { readonly index: number; readonly score: number }[],
): readonly Passage[] {
  const left = new Map(passages.entries());
  const first: Passage[] = [];
  for (const { index, score } of ranked) {
    const passage = left.get(index);
    if (!passage) continue;
    left.delete(index);
    first.push({ ...passage, score });
  }
  const lowest = Math.min(...first.map(({ score }) => score));
  return [...first, ...[...left.values()].map((passage) => ({ ...passage, score: lowest }))];
}
