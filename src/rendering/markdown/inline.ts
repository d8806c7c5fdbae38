import { readCitation } from './citations.ts';
import { createEmphasis } from './emphasis.ts';
import { readEntity } from './entities.ts';
import type { InlineMatch } from './inline-match.ts';
import { explainsEntities } from './entity-sense.ts';
import { readHtml } from './html.ts';
import { readImage, readLink, readUrl } from './links.ts';
import { endOfRun } from './match-at.ts';
import { readMath } from './math.ts';
import { createSubject, type Subject } from './subject.ts';
import { stateAfter, createTags, NO_TAGS, type TagState } from './tags.ts';

/** A text without its inline marks. */
export interface Inline {
  readonly text: string;
  /** The first mark without a closer, and the closer that it needs. It stands in `text` as it was written. */
  readonly open?: { readonly at: number; readonly closer: string };
  /** The state that its tags leave for the text after it. */
  readonly tags: TagState;
}

/** The surroundings of a text. */
export interface InlineContext {
  /** The character after it, if there is one. */
  readonly next?: string | undefined;
  /** The state that the tags before it left. */
  readonly tags?: TagState;
  readonly subject?: Subject;
  /** The row of a table whose cell the text is. */
  readonly row?: string;
}

/** A colon is a mark only at the beginning of OpenAI's old citations. */
const PLAIN = /(?:[^\\`*_~[!<&$h\n:【〖\ue200]|:(?!contentReference\[))+/y;
/** The text before a backslash that divides the parts of a Windows path. */
const PATH = /(?:^|[^A-Za-z])[A-Za-z]:(?:\\[^\s\\]*)*$/;
/** A sentence names the delimiters, as in `\( 和 \)`. */
const SPOKEN_DELIMITER = /^[^\\]?\\[([](?:\s|$)|^\s\\[)\]]/;
const LONGEST_PATH = 120;
/** Signs with a meaning in Markdown or LaTeX. Before others, as in `{} \\;` and `"\\""`, the backslash is content. */
const ESCAPABLE = /[!#-&(-.:<-@[-`{-~]/;
/** Regular expressions, such as `^\\d+\\*$` and `[a-z]*\\.txt`. */
const REGULAR_EXPRESSION = /\\[dwsbDWSB](?![A-Za-z])|\[[^\]\s]+\][*+?{]|\(\?[:=!<]/;
/** The depth to which links within links and tags within tags are read; deeper ones are text. */
const DEEPEST = 4;

/** Renders inline Markdown: a sentence, a line, or a paragraph. */
export function renderInline(raw: string, context: InlineContext = {}, depth = 0): Inline {
  const { next, row, subject = createSubject() } = context;
  const parts: string[] = [];
  const emphasis = createEmphasis(raw, next, parts);
  const before = context.tags ?? NO_TAGS;
  // Most texts have no tags and spare the bookkeeping for them.
  const tags =
    raw.includes('<') || before.due !== ''
      ? createTags(raw, { next, subject, initial: before, isCell: row !== undefined })
      : undefined;
  const keepsEntities = lineTest(raw, (line) => {
    const around = row ?? line;
    return subject.isMarkup(around) || explainsEntities(around);
  });
  const renderWithin = (text: string): string =>
    depth < DEEPEST ? renderInline(text, { subject }, depth + 1).text : text;
  let open: Inline['open'];

  const readMark = (at: number, character: string): InlineMatch => {
    switch (character) {
      case '\\':
        return readMath(raw, at) ?? readEscape(raw, at);
      case '$':
        return readMath(raw, at);
      case '`':
        return readCode(raw, at);
      case '[':
        return readCitation(raw, at) ?? readLink(raw, at, renderWithin);
      case ':':
      case '【':
      case '〖':
      case '\ue200':
        return readCitation(raw, at);
      case '!':
        return readImage(raw, at, renderWithin);
      case '<':
        return tags && readHtml(raw, at, tags, renderWithin);
      case '&':
        return keepsEntities(at) ? undefined : readEntity(raw, at);
      case 'h':
        return readUrl(raw, at);
      default:
        return undefined;
    }
  };

  const put = (text: string): void => {
    parts.push(tags === undefined ? text : tags.lead(text) + text);
  };

  const beginLine = (at: number): number => {
    const length = tags?.signAt(at) ?? 0;
    if (length > 0) parts.push(raw.slice(at, at + length));
    return at + length;
  };

  for (let at = beginLine(0); at < raw.length;) {
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(raw)?.[0];
    if (plain !== undefined) {
      put(plain);
      at += plain.length;
      continue;
    }
    const character = raw.charAt(at);
    if (character === '*' || character === '_' || character === '~') {
      if (tags !== undefined) parts.push(tags.lead(character));
      at = emphasis.read(at);
      continue;
    }
    if (character === '\n') {
      emphasis.newline();
      put(character);
      at = beginLine(at + 1);
      continue;
    }
    const found = readMark(at, character);
    if (found !== undefined && 'text' in found) {
      put(found.text);
      at = found.to;
      continue;
    }
    if (found !== undefined) open ??= { at, closer: found.waitsFor };
    const literal = character === '`' ? runOf(raw, at) : character;
    put(literal);
    at += literal.length;
  }

  const openEmphasis = emphasis.firstOpen();
  if (openEmphasis !== undefined && (open === undefined || openEmphasis.at < open.at)) {
    open = openEmphasis;
  }
  const text = parts.join('');
  const rendered = { text, tags: tags?.state() ?? stateAfter(before, text) };
  return open === undefined ? rendered : { ...rendered, open };
}

/** Tests the line at a place and keeps the result until the place is in another line. */
function lineTest(raw: string, test: (line: string) => boolean): (at: number) => boolean {
  let end = -1;
  let answer = false;
  return (at) => {
    if (at >= end) {
      const newline = raw.indexOf('\n', at);
      end = newline === -1 ? raw.length : newline;
      answer = test(raw.slice(raw.lastIndexOf('\n', at) + 1, end));
    }
    return answer;
  };
}

/**
 * Reads an escape. `\*` is a star, and a backslash at the end of a line a line break; in a path, `C:\temp\*.tmp`, it
 * stays.
 */
function readEscape(raw: string, at: number): InlineMatch {
  const next = raw.charAt(at + 1);
  if (next !== '\\' && PATH.test(raw.slice(Math.max(0, at - LONGEST_PATH), at))) return undefined;
  if (next === '\n') return { text: '', to: at + 1 };
  if (SPOKEN_DELIMITER.test(raw.slice(Math.max(0, at - 1), at + 3))) return undefined;
  if (raw.charAt(at - 1) === '¯' || REGULAR_EXPRESSION.test(asciiWordAround(raw, at))) {
    return undefined;
  }
  return ESCAPABLE.test(next) ? { text: next, to: at + 2 } : undefined;
}

/** Returns the ASCII characters without white space around a place. */
function asciiWordAround(raw: string, at: number): string {
  const before = /[!-~]*$/.exec(raw.slice(Math.max(0, at - LONGEST_PATH), at))?.[0] ?? '';
  const after = /^[!-~]*/.exec(raw.slice(at, at + LONGEST_PATH))?.[0] ?? '';
  return before + after;
}

function readCode(raw: string, at: number): InlineMatch {
  const ticks = runOf(raw, at);
  const start = at + ticks.length;
  for (let end = raw.indexOf(ticks, start); end !== -1; end = raw.indexOf(ticks, end)) {
    const closing = runOf(raw, end);
    if (closing.length === ticks.length) {
      const code = raw.slice(start, end).replaceAll('\n', ' ');
      // A model writes a space around code that begins or ends with a backtick.
      const isPadded = code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '';
      return { text: isPadded ? code.slice(1, -1) : code, to: end + ticks.length };
    }
    end += closing.length;
  }
  return { waitsFor: ticks };
}

function runOf(raw: string, at: number): string {
  return raw.slice(at, endOfRun(raw, at));
}
