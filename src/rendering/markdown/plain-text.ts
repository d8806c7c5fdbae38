import { mayOpenBlock, readFence, readFenceAfterText, type Fence } from './fence.ts';
import { renderHeading } from './heading.ts';
import { createLayout } from './layout.ts';
import { createLinePrefixes } from './line-prefixes.ts';
import { createLineSplitter } from './line-splitter.ts';
import { type LineStart, readLineStart } from './line-start.ts';
import { createMathLines } from './math-lines.ts';
import type { Renderer } from '../renderer.ts';
import { createSentenceStream } from './sentence-stream.ts';
import { createSubject } from './subject.ts';
import { createTableStream } from './table-stream.ts';
import { codeBlock, createVerbatimLines, type VerbatimLines } from './verbatim-lines.ts';

const RULE = '————';
/** The length up to which lines of these kinds are read whole; a longer one is text. */
const LONGEST = { heading: 300, fence: 200, row: 2000 };

type Collected = {
  readonly is: 'collected';
  readonly kind: 'heading' | 'fence' | 'row';
  readonly start: LineStart;
  text: string;
};
type TextLine = {
  readonly is: 'text';
  readonly start: LineStart;
  canBeRow: boolean;
  length: number;
  /** Backticks and what follows them, which may open a block of code. */
  ticks: string;
  /** The last visible character before them. */
  last: string;
};
type Line =
  { readonly is: 'starting'; start: string } | Collected | TextLine | { readonly is: 'done' };

/**
 * Turns Markdown into readable plain text, line by line and sentence by sentence.
 *
 * - A line is `starting` until its beginning tells its kind.
 * - `text`, also of list items and quotes, goes to the sentence stream, which releases whole sentences.
 * - Headings, fences and rows of tables are `collected` up to the end of their line; a table is held until it ends.
 * - A line is `done` when nothing of it remains to be read, as with a rule.
 * - Code and formulas on lines of their own go to `verbatim` and are read by no other rule.
 *
 * The released text depends on the characters so far, and never on the pieces in which they arrive.
 */
export function createPlainText(options: { readonly continues?: boolean } = {}): Renderer {
  const layout = createLayout(options);
  const subject = createSubject();
  const sentences = createSentenceStream(subject);
  const table = createTableStream(subject);
  const prefixes = createLinePrefixes();
  const splitter = createLineSplitter();
  let verbatim: VerbatimLines | undefined;
  let line: Line = { is: 'starting', start: '' };
  let inQuote = false;

  const writeText = (markdown: string): string => layout.write(sentences.push(markdown));

  const writeLine = (markdown: string): string =>
    writeText(markdown) + layout.write(sentences.endLine());

  /** Releases what the last block held, because another one begins. */
  const closeBlocks = (): string => layout.write(table.close()) + layout.write(sentences.flush());

  const giveUpCandidate = (): string => {
    const candidate = table.takeCandidate();
    return candidate === undefined ? '' : writeLine(candidate);
  };

  const textLine = (start: LineStart, canBeRow: boolean): TextLine => {
    return { is: 'text', start, canBeRow, length: 0, ticks: '', last: '' };
  };

  const begin = (start: LineStart): string => {
    inQuote = start.quoteDepth > 0;
    switch (start.kind) {
      case 'row':
        return beginRow(start, start.content);
      case 'text':
        return beginText(start, start.content);
      case 'heading':
      case 'fence':
        if (start.kind === 'heading') prefixes.reset();
        line = { is: 'collected', kind: start.kind, start, text: start.content };
        return closeBlocks();
      case 'math':
        line = { is: 'starting', start: '' };
        return (
          closeBlocks() +
          layout.write(prefixes.prefixOf({ ...start, quoteDepth: 0 })) +
          openMath(start)
        );
      case 'rule':
        line = { is: 'done' };
        return closeBlocks() + layout.write(RULE);
      case 'underline':
      case 'blank':
        line = { is: 'done' };
        return closeBlocks();
    }
  };

  const openMath = (start: LineStart & { readonly kind: 'math' }): string => {
    const block = createMathLines(start.closer, start);
    verbatim = block;
    return start.content === undefined ? '' : feed(start.content) + endVerbatim(block);
  };

  const beginRow = (start: LineStart, text: string): string => {
    line = { is: 'collected', kind: 'row', start, text };
    return table.state() === 'closed' ? layout.write(sentences.flush()) : '';
  };

  const beginText = (start: LineStart, content: string): string => {
    const isPlain = start.marker === undefined && start.quoteDepth === 0;
    if (isPlain && table.state() === 'rows hold a bar') return beginRow(start, content);
    let released = layout.write(table.close());
    if (!isPlain) released += layout.write(sentences.flush());
    if (start.marker === undefined && start.indent === 0) prefixes.reset();
    line = textLine(start, isPlain && sentences.held() === 0);
    const margin = isPlain ? prefixes.indentOf(start, content) : '';
    return released + feedText(line, prefixes.prefixOf(start) + margin + content);
  };

  const feedText = (text: TextLine, characters: string): string => {
    let released = '';
    for (let at = 0; at < characters.length;) {
      if (line !== text) return released + feed(characters.slice(at));
      if (text.ticks !== '') {
        text.ticks += characters.charAt(at++);
        if (!mayOpenBlock(text.ticks)) released += releaseTicks(text);
        continue;
      }
      const tick = characters.indexOf('`', at);
      const end = tick === -1 ? characters.length : tick;
      released += feedPlain(text, characters.slice(at, end));
      at = end;
      if (tick !== -1 && line === text) text.ticks = characters.charAt(at++);
    }
    return released;
  };

  const releaseTicks = (text: TextLine): string => {
    const { ticks } = text;
    text.ticks = '';
    return feedPlain(text, ticks);
  };

  /** Takes text of a line. One with a bar, of which nothing is released, may be the header of a table. */
  const feedPlain = (text: TextLine, characters: string): string => {
    if (characters === '') return '';
    const bar = text.canBeRow ? characters.indexOf('|') : -1;
    const before = bar === -1 ? characters : characters.slice(0, bar);
    const released = writeText(before);
    text.length += before.length;
    if (before.trim() !== '') text.last = before.trimEnd().slice(-1);
    if (bar === -1) return released;
    if (sentences.held() !== text.length) {
      text.canBeRow = false;
      return released + feedPlain(text, characters.slice(bar));
    }
    line = { is: 'collected', kind: 'row', start: text.start, text: sentences.takeBack() };
    return released + feed(characters.slice(bar));
  };

  const feedCollected = (collected: Collected, characters: string): string => {
    const room = Math.max(0, LONGEST[collected.kind] - collected.text.length);
    collected.text += characters.slice(0, room);
    if (characters.length < room) return '';
    const text = textLine(collected.start, false);
    line = text;
    const released =
      closeBlocks() + feedText(text, prefixes.prefixOf(collected.start) + collected.text);
    return released + feed(characters.slice(room));
  };

  const feedStarting = (characters: string): string => {
    if (line.is !== 'starting') return feed(characters);
    let released = '';
    for (let at = 0; at < characters.length; at++) {
      line.start += characters.charAt(at);
      if (table.mayBeDelimiter(line.start)) continue;
      released += giveUpCandidate();
      const start = readLineStart(line.start, false, inQuote);
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

  const endCollected = ({ kind, start, text }: Collected): string => {
    switch (kind) {
      case 'heading': {
        const heading = renderHeading(text, start.quoteDepth, subject);
        return heading === undefined ? '' : layout.heading(heading);
      }
      case 'fence': {
        const fence = readFence(text);
        return fence === undefined ? beginText(start, text) + endLine() : openCode(fence, start);
      }
      case 'row':
        if (table.state() !== 'closed' && !text.includes('|')) {
          return layout.write(table.close()) + writeLine(text);
        }
        return layout.write(table.addRow(text));
    }
  };

  const openCode = ({ marks, firstLine }: Fence, start: LineStart): string => {
    // Within an item, code may be indented as far as the item's text.
    const indent = start.indent + (start.marker === undefined ? 0 : start.marker.length + 1);
    verbatim = createVerbatimLines(codeBlock(marks, { ...start, indent }));
    return firstLine === undefined ? '' : layout.code(firstLine + '\n');
  };

  const endText = (text: TextLine): string => {
    const fence = readFenceAfterText(text.ticks, text.last);
    if (fence !== undefined) {
      return layout.write(sentences.endLine()) + closeBlocks() + openCode(fence, text.start);
    }
    const released = text.ticks === '' ? '' : releaseTicks(text);
    // A bar in the held text may have made a row of the line.
    return released + (line.is === 'collected' ? endLine() : layout.write(sentences.endLine()));
  };

  /** Ends a line of code or formulas. Text after the end of the block is the next line. */
  const endVerbatim = (block: VerbatimLines): string => {
    const released = layout.code(block.newline());
    if (!block.isClosed()) return released;
    verbatim = undefined;
    return released + (block.rest() === '' ? '' : feed(block.rest()) + endLine());
  };

  const endStarting = (start: string): string => {
    if (table.mayBeDelimiter(start) && table.takeDelimiter(start)) return '';
    const released = giveUpCandidate();
    const whole = readLineStart(start, true, inQuote);
    if (whole === undefined) return released;
    return released + begin(whole) + (line.is === 'starting' ? '' : endLine());
  };

  const endLine = (): string => {
    if (verbatim !== undefined) return endVerbatim(verbatim);
    const ended = line;
    line = { is: 'starting', start: '' };
    switch (ended.is) {
      case 'starting':
        return endStarting(ended.start);
      case 'collected':
        return endCollected(ended);
      case 'text':
        return endText(ended);
      case 'done':
        layout.newline();
        return '';
    }
  };

  return {
    push(markdown) {
      let released = '';
      for (const part of splitter.split(markdown))
        released += part === 'line break' ? endLine() : feed(part.text);
      return released;
    },
    end() {
      const isBetweenLines = verbatim === undefined && line.is === 'starting' && line.start === '';
      const released = isBetweenLines ? '' : endLine();
      const held = verbatim === undefined ? '' : layout.code(verbatim.end());
      return released + held + giveUpCandidate() + closeBlocks();
    },
  };
}
