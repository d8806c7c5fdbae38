import type { ChunkFinish } from './finish-reason.ts';
import { createTextJoiner } from './join-text.ts';
import { readChunk, type ChunkFacts } from './read-chunk.ts';

/** Where an answer stands, by what its chunks said. */
export interface Completion {
  /** Returns what is new in a chunk. */
  take(chunk: unknown): { readonly text: string; readonly reasoning: string };
  /** The stream is over; returns words that were held back. */
  rest(): string;
  readonly finish: ChunkFinish | undefined;
  readonly usage: ChunkFacts['usage'];
  /** The first token came, be it of thinking. */
  readonly hasBegun: boolean;
  /** `certain`: only token counts can follow. `likely`: words stood in the very chunk that named the end. */
  readonly end: 'open' | 'likely' | 'certain';
  /** A tool was asked for and, as far as is known, not run. */
  readonly asksForTool: boolean;
  /** All that came has the form of another API. */
  readonly isForeign: boolean;
  /** The text looks whole although nothing marked its end: servers that close the stream in order and say no more. */
  readonly looksWhole: boolean;
}

/** How a text ends that was not cut in a sentence. */
const ENDS_LIKE_TEXT = /[。！？!?.…～~」』”’"'）)\]】》}`\p{Extended_Pictographic}]\s*$/u;
const LONGEST_TAIL = 20;

export function createCompletion(): Completion {
  const joiner = createTextJoiner();
  let finish: ChunkFinish | undefined;
  let usage: ChunkFacts['usage'];
  let hasBegun = false;
  let end: Completion['end'] = 'open';
  /** Some servers name the end in each chunk: then only the stream's own end counts. */
  let namesEndEachTime = false;
  let namesFinish = false;
  let asksForTool = false;
  let sawForeign = false;
  let sawChoices = false;
  let tail = '';

  return {
    take(chunk) {
      const facts = readChunk(chunk);
      const text = joiner.push(facts);
      const brings = facts.text !== '' || facts.message !== undefined || facts.reasoning !== '';
      if (brings && finish !== undefined && text + facts.reasoning !== '') namesEndEachTime = true;
      finish = facts.finish ?? finish;
      usage = facts.usage ?? usage;
      namesFinish ||= facts.namesFinish;
      asksForTool ||= facts.asksForTool;
      sawForeign ||= facts.kind === 'foreign';
      sawChoices ||= facts.kind === 'chat completion';
      if (namesEndEachTime || finish === undefined) end = 'open';
      else if (facts.finish !== undefined && end === 'open')
        end = brings || !hasBegun ? 'likely' : 'certain';
      hasBegun ||= brings;
      if (text !== '') tail = (tail + text).slice(-LONGEST_TAIL);
      return { text, reasoning: facts.reasoning };
    },
    rest: () => joiner.end(),
    get finish() {
      return finish;
    },
    get usage() {
      return usage;
    },
    get hasBegun() {
      return hasBegun;
    },
    get end() {
      return end;
    },
    get asksForTool() {
      return asksForTool;
    },
    get isForeign() {
      return sawForeign && !sawChoices;
    },
    get looksWhole() {
      return !namesFinish || ENDS_LIKE_TEXT.test(tail);
    },
  };
}
