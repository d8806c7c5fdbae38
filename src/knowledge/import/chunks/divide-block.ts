import { closesFence, fenceOf } from './cut-code.ts';
import { isItem } from './cut-list.ts';
import { isDelimiterRow } from './cut-table.ts';

/** Neighbouring lines of one kind. */
export interface Segment {
  readonly kind: 'text' | 'table' | 'list' | 'code';
  readonly lines: readonly string[];
}

/** Divides the lines between two empty ones into what is cut in different ways. Only Markdown has tables and code. */
export function divideBlock(lines: readonly string[], isMarkdown: boolean): Segment[] {
  const segments: Segment[] = [];
  let text: string[] = [];
  const endText = () => {
    if (text.length > 0) segments.push({ kind: 'text', lines: text });
    text = [];
  };
  for (let at = 0; at < lines.length;) {
    const [kind, to] = segmentAt(lines, at, isMarkdown);
    if (kind === 'text') {
      text.push(...lines.slice(at, to));
    } else {
      endText();
      segments.push({ kind, lines: lines.slice(at, to) });
    }
    at = to;
  }
  endText();
  return segments;
}

/** Returns the kind of what begins at a line, and the line after its end. */
function segmentAt(
  lines: readonly string[],
  at: number,
  isMarkdown: boolean,
): [Segment['kind'], number] {
  const line = lines[at] ?? '';
  const fence = isMarkdown ? fenceOf(line) : undefined;
  if (fence !== undefined)
    return ['code', endAfter(lines, at + 1, (one) => closesFence(one, fence))];
  const isTable = isMarkdown && line.includes('|') && isDelimiterRow(lines[at + 1] ?? '');
  if (isTable) return ['table', endBefore(lines, at + 2, (one) => !one.includes('|'))];
  // A list goes on with lines that are indented or that only continue an item.
  if (isItem(line))
    return ['list', endBefore(lines, at + 1, (one) => isMarkdown && fenceOf(one) !== undefined)];
  return ['text', at + 1];
}

function endBefore(
  lines: readonly string[],
  from: number,
  ends: (line: string) => boolean,
): number {
  let at = from;
  while (at < lines.length && !ends(lines[at] ?? '')) at += 1;
  return at;
}

function endAfter(lines: readonly string[], from: number, ends: (line: string) => boolean): number {
  return Math.min(lines.length, endBefore(lines, from, ends) + 1);
}
