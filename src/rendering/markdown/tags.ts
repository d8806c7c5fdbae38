import type { InlineMatch, RenderWithin } from './inline-match.ts';
import { matchAt } from './match-at.ts';
import { attributeOf, readAnchor } from './anchor-tag.ts';
import { apart, imageText } from './links.ts';
import { readScript } from './script-tag.ts';
import type { Subject } from './subject.ts';
import { SPEAKS_ABOUT_TAG } from '../thinking/thinking-tags.ts';
import { BLOCKS, INLINE, isComponent, isReasoning, PARENTS, SHOWN } from './tag-names.ts';
import { isAlone, isNamed, isTagsOnly, senseOfOpening, type TagPlace } from './tag-sense.ts';

interface OpenTag {
  readonly name: string;
  /** Number of items so far, for an ordered list. */
  readonly items: number;
}

/** The state that the tags already read leave for the text after them. */
export interface TagState {
  readonly open: readonly OpenTag[];
  readonly lineHasText: boolean;
  /** A line break, a bullet or a bar that stands before the next visible text. */
  readonly due: string;
}

export const NO_TAGS: TagState = { open: [], lineHasText: false, due: '' };

/**
 * Reads tags of HTML. It takes tags that mark text off, begins a line for a block and a sign for an item; others are
 * text.
 */
export interface Tags {
  read(at: number, renderWithin: RenderWithin): InlineMatch;
  /** Says whether a sentence names what stands there instead of using it. */
  isNamed(at: number, to: number): boolean;
  /** Takes each piece of text; returns what is due before it. */
  lead(text: string): string;
  /** Takes the start of a line; returns the length of its list or quotation sign. */
  signAt(at: number): number;
  state(): TagState;
}

const TAG = /<(\/?)([A-Za-z][A-Za-z0-9_]*)((?:\s[^<>]*)?)\/?>/y;
const ATTRIBUTES = /^(?:\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?$/;
const BEGINS_SIGN = /[│\u3000•\d☐☑]/;
const SIGN = /(?:│ )*\u3000*(?:(?:•|\d{1,9}[.)]|☐|☑) (?:[☐☑] )?)?/y;
/** Deeper tags are forgotten. */
const DEEPEST = 40;
const BULLET = '• ';
const NESTED = '　';

export function createTags(
  raw: string,
  {
    next,
    initial,
    subject,
    isCell,
  }: {
    next: string | undefined;
    initial: TagState;
    subject: Subject;
    isCell: boolean;
  },
): Tags {
  let open = [...initial.open];
  let { lineHasText, due } = initial;
  let lineStart = 0;
  let isItem = false;

  const placeOf = (at: number, to: number): TagPlace => {
    const newline = raw.indexOf('\n', to);
    const end = newline === -1 ? raw.length : newline;
    const before = raw.slice(lineStart, at);
    const line = before + raw.slice(at, end);
    const isMidLine = initial.lineHasText && raw.lastIndexOf('\n', at) === -1;
    return {
      before,
      after: raw.slice(to, end),
      startsLine: !isMidLine && isTagsOnly(before),
      isItem: isItem || isCell,
      ends: newline !== -1 || next === undefined,
      following: newline === -1 ? '' : raw.slice(newline + 1, newline + 40) || '\n',
      subject: subject.isMarkup(line) ? 'markup' : subject.isTags(line) ? 'tags' : 'other',
    };
  };

  const isOpen = (names: readonly string[]): boolean =>
    open.some(({ name }) => names.includes(name));

  const breakLine = (): void => {
    if (lineHasText && !due.startsWith('\n')) due = '\n' + due;
  };

  const beginItem = (): void => {
    breakLine();
    const lists = open.filter(({ name }) => name === 'ul' || name === 'ol');
    const list = lists.at(-1);
    let sign = BULLET;
    if (list?.name === 'ol') {
      const items = list.items + 1;
      open = open.map((tag) => (tag === list ? { ...tag, items } : tag));
      sign = `${items}. `;
    }
    due = due.replace(/[^\n]/g, '') + NESTED.repeat(Math.max(0, lists.length - 1)) + sign;
  };

  const readOpening = (
    at: number,
    to: number,
    name: string,
    attributes: string,
    renderWithin: RenderWithin,
  ): InlineMatch => {
    const isBlock = BLOCKS.has(name);
    const place = placeOf(at, to);
    if (SHOWN.has(name)) {
      if (isAlone(place)) open.push({ name, items: 0 });
      return undefined;
    }
    if (!isBlock && !INLINE.has(name)) return undefined;
    const sense = senseOfOpening(place, {
      name,
      isBlock,
      hasAttributes: attributes.trim() !== '',
      isInParent: isOpen(PARENTS.get(name) ?? []),
    });
    if (sense === 'undecided') return { waitsFor: `</${name}>` };
    if (sense === 'text') return undefined;
    if (name === 'a') return readAnchor(place.after, to, attributes, renderWithin);
    if (name === 'sup' || name === 'sub') {
      const script = readScript(place.after, to, name);
      if (script !== undefined) return script;
    }
    if (name === 'li') beginItem();
    else if (isBlock) breakLine();
    else if ((name === 'td' || name === 'th') && lineHasText && due === '') due = ' | ';
    if (open.length < DEEPEST) open.push({ name, items: 0 });
    return { text: name === 'sup' ? '^' : '', to };
  };

  const readClosing = (at: number, to: number, name: string): InlineMatch => {
    if (!BLOCKS.has(name) && !INLINE.has(name) && !isReasoning(name)) return undefined;
    const index = open.findLastIndex((tag) => tag.name === name);
    if (index !== -1) open.length = index;
    else {
      const place = placeOf(at, to);
      const isLeft = isAlone(place) && place.subject === 'other';
      const endsReasoning =
        isReasoning(name) &&
        !SPEAKS_ABOUT_TAG.test(place.after) &&
        !(place.subject !== 'other' && !isAlone(place));
      if (!isLeft && !endsReasoning) return undefined;
    }
    if (BLOCKS.has(name)) breakLine();
    return { text: '', to };
  };

  return {
    read(at, renderWithin) {
      const tag = matchAt(TAG, raw, at);
      if (tag === undefined) return undefined;
      const [whole, slash, , attributes = ''] = tag;
      const name = (tag[2] ?? '').toLowerCase();
      const to = at + whole.length;
      if (!ATTRIBUTES.test(attributes)) return undefined;
      if (isComponent(tag[2] ?? '') && !isReasoning(name)) return undefined;
      const shown = open.findIndex((one) => SHOWN.has(one.name));
      if (shown !== -1) {
        if (slash !== '' && open[shown]?.name === name) open.length = shown;
        return undefined;
      }
      if (name === 'br' || name === 'hr') {
        if (isNamed(placeOf(at, to)) && !(isCell && !isNamedInCell(placeOf(at, to)))) {
          return undefined;
        }
        const spaces = /^[ \t]*/.exec(raw.slice(to, to + 80))?.[0].length ?? 0;
        return { text: name === 'br' ? '\n' : '\n————\n', to: to + spaces };
      }
      if (name === 'img') {
        const [alt, src] = [attributeOf(attributes, 'alt'), attributeOf(attributes, 'src')];
        if ((alt === '' && src === '') || isNamed(placeOf(at, to))) return undefined;
        return apart(raw, at, to, imageText(alt, src));
      }
      if (slash !== '') return readClosing(at, to, name);
      return readOpening(at, to, name, attributes, renderWithin);
    },
    isNamed: (at, to) => isNamed(placeOf(at, to)),
    lead(text) {
      if (lineHasText && due === '' && !text.includes('\n')) return '';
      const lines = text.split('\n');
      const last = lines.at(-1) ?? '';
      if (text.trim() === '') {
        if (lines.length > 1) {
          lineHasText = false;
          due = due.replaceAll('\n', '').replace(/^ \| $/, '');
        }
        return '';
      }
      const lead = due;
      due = '';
      lineHasText = last.trim() !== '' || (lines.length === 1 && lineHasText);
      return lead;
    },
    signAt(at) {
      lineStart = at;
      isItem = false;
      if (lineHasText || !BEGINS_SIGN.test(raw.charAt(at))) return 0;
      const sign = matchAt(SIGN, raw, at)?.[0] ?? '';
      lineStart = at + sign.length;
      isItem = sign !== '';
      return sign.length;
    },
    state: () => ({ open, lineHasText, due }),
  };
}

/** Returns the state after a text without tags. */
export function stateAfter(before: TagState, text: string): TagState {
  const newline = text.lastIndexOf('\n');
  const lineHasText =
    text.slice(newline + 1).trim() !== '' || (newline === -1 && before.lineHasText);
  return lineHasText === before.lineHasText ? before : { ...before, lineHasText };
}

/** Says whether a cell names the tag. Breaks are common between lines of a cell, so only a word after the tag tells. */
function isNamedInCell({ before, after }: TagPlace): boolean {
  return (
    (before.trim() === '' && after.trim() === '') || /^\s*(?:标签|元素|标记|tags?\b)/i.test(after)
  );
}
