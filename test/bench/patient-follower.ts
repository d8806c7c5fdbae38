import { setTimeout as pause } from 'node:timers/promises';
import type { Follower, Seen } from '../../src/simulator/platform.ts';
import { judgeAnswer } from './judge-answer.ts';
import { askFor, type Wish } from './steady-model.ts';

/** What a follower did to read an answer. */
export interface Reading {
  readonly askedAt: number;
  readonly taps: number;
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
}

const CONTINUE = '继续';

/** Asks, and taps 继续 whenever the newest message offers it, until the answer is complete. */
export async function readPatiently(
  follower: Follower,
  wish: Wish,
  { atMostMs, tapsAfterMs, writesByHandAfterMs }: Patience,
): Promise<Reading> {
  const askedAt = Date.now();
  const giveUpAt = askedAt + atMostMs;
  let taps = 0;
  let writtenByHand = 0;
  let followed: Seen | undefined;

  await follower.says(askFor(wish));
  while (Date.now() < giveUpAt) {
    const newest = follower.seen.at(-1);
    const label = newest === followed ? undefined : labelOfOffer(newest);
    if (label !== undefined) {
      if (tapsAfterMs) {
        const { least, most } = tapsAfterMs;
        await pause(least + Math.random() * (most - least));
      }
      if (follower.seen.at(-1) !== newest) continue;
      followed = newest;
      taps += 1;
      await follower.taps(label);
      continue;
    }
    if (judgeAnswer(follower.seen, wish).completeAt !== undefined) break;
    const count = follower.seen.length;
    const silence = newest?.via === 'notice' ? 'notice' : 'silence';
    const waitMs = Math.min(giveUpAt - Date.now(), writesByHandAfterMs?.[silence] ?? Infinity);
    const cameSomething = await follower
      .until((seen) => seen.length > count, Math.max(1, waitMs))
      .then(() => true)
      .catch(() => false);
    if (cameSomething || Date.now() >= giveUpAt) continue;
    writtenByHand += 1;
    await follower.says(CONTINUE);
  }
  return { askedAt, taps, writtenByHand };
}

function labelOfOffer(message: Seen | undefined): string | undefined {
  return message?.links.find((link) => link.sends === CONTINUE)?.label;
}
