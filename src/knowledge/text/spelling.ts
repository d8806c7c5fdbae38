/** Shorter words differ from too many others by one letter. */
export const SHORTEST_CORRECTED = 5;

/** The one word among `known` that differs from `word` by a single slip of the fingers, if there is exactly one. */
export function correctSpelling(word: string, known: readonly string[]): string | undefined {
  const near = known.filter((other) => isOneSlipAway(word, other));
  return near.length === 1 ? near[0] : undefined;
}

/** One letter too many, too few, another one, or two that have changed places; the first letter is right. */
function isOneSlipAway(one: string, other: string): boolean {
  if (one === other || one[0] !== other[0] || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const rest = one.slice(start);
  const otherRest = other.slice(start);
  return (
    rest.slice(1) === otherRest ||
    rest === otherRest.slice(1) ||
    rest.slice(1) === otherRest.slice(1) ||
    (rest.slice(2) === otherRest.slice(2) && rest[0] === otherRest[1] && rest[1] === otherRest[0])
  );
}
