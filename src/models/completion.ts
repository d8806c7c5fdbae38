import type { ChunkFinish } from './finish-reason.ts';
import { createTextJoiner } from './join-text.ts';
import { choiceOf, readChunk, type ChunkFacts } from './read-chunk.ts';
import type { MessageCollector } from './tools/collect-message.ts';

/** The state of an answer, by what its chunks said. */
export interface Completion {
  /** Returns what is new in a chunk. */
  take(chunk: unknown): { readonly text: string; readonly reasoning: string };
  /** Ends the stream; returns words that were held. */
  rest(): string;
  readonly finish: ChunkFinish | undefined;
  readonly usage: ChunkFacts['usage'];
  /** Whether the first token came, even if it is thinking. */
  readonly hasBegun: boolean;
  /** `certain`: only token counts can follow. `likely`: words stood in the very chunk that named the end. */
  readonly end: 'open' | 'likely' | 'certain';
  /** Whether the model asked for a tool that, as far as is known, was not run. */
  readonly asksForTool: boolean;
  /** Whether everything so far has the form of another API. */
  readonly isForeign: boolean;
  /** Whether the text looks whole although no mark ended it. Some servers close the stream in order and say no more. */
  readonly looksWhole: boolean;
}

/** The end of a text that was not cut within a sentence. */
const ENDS_LIKE_TEXT = /[。！？!?.…～~」』”’"'）)\]】》}`\p{Extended_Pictographic}]\s*$/u;
const LONGEST_TAIL = 20;

/** `message` hears all that is said in answer to a request with tools; absent for one without. */
export function createCompletion(message?: MessageCollector): Completion {
  const joiner = createTextJoiner();
  let finish: ChunkFinish | undefined;
  let usage: ChunkFacts['usage'];
  let hasBegun = false;
  let end: Completion['end'] = 'open';
  /** Some servers name the end in each chunk, so that only the end of the stream counts. */
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
      message?.take(choiceOf(chunk));
      const asks = message !== undefined && facts.asksForTool;
      const brings =
        facts.text !== '' || facts.message !== undefined || facts.reasoning !== '' || asks;
      const isNew = text + facts.reasoning !== '' || asks;
      if (brings && finish !== undefined && isNew) namesEndEachTime = true;
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
