import { cutToBytes } from '../../runtime/cut-to-bytes.ts';
import { closeEnclosure } from '../enclose.ts';
import type { Language } from '../language-of-question.ts';
import { toolSentences } from './tool-sentences.ts';

/** The longest result of one call, in bytes of UTF-8. */
const LONGEST_RESULT = 16 * 1024;

/** The longest that all results of one answer are together. */
export const LONGEST_RESULTS = 64 * 1024;

/** Of the end of an enclosure, in bytes. */
const LONGEST_END = 16;

/** Cuts a result to what a model may still read of it. `used`: the bytes of the results before. */
export function fitResult(text: string, used: number, language: Language): string {
  const room = Math.min(LONGEST_RESULT, LONGEST_RESULTS - used);
  if (room <= 0) return toolSentences.notRun[language];
  if (text.trim() === '') return toolSentences.empty[language];
  const whole = text.toWellFormed();
  if (Buffer.byteLength(whole) <= room) return whole;
  const says = `\n${toolSentences.cut[language]}`;
  const cutTo = (bytes: number) => cutToBytes(whole, Math.max(bytes, 0)).text;
  const left = room - Buffer.byteLength(says);
  const cut = cutTo(left);
  const isOpen = closeEnclosure(cut) !== cut;
  return (isOpen ? closeEnclosure(cutTo(left - LONGEST_END)) : cut) + says;
}
