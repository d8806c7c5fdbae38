import { bytesOf } from './piece.ts';

/** The end of a sentence or of a line, with what closes it. Each repetition is bounded, so a long text takes no longer. */
const SENTENCE_END = /[。！？!?…；;][”’」』）)"'\]]{0,3}|\.["')\]]{0,3}(?=\s)|\n/g;
/** Where a sentence that is too long is cut. */
const PAUSE = /[，,、：:\s]/;
/** What belongs to the character before it. */
const JOINED = /^(?:\p{M}|\p{Emoji_Modifier}|\u200d)/u;
const JOINER = '\u200d';
/** No character that people read has more parts than this. */
const MOST_STEPS_BACK = 16;
/** Shorter sentences stay with the next one. */
const SHORTEST_PART = 20;

/** Cuts a text at its sentences, and those that are longer than `mostBytes` further. The parts together are the text. */
export function cutText(text: string, mostBytes: number): string[] {
  const parts: string[] = [];
  let from = 0;
  const add = (to: number) => {
    if (to - from < SHORTEST_PART && to < text.length) return;
    if (to > from) parts.push(...cutLong(text.slice(from, to), mostBytes));
    from = to;
  };
  for (const { 0: end, index } of text.matchAll(SENTENCE_END)) add(index + end.length);
  add(text.length);
  return parts;
}

function cutLong(text: string, mostBytes: number): string[] {
  if (bytesOf(text) <= mostBytes) return [text];
  const parts: string[] = [];
  let from = 0;
  while (from < text.length) {
    const to = endOfFitting(text, from, mostBytes);
    const end = to === text.length ? to : betterEnd(text, from, to);
    parts.push(text.slice(from, end));
    from = end;
  }
  return parts;
}

/** Returns where so many bytes from a place end, at least one character later. */
function endOfFitting(text: string, from: number, mostBytes: number): number {
  let bytes = 0;
  let at = from;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > mostBytes && at > from) return at;
    at += code < 0x10000 ? 1 : 2;
  }
  return at;
}

/** Goes back to a pause, or at least to where no character is divided. */
function betterEnd(text: string, from: number, to: number): number {
  const middle = from + Math.floor((to - from) / 2);
  for (let at = to; at > middle; at -= 1) if (PAUSE.test(text[at - 1] ?? '')) return at;
  let at = to;
  for (let step = 0; step < MOST_STEPS_BACK && at > middle; step += 1) {
    const next = text.slice(at, at + 2);
    if (!JOINED.test(next) && text[at - 1] !== JOINER) return at;
    at -= isSecondHalf(text, at - 1) ? 2 : 1;
  }
  return to;
}

function isSecondHalf(text: string, at: number): boolean {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) >= 0x10000;
}
