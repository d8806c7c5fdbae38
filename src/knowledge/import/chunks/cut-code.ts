import { MOST_PASSAGE_BYTES } from '../../../answering/retriever.ts';
import { cutText } from './cut-text.ts';
import { bytesOf, toPiece, type Piece } from './piece.ts';

/** A fence with what stands after it may be so long to be repeated. */
const LONGEST_OPENING = 100;

/** Returns the fence that opens a block of code on this line; undefined when there is none. */
export function fenceOf(line: string): string | undefined {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
  return fence !== undefined && fence.length <= LONGEST_OPENING / 2 ? fence : undefined;
}

export function closesFence(line: string, fence: string): boolean {
  const closing = line.trim();
  return closing.startsWith(fence) && closing === fenceOf(line);
}

/** Cuts a block of code at its lines; each passage opens and closes it. */
export function cutCode(lines: readonly string[], glue: Piece['glue']): Piece[] {
  const [opening = ''] = lines;
  const fence = fenceOf(opening) ?? '```';
  const isClosed = lines.length > 1 && closesFence(lines.at(-1) ?? '', fence);
  const isShort = bytesOf(opening) <= LONGEST_OPENING;
  const prefix = `${isShort ? opening : fence}\n`;
  const suffix = `\n${fence}`;
  const room = MOST_PASSAGE_BYTES - bytesOf(prefix + suffix);
  const code = lines.slice(isShort ? 1 : 0, isClosed ? -1 : undefined);
  return code.flatMap((line, n) => {
    const isFirst = n === 0;
    // The opening never ends a passage alone.
    const parts = line === '' ? [''] : cutText(line, room);
    return parts.map((part, place) => {
      if (place > 0) return toPiece(part, '', { prefix, suffix });
      if (isFirst) return toPiece(prefix + part, glue, { suffix });
      return toPiece(part, '\n', { prefix, suffix });
    });
  });
}
