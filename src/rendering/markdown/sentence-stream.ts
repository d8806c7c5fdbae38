import { isSpace } from '../characters.ts';
import { lastGraphemeBoundary } from '../grapheme.ts';
import { renderInline, type Inline } from './inline.ts';
import type { Subject } from './subject.ts';
import { NO_TAGS } from './tags.ts';
import { mayEndSentence, mayFollowEnd, sentenceEndAt } from '../sentence-end.ts';

/** The length from which Markdown without the end of a sentence is released … */
const LONG = 600;
/** … and the length if a mark at its very beginning is still open. */
const LONGEST = 1200;
const SOFT_BREAKS = '，、：；';
/** A forced cut does not follow these, after which a mark, an escape or an entity may go on. */
const FRAGILE = '\\<&*_~`[]()!$#;"\'';

/**
 * Holds the Markdown of a paragraph until a sentence with closed inline marks has ended, then renders and releases it.
 * The released text depends on the characters alone and not on the pieces in which they arrive.
 */
export interface SentenceStream {
  push(markdown: string): string;
  endLine(): string;
  /** Ends the paragraph and releases everything; an open mark is text. */
  flush(): string;
  /** Returns what is held, unrendered, and holds it no longer. */
  takeBack(): string;
  /** Returns how many characters of Markdown are held. */
  held(): number;
}

export function createSentenceStream(subject: Subject): SentenceStream {
  let raw = '';
  /** The state that the tags in the released text left. */
  let tags = NO_TAGS;
  /** Where the last `。` or `.` stands after which nothing but closing quotes and marks have come. */
  let ending: number | undefined;
  let waitsFor: { closer: string; from: number } | undefined;
  let nextCheck = LONG;

  const drop = (end: number): void => {
    raw = raw.slice(end);
    ending = ending !== undefined && ending >= end ? ending - end : undefined;
    waitsFor = undefined;
    nextCheck = raw.length < LONG ? LONG : LONGEST;
  };

  const render = (end: number): Inline =>
    renderInline(raw.slice(0, end), { next: raw[end], tags, subject });

  const release = (end: number, rendered: Inline): string => {
    subject.hear(raw.slice(0, end));
    tags = rendered.tags;
    drop(end);
    return rendered.text;
  };

  const releaseUpTo = (end: number): string | undefined => {
    if (end <= 0 || opensAddress(raw, end)) return undefined;
    const rendered = render(end);
    if (rendered.open === undefined) return release(end, rendered);
    waitsFor ??= { closer: rendered.open.closer, from: rendered.open.at + 1 };
    return undefined;
  };

  /**
   * Releases a sentence when the next character is known, because a mark there closes this sentence or opens the next.
   */
  const releaseSentence = (at: number): string => {
    if (waitsFor !== undefined) {
      if (!raw.includes(waitsFor.closer, waitsFor.from)) {
        waitsFor.from = Math.max(waitsFor.from, raw.length - waitsFor.closer.length + 1);
        return '';
      }
      waitsFor = undefined;
    }
    const end = sentenceEndAt(raw, at);
    const endWithMarks = sentenceEndAt(raw, at, 'included');
    for (const candidate of new Set([endWithMarks, end])) {
      const text = candidate === undefined ? undefined : releaseUpTo(candidate);
      if (text !== undefined) return text;
    }
    return '';
  };

  /** Releases a long text without the end of a sentence up to a comma or a space, or up to an open mark. */
  const releaseLong = (): string => {
    const end = softBreak(raw);
    const rendered = render(end);
    const { open } = rendered;
    if (open?.at === 0 && raw.length < LONGEST) {
      nextCheck = LONGEST;
      return '';
    }
    if (open === undefined || open.at === 0) return release(end, rendered);
    return release(open.at, render(open.at));
  };

  const take = (character: string): string => {
    let released = '';
    raw += character;
    if (ending !== undefined && !mayFollowEnd(character)) {
      released = releaseSentence(ending);
      ending = undefined;
    }
    if (ending === undefined && mayEndSentence(character)) ending = raw.length - 1;
    while (raw.length >= nextCheck) released += releaseLong();
    return released;
  };

  return {
    push(markdown) {
      let released = '';
      for (let at = 0; at < markdown.length; at++) released += take(markdown.charAt(at));
      return released;
    },
    endLine() {
      raw += '\n';
      ending = undefined;
      waitsFor = undefined;
      const rendered = render(raw.length);
      let released = rendered.open === undefined ? release(raw.length, rendered) : '';
      while (raw.length >= nextCheck) released += releaseLong();
      return released;
    },
    flush() {
      const released = release(raw.length, render(raw.length));
      tags = { ...tags, lineHasText: false, due: '' };
      return released;
    },
    takeBack() {
      const held = raw;
      drop(raw.length);
      return held;
    },
    held: () => raw.length,
  };
}

/** Says whether an address follows that belongs to the sentence and its bracket, as in `[见下。](https://…)`. */
function opensAddress(raw: string, end: number): boolean {
  return raw.charAt(end - 1) === ']' && raw.charAt(end) === '(';
}

function softBreak(raw: string): number {
  const last = raw.length - 1;
  for (let end = last; end > last - LONG / 2; end--) {
    const before = raw.charAt(end - 1);
    const isBreak = (isSpace(before) || SOFT_BREAKS.includes(before)) && !isSpace(raw.charAt(end));
    if (isBreak && lastGraphemeBoundary(raw, 0, end) === end) return end;
  }
  let end = last;
  while (end > last - 20 && FRAGILE.includes(raw.charAt(end - 1))) end--;
  const boundary = lastGraphemeBoundary(raw, 0, end);
  return boundary > 0 ? boundary : codePointBoundary(raw, end);
}

function codePointBoundary(raw: string, end: number): number {
  const code = raw.charCodeAt(end - 1);
  return code >= 0xd800 && code <= 0xdbff ? end - 1 : end;
}
