/** A list of passages by their ids, best first, and how much its order counts. */
export interface RankedList {
  readonly ids: readonly number[];
  readonly weight: number;
}

/** The smaller, the more the first places count beside the later ones. */
const SMOOTHING = 10;

/** The first of every list is kept among this many. */
const PLACES = 5;

/** Merges lists by the places in them (reciprocal rank fusion); the first of each list stays among the first five. */
export function fuseRanks(lists: readonly RankedList[]): number[] {
  const scores = new Map<number, number>();
  for (const { ids, weight } of lists)
    [...new Set(ids)].forEach((id, place) => {
      scores.set(id, (scores.get(id) ?? 0) + weight / (SMOOTHING + place));
    });
  const fused = [...scores].sort(([, one], [, other]) => other - one).map(([id]) => id);
  const firsts = new Set(lists.flatMap(({ ids: [first] }) => (first === undefined ? [] : [first])));
  const late = [...firsts].filter((id) => fused.indexOf(id) >= PLACES);
  if (late.length === 0) return fused;
  const rest = fused.filter((id) => !late.includes(id));
  // Firsts that are among them already keep their order; what they displace follows directly.
  const kept = rest.slice(0, PLACES).filter((id) => firsts.has(id));
  const others = rest.slice(0, PLACES).filter((id) => !firsts.has(id));
  const room = Math.max(0, PLACES - kept.length - late.length);
  const staying = new Set([...kept, ...others.slice(0, room)]);
  const head = rest.slice(0, PLACES).filter((id) => staying.has(id));
  return [...head, ...late, ...rest.filter((id) => !staying.has(id))];
}
