import type { ChunkFacts } from './read-chunk.ts';

/** Makes one text of the chunks, whether they bring the next words, all words so far, or both. */
export interface TextJoiner {
  /** Returns the words that are new. */
  push(chunk: Pick<ChunkFacts, 'text' | 'message' | 'finish'>): string;
  /** Ends the stream; returns what was held. */
  end(): string;
}

/** The length of a beginning by which a text is recognised. */
const LONGEST_HEAD = 256;
/** The length at which a chunk that begins with all of the one before may be a repetition. */
const TELLING_LENGTH = 16;
const SHORTEST_LENGTH = 4;
/** The length at which the same words twice are a repetition and not an answer that says them twice. */
const LONG_REPETITION = 16;

export function createTextJoiner(): TextJoiner {
  /** The beginning of the words so far, and their number of characters. */
  let head = '';
  let length = 0;
  let chunksWithText = 0;
  /** Chunks that each begin with the one before. Their words are held until it is clear what they are. */
  let repeating:
    { state: 'perhaps' | 'surely'; latest: string; times: number; held: string } | undefined;
  let mayRepeat = true;

  const add = (text: string): string => {
    if (head.length < LONGEST_HEAD) head = (head + text).slice(0, LONGEST_HEAD);
    length += text.length;
    return text;
  };
  const beginsWithAll = (text: string) =>
    length > 0 && text.length >= length && text.startsWith(head);

  /** Takes a `message`, which holds all words so far unless words come in no other way and these are new ones. */
  const takeMessage = (message: string): string => {
    if (length === 0 || beginsWithAll(message)) return add(message.slice(length));
    return chunksWithText === 0 ? add(message) : '';
  };

  const takeText = (text: string, isLast: boolean): string => {
    chunksWithText += 1;
    if (repeating?.state === 'surely') {
      const known = repeating.latest.length;
      repeating.latest = text.length > known ? text : repeating.latest;
      return add(text.length > known ? text.slice(known) : '');
    }
    if (mayRepeat && chunksWithText === 1) {
      repeating = { state: 'perhaps', latest: text, times: 0, held: '' };
      return add(text);
    }
    if (repeating && text.length > repeating.latest.length && text.startsWith(repeating.latest)) {
      const former = repeating.latest.length;
      repeating.held += text;
      repeating.latest = text;
      repeating.times += 1;
      const isClear =
        former >= TELLING_LENGTH
          ? repeating.times >= 2
          : repeating.times >= 3 && former >= SHORTEST_LENGTH;
      if (!isClear) return '';
      repeating.state = 'surely';
      repeating.held = '';
      return add(text.slice(length));
    }
    const held = giveUp();
    const isAllAgain =
      isLast && chunksWithText > 2 && length >= LONG_REPETITION && text.length === length;
    return held + (isAllAgain && beginsWithAll(text) ? '' : add(text));
  };

  /** Releases what was held, because the chunks were no repetitions. */
  const giveUp = (): string => {
    const held = repeating?.held ?? '';
    repeating = undefined;
    mayRepeat = false;
    return add(held);
  };

  return {
    push({ text, message, finish }) {
      const words = text === '' ? '' : takeText(text, finish !== undefined);
      if (message === undefined) return words;
      return words + (repeating?.state === 'surely' ? '' : giveUp()) + takeMessage(message);
    },
    end: () => {
      if (repeating?.state !== 'perhaps') return '';
      const { latest, held, times } = repeating;
      // Two or three long versions of one text, and then the end.
      if (
        times > 0 &&
        held.length > 0 &&
        latest.length > TELLING_LENGTH * 2 &&
        head.length >= TELLING_LENGTH
      )
        return add(latest.slice(length));
      return giveUp();
    },
  };
}
