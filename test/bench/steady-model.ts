import type { ModelRequestBody, ModelScript, ModelStep } from '../support/scripted-model.ts';

/** What a follower of the benchmark asks for: an answer of known words that takes a known time. */
export interface Wish {
  /** Names the follower; stands in every sentence, so that a mixed-up answer shows. */
  readonly number: number;
  readonly characters: number;
  /** From the request's arrival until the last piece. */
  readonly seconds: number;
}

/** One request, and how it was understood. */
interface SteadyCall {
  readonly number: number;
  readonly kind: 'from the beginning' | 'goes on' | 'not understood';
}

/** A model that writes what it is asked for at an even pace, and goes on behind text that it is given. */
export interface SteadyModel {
  readonly calls: readonly SteadyCall[];
  /** To be passed to `startScriptedModel`. */
  readonly answerWith: (question: string, body: ModelRequestBody) => ModelScript;
}

const SENTENCE_CHARACTERS = 20;
const PIECES_PER_SECOND = 5;
const QUESTION = /用([\d.]+)秒写(\d+)字，我是(\d+)号/;

/** The question that a wish is asked with. */
export function askFor({ number, characters, seconds }: Wish): string {
  return `请用${seconds}秒写${characters}字，我是${digits(number, 5)}号。`;
}

/** How many sentences the answer has. */
export function sentencesOf({ characters }: Wish): number {
  return Math.ceil(characters / SENTENCE_CHARACTERS);
}

/** The whole answer: numbered sentences of 20 characters each. */
export function answerTo(wish: Wish): string {
  const sentence = (_: unknown, at: number) =>
    `第${digits(at + 1, 3)}句答${digits(wish.number, 5)}号，写得不多不少。`;
  return Array.from({ length: sentencesOf(wish) }, sentence).join('');
}

/** Creates the model; every request is noted. */
export function createSteadyModel(): SteadyModel {
  const calls: SteadyCall[] = [];
  return {
    calls,
    answerWith(question, { messages }) {
      const asked = messages.findLast(
        (message) => message.role === 'user' && QUESTION.test(message.content),
      )?.content;
      const wish = asked === undefined ? undefined : readWish(asked);
      if (!wish) {
        calls.push({ number: NaN, kind: 'not understood' });
        return { steps: [{ text: '我没有听懂。' }, { finish: 'stop' }, 'done'] };
      }
      const answer = answerTo(wish);
      const given = question === asked ? '' : (messages.at(-2)?.content ?? '');
      const fits = answer.startsWith(given);
      const kind = !fits ? 'not understood' : given === '' ? 'from the beginning' : 'goes on';
      calls.push({ number: wish.number, kind });
      return writeEvenly(answer, fits ? given.length : 0, wish.seconds * 1000);
    },
  };
}

function readWish(question: string): Wish | undefined {
  const [, seconds, characters, number] = QUESTION.exec(question) ?? [];
  if (number === undefined) return undefined;
  return { seconds: Number(seconds), characters: Number(characters), number: Number(number) };
}

/** The whole answer would take `wholeMs`; what is written from `from` on takes its share. */
function writeEvenly(answer: string, from: number, wholeMs: number): ModelScript {
  const startedAt = performance.now();
  const restMs = (wholeMs * (answer.length - from)) / answer.length;
  const pieces = Math.max(1, Math.round((restMs / 1000) * PIECES_PER_SECOND));
  const cut = (piece: number) => from + Math.floor(((answer.length - from) * piece) / pieces);
  const steps = Array.from({ length: pieces }, (_, piece): ModelStep[] => [
    {
      // Read when the step is carried out: each piece has its own instant, so lateness does not add up.
      get until() {
        return pauseUntil(startedAt + (restMs * (piece + 1)) / pieces);
      },
    },
    { text: answer.slice(cut(piece), cut(piece + 1)) },
  ]);
  return { steps: [...steps.flat(), { finish: 'stop' }, 'done'] };
}

function pauseUntil(at: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())));
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
