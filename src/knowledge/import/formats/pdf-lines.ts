import { escapeLine } from '../escape-line.ts';

/** A piece of text where it stands on a page; y rises from the bottom. */
export interface PdfPiece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Of its letters. */
  readonly size: number;
}

/** A line of a page. */
export interface PdfLine {
  readonly text: string;
  readonly x: number;
  /** Where it ends. */
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

const WIDE = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef\u2018-\u201d`;
const ENDS_WIDE = new RegExp(`[${WIDE}]$`, 'u');
const BEGINS_WIDE = new RegExp(`^[${WIDE}]`, 'u');
const ENDS_SENTENCE = /[。！？!?.:：;；…”"）)]$/u;
const BEGINS_ITEM =
  /^(?:[-–•●○■◆▪·*]\s*|\d+(?:\.\d+)*[.、)）]|[（(][\d一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|第[\d一二三四五六七八九十百]+[章节条])/u;
const PAGE_NUMBER =
  /^(?:第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|page\s+\d+(?:\s+of\s+\d+)?|[-–—]?\s*\d+\s*[-–—]?|\d+\s*\/\s*\d+)$/i;
/** Letters so much larger than those of the text make a heading. */
const HEADING_SIZE = 1.15;
const LONGEST_HEADING = 80;
/** The header of a page and its footer are that many lines at most. */
const FRAME_LINES = 2;
/** A line is certain to be a header when it stands on so many pages, and on so large a share of them. */
const LEAST_REPEATS = 3;
const LEAST_SHARE = 0.6;

/** Puts the pieces of a page together to lines, in the order in which the file has them. */
export function toLines(pieces: readonly PdfPiece[]): PdfLine[] {
  const lines: PdfLine[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    const isSameLine =
      last !== undefined &&
      Math.abs(last.y - piece.y) < Math.max(last.size, piece.size) * 0.5 &&
      piece.x >= last.right - piece.size;
    if (!isSameLine || !last) {
      if (piece.text.trim() === '') continue;
      lines.push({ ...piece, right: piece.x + piece.width });
      continue;
    }
    const gap = piece.x - last.right;
    const space =
      gap > piece.size * 0.15 && !/\s$/.test(last.text) && needsSpace(last.text, piece.text)
        ? ' '
        : '';
    lines.splice(-1, 1, {
      ...last,
      text: last.text + space + piece.text,
      right: Math.max(last.right, piece.x + piece.width),
      size: Math.max(last.size, piece.text.trim() === '' ? 0 : piece.size),
    });
  }
  return lines.map((line) => ({ ...line, text: line.text.replace(/\s+/g, ' ').trim() }));
}

/** Removes page numbers, and headers and footers that certainly repeat. */
export function dropFrames(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const counts = new Map<string, number>();
  const written = pages.filter((lines) => lines.length > 0);
  for (const lines of written)
    for (const key of new Set(atTheEdges(lines).map((line) => frameKey(line, pages.length))))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const repeats = Math.max(LEAST_REPEATS, written.length * LEAST_SHARE);
  const isFrame = (line: PdfLine) => (counts.get(frameKey(line, pages.length)) ?? 0) >= repeats;
  return pages.map((lines) => {
    const edges = new Set(atTheEdges(lines));
    const kept = lines.filter((line) => !(edges.has(line) && isFrame(line)));
    // What is all that a page says is no frame.
    return kept.length > 0 ? kept : [...lines];
  });
}

/** Returns the first lines of a page and the last ones, by their place on it. */
function atTheEdges(lines: readonly PdfLine[]): PdfLine[] {
  const downward = [...lines].sort((one, other) => other.y - one.y);
  return [...downward.slice(0, FRAME_LINES), ...downward.slice(-FRAME_LINES)];
}

/** Lines are the same header when they stand at the same height; a page number may differ. */
function frameKey(line: PdfLine, pages: number): string {
  const text =
    pages >= LEAST_REPEATS && PAGE_NUMBER.test(line.text)
      ? '#'
      : line.text.replace(/^\d{1,4}\s|\s\d{1,4}$/g, '#');
  return `${Math.round(line.y / 4)} ${text}`;
}

/** Makes Markdown of the lines of all pages: paragraphs, and headings by the size of their letters. */
export function linesToMarkdown(pages: readonly (readonly PdfLine[])[]): string {
  const lines = pages.flat();
  const bodySize = commonSize(lines);
  const isHeading = (line: PdfLine) =>
    line.size >= bodySize * HEADING_SIZE && line.text.length <= LONGEST_HEADING;
  const sizes = [...new Set(lines.filter(isHeading).map(({ size }) => round(size)))]
    .sort((one, other) => other - one)
    .slice(0, 4);
  const blocks: string[] = [];
  let paragraph: PdfLine[] = [];
  const end = () => {
    if (paragraph.length > 0) blocks.push(escapeLine(joinLines(paragraph)));
    paragraph = [];
  };
  let heading: { readonly level: number; readonly line: PdfLine } | undefined;
  for (const page of pages) {
    const widest = Math.max(0, ...page.map(({ right }) => right));
    for (const line of page) {
      if (isHeading(line)) {
        end();
        const level = sizes.indexOf(round(line.size)) < 0 ? 4 : sizes.indexOf(round(line.size)) + 1;
        const isRest = heading?.level === level && isNextLine(heading.line, line);
        const before = isRest ? blocks.pop() : undefined;
        blocks.push(
          before === undefined ? `${'#'.repeat(level)} ${line.text}` : glue(before, line.text),
        );
        heading = { level, line };
        continue;
      }
      heading = undefined;
      const last = paragraph.at(-1);
      if (last && !continues(last, line, widest, page)) end();
      paragraph.push(line);
    }
  }
  end();
  return blocks.join('\n\n');
}

/** Says whether a line goes on with the paragraph of the line before it, which may be on the page before. */
function continues(
  last: PdfLine,
  line: PdfLine,
  widest: number,
  page: readonly PdfLine[],
): boolean {
  if (BEGINS_ITEM.test(line.text)) return false;
  const isSamePage = page.includes(last);
  const isFull = last.right > widest - Math.max(4, last.size * 3);
  if (!isSamePage) return isFull && !ENDS_SENTENCE.test(last.text);
  const isClose = isNextLine(last, line);
  const isIndented = line.x > last.x + line.size * 0.8;
  if (!isClose || (isIndented && ENDS_SENTENCE.test(last.text))) return false;
  return isFull || !ENDS_SENTENCE.test(last.text);
}

function isNextLine(last: PdfLine, line: PdfLine): boolean {
  const gap = last.y - line.y;
  return gap > 0 && gap < Math.max(last.size, line.size) * 2;
}

function joinLines(lines: readonly PdfLine[]): string {
  return lines.reduce((text, line) => (text === '' ? line.text : glue(text, line.text)), '');
}

/** Puts the end of a line and the next one together as the reader does. */
function glue(text: string, next: string): string {
  if (/[a-z]-$/.test(text) && /^[a-z]/.test(next)) return text.slice(0, -1) + next;
  return needsSpace(text, next) ? `${text} ${next}` : text + next;
}

function needsSpace(text: string, next: string): boolean {
  return !(ENDS_WIDE.test(text.trimEnd()) || BEGINS_WIDE.test(next.trimStart()));
}

/** Returns the size of most letters. */
function commonSize(lines: readonly PdfLine[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of lines)
    letters.set(round(size), (letters.get(round(size)) ?? 0) + text.length);
  const [most] = [...letters].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? 0;
}

function round(size: number): number {
  return Math.round(size * 2) / 2;
}
