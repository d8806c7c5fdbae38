import { setTimeout as pause } from 'node:timers/promises';
import { zh } from '../../src/inbox/texts/zh.ts';
import type { Follower, Seen } from '../../src/simulator/platform/platform.ts';
import { judgeAnswer } from './judge-answer.ts';
import { askFor, type Wish } from './steady-model.ts';

/** What a follower did to read an answer. */
export interface Reading {
  readonly askedAt: number;
  /** On 继续. */
  readonly taps: number;
  /** When 重试 was tapped or the question was asked again, because something told so. */
  readonly askedAgainAt: readonly number[];
  /** How often 继续 was typed because nothing came and nothing was offered. */
  readonly writtenByHand: number;
}

export interface Patience {
  /** How long an offer to go on stands before it is tapped: somebody who reads that many wait does not tap at once. */
  readonly tapsAfterMs?: { readonly least: number; readonly most: number };
  /** The follower gives up this long after asking. */
  readonly atMostMs: number;
  /** Types 继续 when nothing new came for so long, in general and after a failure notice; never when absent. */
  readonly writesByHandAfterMs?: { readonly silence: number; readonly notice: number };
  /** Tries again when told to, by a notice as well, after so long with nothing new; never when absent. */
  readonly triesAgainAfterMs?: number;
}

const CONTINUE = '继续';
const RETRY = '重试';

/** Asks, and taps 继续 whenever the newest message offers it, until the answer is complete. */
export async function readPatiently(
  follower: Follower,
  wish: Wish,
  { atMostMs, tapsAfterMs, writesByHandAfterMs, triesAgainAfterMs }: Patience,
): Promise<Reading> {
  const askedAt = Date.now();
  const giveUpAt = askedAt + atMostMs;
  const askedAgainAt: number[] = [];
  let taps = 0;
  let writtenByHand = 0;
  let obeyed: Seen | undefined;

  const tryAgain = (act: () => Promise<unknown>) => {
    askedAgainAt.push(Date.now());
    return act();
  };

  await follower.says(askFor(wish));
  while (Date.now() < giveUpAt) {
    const count = follower.seen.length;
    const newest = follower.seen.at(-1);
    const isNew = newest !== obeyed;
    const more = isNew ? labelOf(newest, CONTINUE) : undefined;
    if (more !== undefined) {
      if (tapsAfterMs) {
        const { least, most } = tapsAfterMs;
        await pause(least + Math.random() * (most - least));
      }
      if (follower.seen.at(-1) !== newest) continue;
      obeyed = newest;
      taps += 1;
      await follower.taps(more);
      continue;
    }
    if (judgeAnswer(follower.seen, wish).completeAt !== undefined) break;
    const again = isNew ? labelOf(newest, RETRY) : undefined;
    const isToldToTry =
      triesAgainAfterMs !== undefined && (again !== undefined || (isNew && saysTryAgain(newest)));
    const silence = newest?.via === 'notice' ? 'notice' : 'silence';
    const patienceMs = isToldToTry
      ? triesAgainAfterMs
      : (writesByHandAfterMs?.[silence] ?? Infinity);
    const waitMs = Math.max(1, Math.min(giveUpAt - Date.now(), patienceMs));
    const cameSomething = await follower
      .until((seen) => seen.length > count, waitMs)
      .then(() => true)
      .catch(() => false);
    if (cameSomething || Date.now() >= giveUpAt) continue;
    if (!isToldToTry) {
      writtenByHand += 1;
      await follower.says(CONTINUE);
      continue;
    }
    obeyed = newest;
    if (again !== undefined) await tryAgain(() => follower.taps(again));
    // Who was promised the rest asks for the rest.
    else if (follower.seen.some((seen) => labelOf(seen, CONTINUE) !== undefined)) {
      writtenByHand += 1;
      await follower.says(CONTINUE);
    } else await tryAgain(() => follower.says(askFor(wish)));
  }
  return { askedAt, taps, askedAgainAt, writtenByHand };
}

/** How the link is called that sends the word. */
function labelOf(message: Seen | undefined, word: string): string | undefined {
  return message?.links.find((link) => link.sends === word)?.label;
}

/** WeChat's notice asks people to try again later, and so do we when a question could not be written down. */
function saysTryAgain(message: Seen | undefined): boolean {
  return message !== undefined && (message.via === 'notice' || message.text === zh.outOfOrder);
}
