import { normaliseSpelling } from '../messages/visible-text.ts';
import { FEEDBACK_REASONS, type SaidFeedback } from './feedback-words.ts';

/** A sign of WeChat's own keyboard reaches a server by its name, in the language of the phone. */
const UP = String.raw`👍|\[(?:强|強|赞|讚|strong|thumbsup)\]|/:strong`;
const DOWN = String.raw`👎|\[(?:弱|踩|weak|thumbsdown)\]|/:weak`;
const SKIN = '[🏻🏼🏽🏾🏿]?';
/** A sign, several of the same, or one with the code and the number that a link sends with it. */
const FEEDBACK = new RegExp(
  `^(?:(?:(?:${UP})${SKIN})+|(?<down>(?:(?:${DOWN})${SKIN})+))(?:(?<code>[0-9a-z]{4,12})(?:-(?<reason>[1-4]))?)?[!.。~…]*$`,
  'u',
);
const LONGEST_FEEDBACK = 100;

/** Longer than any correction that is kept, so that the follower reads that it is too long. */
const LONGEST_READ = 2000;
const CORRECTION = /^\s*(?:纠正|更正|糾正|correction)\s*(?:[:：](.*)|[.。!！]?\s*)$/isu;

/** Reads a whole message as 👍 or 👎; a sentence that only holds one is none. */
export function readFeedback(content: string): SaidFeedback | undefined {
  if (content.length > LONGEST_FEEDBACK) return undefined;
  const groups = FEEDBACK.exec(normaliseSpelling(content))?.groups;
  if (!groups) return undefined;
  const { down, code, reason } = groups;
  if (reason !== undefined && down === undefined) return undefined;
  const chosen = reason === undefined ? undefined : FEEDBACK_REASONS[Number(reason) - 1];
  return {
    verdict: down === undefined ? 'up' : 'down',
    ...(code !== undefined && { code }),
    ...(chosen && { reason: chosen }),
  };
}

/** Reads the right answer after 纠正：; empty where the follower wrote none, also for the word alone. */
export function readCorrection(content: string): string | undefined {
  const read = CORRECTION.exec(content);
  return read ? (read[1] ?? '').trim().slice(0, LONGEST_READ).toWellFormed() : undefined;
}
