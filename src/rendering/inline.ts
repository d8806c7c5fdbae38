import { createEmphasis } from './emphasis.ts';
import { readEntity } from './entities.ts';
import type { Found } from './found.ts';
import { readHtml } from './html.ts';
import { readImage, readLink, readUrl } from './links.ts';
import { readMath } from './math.ts';

/** Text with its inline marks taken off. */
export interface Inline {
  readonly text: string;
  /** The first mark that nothing closes yet, and what would close it; it stands in `text` as it was written. */
  readonly open?: { readonly at: number; readonly closer: string };
}

const PLAIN = /[^\\`*_~[!<&$h\n]+/y;
/** What stands before a backslash that divides the parts of a Windows path. */
const PATH = /(?:^|[^A-Za-z])[A-Za-z]:(?:\\[^\s\\]*)*$/;
const LONGEST_PATH = 120;
const ESCAPABLE = /[!-/:-@[-`{-~]/;
/** Links within links and tags within tags are followed so deep; below they are read as text. */
const DEEPEST = 4;

/** Renders inline Markdown: a sentence, a line, or a paragraph. `next` is the character behind it, if there is one. */
export function renderInline(raw: string, next?: string, depth = 0): Inline {
  const parts: string[] = [];
  const emphasis = createEmphasis(raw, next, parts);
  let open: Inline['open'];

  for (let at = 0; at < raw.length;) {
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(raw)?.[0];
    if (plain !== undefined) {
      parts.push(plain);
      at += plain.length;
      continue;
    }
    const character = raw.charAt(at);
    if (character === '*' || character === '_' || character === '~') {
      at = emphasis.read(at);
      continue;
    }
    const found = readMark(raw, at, character, depth);
    if (found !== undefined && 'text' in found) {
      parts.push(found.text);
      at = found.to;
      continue;
    }
    if (found !== undefined) open ??= { at, closer: found.waitsFor };
    if (character === '\n') emphasis.newline();
    const literal = character === '`' ? runOf(raw, at) : character;
    parts.push(literal);
    at += literal.length;
  }

  const openEmphasis = emphasis.firstOpen();
  if (openEmphasis !== undefined && (open === undefined || openEmphasis.at < open.at)) {
    open = openEmphasis;
  }
  const text = parts.join('');
  return open === undefined ? { text } : { text, open };
}

function readMark(raw: string, at: number, character: string, depth: number): Found {
  const renderWithin = (text: string): string =>
    depth < DEEPEST ? renderInline(text, undefined, depth + 1).text : text;
  switch (character) {
    case '\\':
      return readMath(raw, at) ?? readEscape(raw, at);
    case '$':
      return readMath(raw, at);
    case '`':
      return readCode(raw, at);
    case '[':
      return readLink(raw, at, renderWithin);
    case '!':
      return readImage(raw, at, renderWithin);
    case '<':
      return readHtml(raw, at, renderWithin);
    case '&':
      return readEntity(raw, at);
    case 'h':
      return readUrl(raw, at);
    default:
      return undefined;
  }
}

/** `\*` is a star; a backslash at the end of a line is a line break. In a path, `C:\temp\*.tmp`, it stays. */
function readEscape(raw: string, at: number): Found {
  const next = raw.charAt(at + 1);
  if (next !== '\\' && PATH.test(raw.slice(Math.max(0, at - LONGEST_PATH), at))) return undefined;
  if (next === '\n') return { text: '', to: at + 1 };
  return ESCAPABLE.test(next) ? { text: next, to: at + 2 } : undefined;
}

function readCode(raw: string, at: number): Found {
  const ticks = runOf(raw, at);
  const start = at + ticks.length;
  for (let end = raw.indexOf(ticks, start); end !== -1; end = raw.indexOf(ticks, end)) {
    const closing = runOf(raw, end);
    if (closing.length === ticks.length) {
      const code = raw.slice(start, end).replaceAll('\n', ' ');
      // Code that begins or ends with a backtick is written with a space around it.
      const isPadded = code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '';
      return { text: isPadded ? code.slice(1, -1) : code, to: end + ticks.length };
    }
    end += closing.length;
  }
  return { waitsFor: ticks };
}

function runOf(raw: string, at: number): string {
  let end = at + 1;
  while (raw.charAt(end) === raw.charAt(at)) end++;
  return raw.slice(at, end);
}
