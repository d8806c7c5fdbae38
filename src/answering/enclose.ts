/** The marks that tell a model where what others wrote begins and ends. */
type Mark =
  | 'earlier'
  | 'remembered'
  | 'notes'
  | 'turns'
  | 'passage'
  | 'before'
  | 'now'
  | 'looked_up'
  | 'tool';

/** Encloses what a follower, a model or a document says, so that it cannot end its own enclosure. */
export function enclose(mark: Mark, text: string): string {
  return `<${mark}>\n${text.replace(MARK_WITHIN, '＜')}\n</${mark}>`;
}

/** Whatever looks like a mark to a model: it reads past invisible characters in the name. */
const MARK_WITHIN = /<(?=[\s\p{Cf}]*[/|\p{L}])/gu;
