import type { Seen } from '../../src/simulator/platform.ts';
import { sentencesOf, type Wish } from './steady-model.ts';

/** What one follower's screen says about one answer. Instants are milliseconds since 1970. */
export interface Judgement {
  /** Every sentence once, in order, nobody else's, none torn. */
  readonly isRight: boolean;
  readonly missing: number;
  /** Sentences that came again. */
  readonly twice: number;
  /** Messages that brought a sentence again. */
  readonly messagesTwice: readonly Seen[];
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
  const read = new Set<number>();
  const messagesTwice: Seen[] = [];
  let twice = 0;
  let outOfOrder = 0;
  let wrong = 0;
  let latest = 0;
  let firstAt: number | undefined;
  let completeAt: number | undefined;

  for (const message of seen) {
    let isRepeat = false;
    for (const [, sentence = '', follower = ''] of message.text.matchAll(SENTENCE)) {
      const number = Number(sentence);
      if (Number(follower) !== wish.number || number > count) wrong += 1;
      else if (read.has(number)) {
        twice += 1;
        isRepeat = true;
      } else {
        if (number < latest) outOfOrder += 1;
        latest = Math.max(latest, number);
        read.add(number);
        firstAt ??= message.at;
        if (read.size === count) completeAt = message.at;
      }
    }
    if (isRepeat) messagesTwice.push(message);
    if (TORN.test(message.text.replaceAll(SENTENCE, ''))) wrong += 1;
  }
  const missing = count - read.size;
  return {
    isRight: missing + twice + outOfOrder + wrong === 0,
    missing,
    twice,
    messagesTwice,
    outOfOrder,
    wrong,
    notices: seen.filter(({ via }) => via === 'notice').length,
    customerServiceMessages: seen.filter(({ via }) => via === 'customer-service').length,
    firstAt,
    completeAt,
  };
}
