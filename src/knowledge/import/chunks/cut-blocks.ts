import { MOST_PASSAGE_BYTES } from '../../../answering/retriever.ts';
import { cutCode } from './cut-code.ts';
import { cutList, isItem, leadOf } from './cut-list.ts';
import { cutTable } from './cut-table.ts';
import { cutText } from './cut-text.ts';
import { divideBlock, type Segment } from './divide-block.ts';
import { bytesOf, toPiece, type Piece } from './piece.ts';

/** The lines between two empty ones; a block of code may hold empty ones. */
export type Block = readonly string[];

/** Cuts the blocks of a section into pieces; what fits into a passage stays whole. */
export function cutBlocks(blocks: readonly Block[], isMarkdown: boolean): Piece[] {
  const pieces: Piece[] = [];
  let lead = '';
  for (const block of blocks) {
    const text = block.join('\n').trimEnd();
    const isLong = bytesOf(text) > MOST_PASSAGE_BYTES;
    const segments: readonly Segment[] = isLong
      ? divideBlock(block, isMarkdown)
      : [{ kind: kindOf(block), lines: [text] }];
    segments.forEach((segment, n) => {
      const glue = n === 0 ? '\n\n' : '\n';
      const isOfList = segment.kind === 'list' || (lead !== '' && isIndented(segment));
      for (const piece of cutSegment(segment, { glue, prefix: isOfList ? lead : '' }))
        pieces.push(piece);
      if (!isOfList) lead = toLead(segment, n < segments.length - 1 ? '\n' : '\n\n');
    });
  }
  return pieces;
}

function kindOf([first = '']: Block): 'list' | 'text' {
  return isItem(first) ? 'list' : 'text';
}

/** A paragraph within an item of a list. */
function isIndented({ kind, lines }: Segment): boolean {
  return kind === 'text' && /^(?: {2}|\t)/.test(lines[0] ?? '');
}

function toLead({ kind, lines }: Segment, glue: Piece['glue']): string {
  const lead = kind === 'text' ? leadOf(lines.slice(-2).join('\n')) : '';
  return lead === '' ? '' : lead + glue;
}

function cutSegment(
  { kind, lines }: Segment,
  { glue, prefix }: Pick<Piece, 'glue' | 'prefix'>,
): Piece[] {
  const text = lines.join('\n');
  if (bytesOf(text) <= MOST_PASSAGE_BYTES) return [toPiece(text, glue, { prefix })];
  switch (kind) {
    case 'table':
      return cutTable(lines, glue);
    case 'code':
      return cutCode(lines, glue);
    case 'list':
      return cutList(lines, { glue, prefix });
    case 'text': {
      const room = MOST_PASSAGE_BYTES - bytesOf(prefix);
      return cutText(text, room).map((part, n) => toPiece(part, n === 0 ? glue : '', { prefix }));
    }
  }
}
