import { renderInline } from './inline.ts';
import { createLayout } from './layout.ts';
import { type LineStart, readLineStart } from './line-start.ts';
import { createMathLines } from './math-lines.ts';
import { createListLevels } from './list-levels.ts';
import type { Renderer } from './renderer.ts';
import { createSentenceStream } from './sentence-stream.ts';
import { createTableStream } from './table-stream.ts';
import { codeBlock, createVerbatimLines, type VerbatimLines } from './verbatim-lines.ts';

const RULE = '————';
const QUOTE = '│ ';
const NESTED = '　';
const BULLET = '• ';
/** Lines of these kinds are read as a whole; a longer one is text after all. */
const LONGEST = { heading: 300, fence: 200, row: 2000 };
const FENCE = /^(`{3,}|~{3,})[^`]*$/;

type Place = Pick<LineStart, 'indent' | 'quoteDepth'>;
type Collected = {
  readonly is: 'collected';
  readonly kind: 'heading' | 'fence' | 'row';
  readonly place: Place;
  readonly prefix: string;
  text: string;
};
type TextLine = { readonly is: 'text'; canBeRow: boolean; length: number };
type Line =
  { readonly is: 'starting'; start: string } | Collected | TextLine | { readonly is: 'done' };

/**
 * Markdown to readable plain text, line by line and sentence by sentence.
 *
 * - A line is `starting` until its beginning tells its kind.
 * - `text`, also of list items and quotes, goes to the sentence stream, which releases whole sentences.
 * - Headings, fences and rows of tables are `collected` up to the end of their line; a table is held until it ends.
 * - A line is `done` when nothing of it remains to be read, as with a rule.
 * - Code and formulas on lines of their own go to `verbatim`, while it is there, and are read by no other rule.
 *
 * Characters are taken one after the other, and what is released depends on those that came, never on the pieces.
 */
export function createPlainText(options: { readonly continues?: boolean } = {}): Renderer {
  const layout = createLayout(options);
  const sentences = createSentenceStream();
  const table = createTableStream();
  const lists = createListLevels();
  let verbatim: VerbatimLines | undefined;
  let line: Line = { is: 'starting', start: '' };
  let afterCarriageReturn = false;

  const writeText = (markdown: string): string => layout.write(sentences.push(markdown));

  const writeLine = (markdown: string): string =>
    writeText(markdown) + layout.write(sentences.endLine());

  /** Another block begins: what the one before held comes out. */
  const closeBlocks = (): string => layout.write(table.close()) + layout.write(sentences.flush());

  const giveUpCandidate = (): string => {
    const candidate = table.takeCandidate();
    return candidate === undefined ? '' : writeLine(candidate);
  };

  const begin = (start: LineStart): string => {
    switch (start.kind) {
      case 'row':
        return beginRow(start, start.content);
      case 'text':
        return beginText(start, start.content);
      case 'heading':
      case 'fence': {
        if (start.kind === 'heading') lists.reset();
        const prefix = QUOTE.repeat(start.quoteDepth);
        line = { is: 'collected', kind: start.kind, place: start, prefix, text: start.content };
        return closeBlocks();
      }
      case 'math':
        line = { is: 'starting', start: '' };
        verbatim = createMathLines(start.closer, start);
        return closeBlocks();
      case 'rule':
        line = { is: 'done' };
        return closeBlocks() + layout.write(RULE);
      case 'underline':
      case 'blank':
        line = { is: 'done' };
        return closeBlocks();
    }
  };

  const beginRow = (place: Place, text: string): string => {
    line = { is: 'collected', kind: 'row', place, prefix: '', text };
    return table.state() === 'closed' ? layout.write(sentences.flush()) : '';
  };

  const beginText = (start: LineStart, content: string): string => {
    const isPlain = start.marker === undefined && start.quoteDepth === 0;
    if (isPlain && table.state() === 'rows hold a bar') return beginRow(start, content);
    let released = layout.write(table.close());
    if (!isPlain) released += layout.write(sentences.flush());
    if (start.marker === undefined && start.indent === 0) lists.reset();
    line = { is: 'text', canBeRow: isPlain && sentences.held() === 0, length: 0 };
    return released + feedText(line, prefixOf(start) + content);
  };

  const prefixOf = ({ quoteDepth, marker, indent }: LineStart): string => {
    const quote = QUOTE.repeat(quoteDepth);
    if (marker === undefined) return quote;
    const item = lists.add(indent, marker);
    const sign = /^[-*+]$/.test(marker) ? BULLET : item.marker + ' ';
    return quote + NESTED.repeat(item.depth) + sign;
  };

  /** A line of text with a bar, of which nothing is out, may be the header of a table. */
  const feedText = (text: TextLine, characters: string): string => {
    const bar = text.canBeRow ? characters.indexOf('|') : -1;
    const before = bar === -1 ? characters : characters.slice(0, bar);
    const released = writeText(before);
    text.length += before.length;
    if (bar === -1) return released;
    if (sentences.held() !== text.length) {
      text.canBeRow = false;
      return released + writeText(characters.slice(bar));
    }
    const place = { indent: 0, quoteDepth: 0 };
    line = { is: 'collected', kind: 'row', place, prefix: '', text: sentences.takeBack() };
    return released + feed(characters.slice(bar));
  };

  const feedCollected = (collected: Collected, characters: string): string => {
    const room = Math.max(0, LONGEST[collected.kind] - collected.text.length);
    collected.text += characters.slice(0, room);
    if (characters.length < room) return '';
    line = { is: 'text', canBeRow: false, length: 0 };
    const released = closeBlocks() + writeText(collected.prefix + collected.text);
    return released + feed(characters.slice(room));
  };

  const feedStarting = (characters: string): string => {
    if (line.is !== 'starting') return feed(characters);
    let released = '';
    for (let at = 0; at < characters.length; at++) {
      line.start += characters.charAt(at);
      if (table.mayBeDelimiter(line.start)) continue;
      released += giveUpCandidate();
      const start = readLineStart(line.start, false);
      if (start !== undefined) return released + begin(start) + feed(characters.slice(at + 1));
    }
    return released;
  };

  /** Takes characters of one line. */
  const feed = (characters: string): string => {
    if (characters === '') return '';
    if (verbatim !== undefined) return layout.code(verbatim.push(characters));
    switch (line.is) {
      case 'starting':
        return feedStarting(characters);
      case 'collected':
        return feedCollected(line, characters);
      case 'text':
        return feedText(line, characters);
      case 'done':
        return '';
    }
  };

  const endCollected = ({ kind, place, prefix, text }: Collected): string => {
    switch (kind) {
      case 'heading': {
        const title = renderInline(text.replace(/[ \t]+#+[ \t]*$/, ''))
          .text.replace(/\s+/g, ' ')
          .trim();
        if (title === '') return '';
        return layout.heading(prefix + (title.startsWith('【') ? title : `【${title}】`));
      }
      case 'fence': {
        const fence = FENCE.exec(text)?.[1];
        if (fence === undefined) return writeLine(prefix + text);
        verbatim = createVerbatimLines(codeBlock(fence, place));
        return '';
      }
      case 'row':
        if (table.state() !== 'closed' && !text.includes('|')) {
          return layout.write(table.close()) + writeLine(text);
        }
        return layout.write(table.addRow(text));
    }
  };

  const endStarting = (start: string): string => {
    if (table.mayBeDelimiter(start) && table.takeDelimiter(start)) return '';
    const released = giveUpCandidate();
    const whole = readLineStart(start, true);
    if (whole === undefined) return released;
    return released + begin(whole) + (line.is === 'starting' ? '' : endLine());
  };

  const endLine = (): string => {
    if (verbatim !== undefined) {
      const released = layout.code(verbatim.newline());
      if (verbatim.isClosed()) verbatim = undefined;
      return released;
    }
    const ended = line;
    line = { is: 'starting', start: '' };
    switch (ended.is) {
      case 'starting':
        return endStarting(ended.start);
      case 'collected':
        return endCollected(ended);
      case 'text':
        return layout.write(sentences.endLine());
      case 'done':
        layout.newline();
        return '';
    }
  };

  return {
    push(markdown) {
      let released = '';
      for (const [index, part] of markdown.split(/(\r\n?|\n)/).entries()) {
        if (index % 2 === 0) {
          if (part === '') continue;
          afterCarriageReturn = false;
          released += feed(part);
        } else {
          // A pair of carriage return and line feed may be split over two pieces.
          const isSecondHalf = part === '\n' && afterCarriageReturn;
          afterCarriageReturn = part === '\r';
          if (!isSecondHalf) released += endLine();
        }
      }
      return released;
    },
    end() {
      if (verbatim !== undefined) return layout.code(verbatim.end());
      const released = line.is === 'starting' && line.start === '' ? '' : endLine();
      return released + giveUpCandidate() + closeBlocks();
    },
  };
}
