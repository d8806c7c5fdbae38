import type { Seen } from '../../src/simulator/platform/platform.ts';
import { sentencesOf, type Wish } from './steady-model.ts';

/** A sentence that stands on the screen already, and comes again. */
export interface Repeat {
  readonly sentence: number;
  readonly first: Seen;
  readonly again: Seen;
}

/** What one follower's screen says about one answer. Instants are milliseconds since 1970. */
export interface Judgement {
  /** Every sentence once, in order, nobody else's, none torn. */
  readonly isRight: boolean;
  readonly missing: number;
  readonly repeats: readonly Repeat[];
  /** Sentences that stand behind a later one. */
  readonly outOfOrder: number;
  /** Sentences of another follower's answer, or of which only a piece came. */
  readonly wrong: number;
  readonly notices: number;
  readonly customerServiceMessages: number;
  /** When the first sentence was there; our own sentences, such as "still writing", do not count. */
  readonly firstAt: number | undefined;
  readonly completeAt: number | undefined;
}

const SENTENCE = /第(\d{3})句答(\d{5})号，写得不多不少。/g;
const TORN = /第\d|句答|号，|写得|不多不少/;

/** Reads a screen on which one question was asked. */
export function judgeAnswer(seen: readonly Seen[], wish: Wish): Judgement {
  const count = sentencesOf(wish);
  const read = new Map<number, Seen>();
  const repeats: Repeat[] = [];
  let outOfOrder = 0;
  let wrong = 0;
  let latest = 0;
  let firstAt: number | undefined;
  let completeAt: number | undefined;

  for (const message of seen) {
    for (const [, sentence = '', follower = ''] of message.text.matchAll(SENTENCE)) {
      const number = Number(sentence);
      const first = read.get(number);
      if (Number(follower) !== wish.number || number > count) wrong += 1;
      else if (first) repeats.push({ sentence: number, first, again: message });
      else {
        if (number < latest) outOfOrder += 1;
        latest = Math.max(latest, number);
        read.set(number, message);
        firstAt ??= message.at;
        if (read.size === count) completeAt = message.at;
      }
    }
    if (TORN.test(message.text.replaceAll(SENTENCE, ''))) wrong += 1;
  }
  const missing = count - read.size;
  return {
    isRight: missing + repeats.length + outOfOrder + wrong === 0,
    missing,
    repeats,
    outOfOrder,
    wrong,
    notices: seen.filter(({ via }) => via === 'notice').length,
    customerServiceMessages: seen.filter(({ via }) => via === 'customer-service').length,
    firstAt,
    completeAt,
  };
}
