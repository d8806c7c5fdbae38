import type { Language } from '../language-of-question.ts';
import { toolSentences } from './tool-sentences.ts';

/** The longest result of one call, in bytes of UTF-8. */
const LONGEST_RESULT = 16 * 1024;

/** The longest that all results of one answer are together. */
export const LONGEST_RESULTS = 64 * 1024;

/** Cuts a result to what a model may still read of it. `used`: the bytes of the results before. */
export function fitResult(text: string, used: number, language: Language): string {
  const room = Math.min(LONGEST_RESULT, LONGEST_RESULTS - used);
  if (room <= 0) return toolSentences.notRun[language];
  if (text.trim() === '') return toolSentences.empty[language];
  const whole = text.toWellFormed();
  if (Buffer.byteLength(whole) <= room) return whole;
  const mark = `\n${toolSentences.cut[language]}`;
  return cutToBytes(whole, Math.max(room - Buffer.byteLength(mark), 0)) + mark;
}

/** Cuts before the character that does not fit any more. */
function cutToBytes(text: string, bytes: number): string {
  const buffer = Buffer.alloc(bytes);
  const { read } = new TextEncoder().encodeInto(text, buffer);
  return text.slice(0, read);
}
