import { field } from '../../runtime/field.ts';

/** A text by its place in the request, and how well it answers. */
export interface Ranked {
  readonly index: number;
  readonly score: number;
}

/**
 * Reads a ranking, best first, whatever order the vendor sent it in. Places that were not asked for, or come twice, are
 * left out. Undefined when there is no list at all.
 */
export function readRanking(json: unknown, count: number): readonly Ranked[] | undefined {
  const list = [
    field(json, 'results'),
    // DashScope.
    field(field(json, 'output'), 'results'),
    field(json, 'data'),
    // Text Embeddings Inference.
    json,
  ].find(Array.isArray) as readonly unknown[] | undefined;
  if (list === undefined) return undefined;
  const ranked = new Map<number, Ranked>();
  for (const entry of list) {
    const index = field(entry, 'index');
    const score = field(entry, 'relevance_score') ?? field(entry, 'score');
    if (typeof index !== 'number' || !Number.isInteger(index)) continue;
    if (typeof score !== 'number' || !Number.isFinite(score)) continue;
    if (index >= 0 && index < count && !ranked.has(index)) ranked.set(index, { index, score });
  }
  return [...ranked.values()].sort((one, other) => other.score - one.score);
}
