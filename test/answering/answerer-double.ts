import { AnswererError } from '../../src/turns/answerer-error.ts';
import type { Answerer, AnswerEvent, Prompt } from '../../src/answering/answerer.ts';

/** What the double does next: it says something, waits for a gate, or fails. */
export type Step = AnswerEvent | { readonly until: Promise<void> } | Error;

export interface ScriptedAnswerer extends Answerer {
  /** How the next question is answered; without one a question is a failure of the test. */
  script(...steps: Step[]): void;
  readonly prompts: Prompt[];
  /** Unscripted questions, which no test may have. */
  readonly surprises: string[];
  /** How many answers were broken off by the one who asked. */
  aborted(): number;
}

export const text = (words: string): AnswerEvent => ({ type: 'text', text: words });
export const restart: AnswerEvent = { type: 'restart' };
export const finish: AnswerEvent = { type: 'finish', reason: 'stop' };

/** A step that lasts until a test opens it. */
export function gate(): { readonly until: Promise<void>; open(): void } {
  let open = () => {};
  const until = new Promise<void>((resolve) => (open = resolve));
  return { until, open: () => open() };
}

export const failure = (): AnswererError =>
  new AnswererError('provider_unreachable', 'The connection broke', { retryable: true });

/** Answers as scripted, in the order of the questions; an abort ends it by a throw, as the port demands. */
export function createScriptedAnswerer(): ScriptedAnswerer {
  const scripts: Step[][] = [];
  const prompts: Prompt[] = [];
  const surprises: string[] = [];
  let aborted = 0;

  return {
    name: 'scripted',
    origin: 'model',
    prompts,
    surprises,
    aborted: () => aborted,
    script: (...steps) => void scripts.push(steps),
    async *answer(prompt, { signal }) {
      prompts.push(prompt);
      const steps = scripts.shift();
      if (!steps) {
        surprises.push(prompt.question);
        throw new Error(`Nobody scripted an answer to: ${prompt.question}`);
      }
      const whenAborted = new Promise<'aborted'>((resolve) => {
        if (signal.aborted) resolve('aborted');
        signal.addEventListener('abort', () => resolve('aborted'), { once: true });
      });
      for (const step of steps) {
        if (step instanceof Error) throw step;
        const result = 'until' in step ? await Promise.race([step.until, whenAborted]) : undefined;
        if (result === 'aborted' || signal.aborted) {
          aborted += 1;
          throw new AnswererError('aborted', 'Nobody waits any more', { retryable: false });
        }
        if (!('until' in step)) yield step;
      }
    },
  };
}
