import { isQuoteMark } from './quote-mark.ts';

/** The place of a line: its depth in quotes, its indentation, and the list item that it begins. */
interface Place {
  readonly quoteDepth: number;
  /** Columns of white space before the content. */
  readonly indent: number;
  /** `-`, `1.` or a box of a task list, when the line begins a list item. */
  readonly marker?: string;
}

/** The kind of a line of Markdown, as far as its beginning tells. `content` is the text read after the marks. */
export type LineStart = Place &
  (
    | { readonly kind: 'blank' | 'rule' | 'underline' }
    | { readonly kind: 'text' | 'heading' | 'fence' | 'row'; readonly content: string }
    | { readonly kind: 'math'; readonly closer: string; readonly content?: string }
  );

/** A beginning that is still undecided at this length is text. */
const LONGEST_START = 200;
const TAB_COLUMNS = 4;
const PARAGRAPH_INDENT = /^\u3000{1,4}/;
/** Five fields of a timetable, such as `* 2 * * *`, which is neither a list item nor a rule. */
const CRON = /^\*(?:[ \t]+[\d*/,-]+){4}(?=\s|$)/;
/** Beginnings that may become the opening of formulas on lines of their own. */
const MATH_LINE = /^(?:\$\$?|\\\[?)[ \t]*$/;
const ENVIRONMENT =
  /^\\begin\{((?:align|aligned|gather|gathered|equation|split|multline|cases|array|[pbvBV]?matrix)\*?)\}/;
const MAY_BE_CRON = /^\*[ \t]+[\d*/,\- \t]*$/;

/**
 * Tells the kind of a line from its beginning, or undefined if that needs more characters. With `isWhole` the line ends
 * here; with `inQuote` the line before belongs to a quotation. It is asked after every character, so that the result
 * does not depend on how the text arrives.
 */
export function readLineStart(
  start: string,
  isWhole: boolean,
  inQuote: boolean,
): LineStart | undefined {
  const isDue = isWhole || start.length >= LONGEST_START;
  const read = readPlace(start, isDue, inQuote);
  if (read === undefined) return undefined;
  const { content, ...place } = read;
  const line = decide(content, isWhole, place);
  if (line !== undefined) return withParagraphIndent(line, start);
  return isDue ? { kind: 'text', content, ...place } : undefined;
}

/** Keeps wide spaces before a paragraph, as its indentation; before anything else they are white space. */
function withParagraphIndent(line: LineStart, start: string): LineStart {
  const indent = PARAGRAPH_INDENT.exec(start)?.[0];
  if (indent === undefined || line.kind !== 'text') return line;
  if (line.marker !== undefined || line.quoteDepth > 0) return line;
  return { ...line, content: indent + line.content };
}

function decide(content: string, isWhole: boolean, place: Place): LineStart | undefined {
  const text = { kind: 'text', content, ...place } as const;

  if (content === '') return isWhole ? { kind: 'blank', ...place } : undefined;
  if (!isWhole && MAY_BE_CRON.test(content)) return undefined;
  if (CRON.test(content)) return text;
  if (/^([-*_])(?:[ \t]*\1)*[ \t]*$/.test(content)) {
    if (!isWhole) return undefined;
    if (content.replace(/[ \t]/g, '').length >= 3) return { kind: 'rule', ...place };
    return content.trim().length === 1 && content !== '_' ? { kind: 'blank', ...place } : text;
  }
  if (/^=+[ \t]*$/.test(content)) {
    if (!isWhole) return undefined;
    return content.startsWith('===') ? { kind: 'underline', ...place } : text;
  }
  if (MATH_LINE.test(content)) {
    if (!isWhole) return undefined;
    if (content.startsWith('$$')) return { kind: 'math', closer: '$$', ...place };
    return content.startsWith('\\[') ? { kind: 'math', closer: '\\]', ...place } : text;
  }
  if (content.startsWith('\\begin{') || '\\begin{'.startsWith(content)) {
    return isWhole ? readEnvironment(content, place) : undefined;
  }
  if (content.startsWith('#')) return readHeading(content, isWhole, place);
  if (content.startsWith('|') && place.quoteDepth === 0) return { kind: 'row', content, ...place };
  if (/^(?:[+]|\d{1,9}[.)]?)$/.test(content) && !isWhole) return undefined;

  const item = /^([-*+]|\d{1,9}[.)])[ \t]+/.exec(content);
  if (item !== null) return readItem(content.slice(item[0].length), item[1] ?? '', isWhole, place);
  return fenceOrText(content, isWhole, place);
}

function readPlace(
  start: string,
  isDue: boolean,
  inQuote: boolean,
): (Place & { content: string }) | undefined {
  let quoteDepth = 0;
  let indent = 0;
  let at = 0;
  for (; at < start.length; at++) {
    const character = start.charAt(at);
    if (character === '>') {
      const isQuote = isQuoteMark(start.slice(at), { isWhole: isDue, inQuote });
      if (isQuote === undefined) return undefined;
      if (!isQuote) break;
      quoteDepth++;
      indent = 0;
      if (start.charAt(at + 1) === ' ') at++;
    } else if (character === '\t') indent += TAB_COLUMNS;
    else if (character === ' ' || character === '\u00a0' || character === '\u3000') indent++;
    else break;
  }
  return { quoteDepth, indent, content: start.slice(at) };
}

/** Reads formulas between `\begin{align}` and `\end{align}` without dollars around them. */
function readEnvironment(content: string, place: Place): LineStart {
  const name = ENVIRONMENT.exec(content)?.[1];
  const closer = `\\end{${name}}`;
  const isMath =
    name !== undefined && (!content.includes(closer) || content.trimEnd().endsWith(closer));
  return isMath ? { kind: 'math', closer, content, ...place } : { kind: 'text', content, ...place };
}

function readHeading(content: string, isWhole: boolean, place: Place): LineStart | undefined {
  if (/^#{1,6}[ \t]*$/.test(content)) return isWhole ? { kind: 'blank', ...place } : undefined;
  // Models often leave the space out. A single # without one is a topic, as in #公众号#.
  const heading = /^(?:#{1,6}[ \t]+|#{2,6}(?=[^#\s]))/.exec(content);
  if (heading === null) return { kind: 'text', content, ...place };
  return { kind: 'heading', content: content.slice(heading[0].length), ...place };
}

function readItem(
  content: string,
  marker: string,
  isWhole: boolean,
  place: Place,
): LineStart | undefined {
  if (content === '') {
    if (!isWhole) return undefined;
    // The text of a numbered item may stand on the next line.
    return /\d/.test(marker)
      ? { kind: 'text', content, ...place, marker }
      : { kind: 'blank', ...place };
  }
  if (MATH_LINE.test(content)) {
    return isWhole ? decide(content, isWhole, { ...place, marker }) : undefined;
  }
  if (!isWhole && /^(?:\[[ xX]?\]?[ \t]*|#{1,6}[ \t]*)$/.test(content)) return undefined;
  const task = /^\[([ xX])\][ \t]+/.exec(content);
  if (task !== null) {
    const box = task[1] === ' ' ? '☐' : '☑';
    const label = content.slice(task[0].length);
    return {
      kind: 'text',
      content: label,
      ...place,
      marker: /\d/.test(marker) ? marker + ' ' + box : box,
    };
  }
  return fenceOrText(content.replace(/^#{1,6}[ \t]+/, ''), isWhole, { ...place, marker });
}

function fenceOrText(content: string, isWhole: boolean, place: Place): LineStart | undefined {
  if (!isWhole && /^(?:`{1,2}|~{1,2})$/.test(content)) return undefined;
  return { kind: /^(?:`{3}|~{3})/.test(content) ? 'fence' : 'text', content, ...place };
}
