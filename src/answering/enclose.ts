/** The marks that tell a model where what others wrote begins and ends. */
const MARKS = [
  'earlier',
  'remembered',
  'notes',
  'turns',
  'passage',
  'before',
  'now',
  'looked_up',
  'tool',
  'page',
  'unread',
  'result',
] as const;
type Mark = (typeof MARKS)[number];

const BEGINS = new RegExp(`<(${MARKS.join('|')})>\\n`, 'g');
const ENCLOSED = new RegExp(`<(${MARKS.join('|')})>\\n[^]*?\\n</\\1>`, 'g');

/** Encloses what a follower, a model or a document says, so that it cannot end its own enclosure. */
export function enclose(mark: Mark, text: string): string {
  return `<${mark}>\n${text.replace(MARK_WITHIN, '＜')}\n</${mark}>`;
}

/** Ends an enclosure that a cut has left open. */
export function closeEnclosure(cut: string): string {
  const open = [...cut.matchAll(BEGINS)].at(-1);
  const end = `</${open?.[1]}>`;
  return open === undefined || cut.includes(end, open.index) ? cut : `${cut}\n${end}`;
}

/** Leaves of a prompt its deployer's and Kuaihui's own words. */
export function leaveOutEnclosed(prompt: string): string {
  return prompt.replace(ENCLOSED, '');
}

/** Whatever looks like a mark to a model: it reads past characters that are invisible, or that combine with the sign. */
const MARK_WITHIN = /<(?=[\s\p{Cc}\p{Cf}\p{M}]*[/|\p{L}])/gu;
