import type { Findings, Passage } from '../../answering/retriever.ts';

const FIT_RANK = { exact: 2, certain: 1, perhaps: 0 } as const;

/**
 * Merges what several bases have on one question. The order within a base stays; the first comes from a base with the
 * best fit, and bases that say nothing about the question stand last. Two exact headings are as good as none: which of
 * them was meant is not known.
 */
export function mergeFindings(all: readonly Findings[], limit: number): Findings {
  const [only] = all;
  if (only && all.length === 1) return only;
  const above = all.filter(({ isBelowFloor }) => !isBelowFloor);
  const ranked = above.toSorted((one, other) => compareHeads(one, other));
  const below = all.filter(({ isBelowFloor }) => isBelowFloor);
  const [best] = ranked;
  const [head, ...rest] = best?.found ?? [];
  const found = [
    ...(head ? [head] : []),
    ...mergeByScore([rest, ...ranked.slice(1).map((findings) => findings.found)]),
    ...mergeByScore(below.map((findings) => findings.found)),
  ];
  const exact = all.filter(({ fit }) => fit === 'exact').length;
  return {
    fit: exact > 1 ? 'perhaps' : (best?.fit ?? 'perhaps'),
    isBelowFloor: above.length === 0,
    found: found.slice(0, limit),
  };
}

/** Takes from several lists again and again the better of their first ones. */
function mergeByScore(lists: readonly (readonly Passage[])[]): Passage[] {
  const rest = lists.map((list) => [...list]);
  const merged: Passage[] = [];
  for (;;) {
    let best: Passage[] | undefined;
    for (const list of rest) if (scoreOf(list) > scoreOf(best)) best = list;
    const next = best?.shift();
    if (!next) return merged;
    merged.push(next);
  }
}

function scoreOf(list: readonly Passage[] | undefined): number {
  return list?.[0]?.score ?? -Infinity;
}

function compareHeads(one: Findings, other: Findings): number {
  const byFit = FIT_RANK[other.fit] - FIT_RANK[one.fit];
  return byFit !== 0 ? byFit : scoreOf(other.found) - scoreOf(one.found);
}
