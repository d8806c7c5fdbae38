import { hasEastAsian } from '../characters.ts';

/** The opening of a block of code. */
export interface Fence {
  readonly marks: string;
  /** Code that stands after the opening on its line. */
  readonly firstLine?: string;
}

const OPENING = /^(`{3,}|~{3,})([^`]*)$/;
const LANGUAGE = /^\.?[A-Za-z][\w+#-]*(?:[.:/][\w+#./-]*[\w+#])?(?=\s|\{|$)/;
const ATTRIBUTES = /^(?:(?:\{[^}]*\}|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"']+))(?=\s|$)|[ \t]+)*$/;
/** Longer rows of tildes alone on a line are ornaments. */
const MOST_TILDES = 4;
/** The number of characters after three backticks within which the opening of a block is recognised. */
const LONGEST = 200;

/** Reads a line that begins with a fence; undefined for text, such as `~~~好呀~~~` or code between backticks. */
export function readFence(line: string): Fence | undefined {
  const [, marks, after = ''] = OPENING.exec(line) ?? [];
  if (marks === undefined) return undefined;
  const info = after.trim();
  if (info === '') {
    return marks.startsWith('~') && marks.length > MOST_TILDES ? undefined : { marks };
  }
  const language = LANGUAGE.exec(info)?.[0] ?? '';
  const more = info.slice(language.length).trim();
  if (ATTRIBUTES.test(more)) return { marks };
  if (marks.startsWith('~')) return undefined;
  // The model's words after the language, or its first line of code.
  return { marks, firstLine: hasEastAsian(more) ? more : info };
}

const COMMENT = /^\s*(?:\/\/[/!]?|\/?\*{1,2}|#+|--|;+|%+|"{3})\s*$/;

/** Says whether backticks in a line of text, with what follows them, may still open a block of code. */
export function mayOpenBlock(held: string): boolean {
  return /^(?:`{1,2}|`{3,}[^`]*)$/.test(held) && held.length <= LONGEST;
}

/**
 * Reads a fence that stands after text. A language follows it, or the text before it has ended, or code follows a
 * colon.
 * Backticks that a sentence names open nothing. `before` is the last visible character of the text.
 */
export function readFenceAfterText(held: string, before: string): Fence | undefined {
  const fence = readFence(held.trimEnd());
  if (fence === undefined) return undefined;
  const isNamed = held.trimEnd() !== fence.marks;
  if (fence.firstLine === undefined) {
    return isNamed || /[：:，,。.）)！!]/.test(before) ? fence : undefined;
  }
  const isCode = /[：:]/.test(before) && !/\s/.test(held.charAt(fence.marks.length));
  return isCode ? fence : undefined;
}

/**
 * Finds the end of a block of code in one of its lines: the code before the closing fence and the text after it.
 * Undefined if the block goes on, as with `"```"` in the code or with a fence that a language follows.
 */
export function readClosingFence(
  line: string,
  marks: string,
): { readonly code: string; readonly rest: string } | undefined {
  if (!line.includes(marks)) return undefined;
  const sign = marks.charAt(0);
  const runs = [...line.matchAll(new RegExp(`${sign}{${marks.length},}`, 'g'))];
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const afterFirst = line.slice(first.index + first[0].length).trim();
  if (line.slice(0, first.index).trim() === '') {
    if (afterFirst === '') return { code: '', rest: '' };
    const afterLast = line.slice(last.index + last[0].length);
    const isOpening = ATTRIBUTES.test(afterFirst.replace(LANGUAGE, ''));
    const isPair = runs.length % 2 === 0 && !LANGUAGE.test(afterLast);
    return isOpening || isPair ? undefined : { code: '', rest: afterFirst };
  }
  const rest = line.slice(last.index + last[0].length).trim();
  // A fence may stand in a comment as an example, such as ` * ```js`.
  if (COMMENT.test(line.slice(0, first.index))) return undefined;
  if (sign === '~' || runs.length % 2 === 0 || !(rest === '' || hasEastAsian(rest.charAt(0)))) {
    return undefined;
  }
  return { code: line.slice(0, last.index), rest };
}
