/** The letters and digits of a heading, by which a question is compared with it. */
export function keyOf(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The innermost of the headings above a passage. */
export function lastOf(heading: string): string {
  return heading.split(' › ').at(-1) ?? '';
}
