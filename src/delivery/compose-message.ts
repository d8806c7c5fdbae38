import { byteLength, cutAt, splitText } from '../rendering/split-text.ts';
import type { OwedText } from './owed-text.ts';
import type { Slice } from './ports.ts';

/** One message to a follower, and the stretches of answers that it carries. */
export interface Message {
  readonly content: string;
  readonly slices: readonly Slice[];
  /** The message carries everything that was owed. */
  readonly isAll: boolean;
}

export interface MessageForm {
  /** The most that WeChat takes in one text, in bytes of UTF-8. */
  readonly limitBytes: number;
  /** The line that says that an AI wrote this; empty when the deployer labels elsewhere. */
  readonly aiLabel: string;
  /** The last line when everything fits, and when something is left over; empty for none. */
  readonly closing: { readonly whenAll: string; readonly whenMore: string };
  /** The longest closing that any message of an answer may get: numbered messages always leave room for it. */
  readonly longestClosing: string;
}

const BETWEEN_ANSWERS = '\n\n————————\n\n';
const BEFORE_LINE = '\n\n';
/** With less room than this, the next answer begins in the next message. */
const LEAST_ROOM_BYTES = 300;
/** Room for （12/34） and a line break. */
const NUMBER_BYTES = 16;

/** Packs as much of what is owed as one message takes, in order, cut at a sentence where possible. */
export function composeMessage(owed: readonly OwedText[], form: MessageForm): Message {
  const all = pack(owed, form, form.closing.whenAll);
  const isFresh = owed[0]?.cuts.length === 0;
  if (all.isAll && isFresh) return all;
  return packNumbered(owed, form) ?? (all.isAll ? all : pack(owed, form, form.closing.whenMore));
}

/** Returns how many bytes of text a message of this form carries beside its label and its closing. */
export function roomForText(
  form: Pick<MessageForm, 'limitBytes' | 'aiLabel' | 'longestClosing'>,
): number {
  return form.limitBytes - lineBytes(form.aiLabel) - lineBytes(form.longestClosing);
}

function pack(owed: readonly OwedText[], form: MessageForm, closing: string): Message {
  const label = owed.some((text) => text.needsLabel) ? form.aiLabel : '';
  let room = form.limitBytes - lineBytes(label) - lineBytes(closing);
  const pieces: string[] = [];
  const slices: Slice[] = [];
  let isAll = true;
  let isLabelled = false;

  for (const text of owed) {
    if (pieces.length > 0) room -= byteLength(BETWEEN_ANSWERS);
    const fits = byteLength(text.answer.slice(text.from, text.to)) <= room;
    if (!fits && pieces.length > 0 && room < LEAST_ROOM_BYTES) {
      isAll = false;
      break;
    }
    const to = fits ? text.to : Math.min(text.to, cutAt(text.answer, text.from, room));
    const piece = showPiece(text, text.from, to);
    slices.push({ turnId: text.turnId, from: text.from, to });
    if (piece !== '') pieces.push(piece);
    isLabelled ||= text.needsLabel;
    room -= byteLength(piece);
    if (!fits) {
      isAll = false;
      break;
    }
  }
  const body = pieces.join(BETWEEN_ANSWERS);
  return { content: withLines(body, [isLabelled ? label : '', closing]), slices, isAll };
}

/**
 * Packs the next numbered message of an answer that was complete before any of it was given. The cuts are computed
 * from the whole answer with the same room every time, so each message finds its own number again.
 */
function packNumbered(owed: readonly OwedText[], form: MessageForm): Message | undefined {
  const text = owed[0];
  if (!text?.isGivenWhole || text.to !== text.answer.length) return undefined;
  const room = roomForText(form) - NUMBER_BYTES;
  const pieces = splitText(text.answer, room);
  const number = pieces.findIndex((piece) => piece.from === text.from) + 1;
  const piece = pieces[number - 1];
  const isOnCuts = text.cuts.every((cut) => pieces.some((other) => other.to === cut));
  if (!piece || pieces.length < 2 || !isOnCuts) return undefined;

  const isAll = number === pieces.length && owed.length === 1;
  const lines = [
    text.needsLabel ? form.aiLabel : '',
    isAll ? form.closing.whenAll : form.closing.whenMore,
  ];
  const body = `（${number}/${pieces.length}）\n${showPiece(text, piece.from, piece.to)}`;
  const slices = [{ turnId: text.turnId, from: piece.from, to: piece.to }];
  return { content: withLines(body, lines), slices, isAll };
}

function withLines(body: string, lines: readonly string[]): string {
  return [body, ...lines].filter((line) => line !== '').join(BEFORE_LINE);
}

function lineBytes(line: string): number {
  return line === '' ? 0 : byteLength(BEFORE_LINE + line);
}

/** A piece of nothing but blanks is left out, WeChat takes no empty message. */
function showPiece({ answer, keepsBlanks }: OwedText, from: number, to: number): string {
  const piece = answer.slice(from, to);
  const trimmed = trimPiece(piece);
  return keepsBlanks && trimmed !== '' ? piece : trimmed;
}

/** Removes empty lines at both ends; the indentation of code stays. */
function trimPiece(piece: string): string {
  return piece.replace(/^(?:[ \t\u3000]*\n)+/, '').trimEnd();
}
