import { MOST_PASSAGE_BYTES } from '../../../answering/retriever.ts';
import { cutText } from './cut-text.ts';
import { bytesOf, toPiece, type Piece } from './piece.ts';

const ITEM = /^\s*(?:[-*+•·]\s|\d{1,9}[.)]\s|\d{1,9}、|[（(]\d{1,9}[)）])/;
/** A lead that is longer costs more than it helps. */
const LONGEST_LEAD = 200;

export function isItem(line: string): boolean {
  return ITEM.test(line);
}

/** Returns the sentence that says what a list after a text is about, such as `Bring with you:`; '' when there is none. */
export function leadOf(text: string): string {
  const end = text.slice(-LONGEST_LEAD).trimEnd();
  if (!/(?:[:：]|如下)[*_]{0,3}$/.test(end)) return '';
  const whole = text.length <= LONGEST_LEAD;
  const from = Math.max(
    ...['\n', '。', '！', '？', '. ', '! ', '? '].map((mark) => endOfLast(end, mark)),
  );
  if (from === 0 && !whole) return '';
  const lead = end.slice(from).trim();
  return bytesOf(lead) <= LONGEST_LEAD && !isItem(lead) ? lead : '';
}

function endOfLast(text: string, mark: string): number {
  const at = text.lastIndexOf(mark);
  return at < 0 ? 0 : at + mark.length;
}

/** Cuts a list at its items; each passage begins with the lead of the list. */
export function cutList(
  lines: readonly string[],
  { glue, prefix }: Pick<Piece, 'glue' | 'prefix'>,
): Piece[] {
  const items: string[][] = [];
  for (const line of lines) {
    const item = items.at(-1);
    if (item && !isItem(line)) item.push(line);
    else items.push([line]);
  }
  const room = MOST_PASSAGE_BYTES - bytesOf(prefix);
  return items.flatMap((item, n) => {
    const text = item.join('\n');
    const parts = bytesOf(text) <= room ? [text] : cutText(text, room);
    return parts.map((part, place) => {
      const between = n === 0 ? glue : '\n';
      return toPiece(part, place === 0 ? between : '', { prefix });
    });
  });
}
