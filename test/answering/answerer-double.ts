import { AnswererError } from '../../src/turns/answerer-error.ts';
import type { AnswerPipeline, Ask } from '../../src/answering/answerer.ts';
import type { AnswerEvent } from '../../src/turns/answer-event.ts';
import type { Origin } from '../../src/turns/turn.ts';

/** What the double does next: it says something, waits for a gate, or fails. */
export type Step = AnswerEvent | { readonly until: Promise<void> } | Error;

export interface ScriptedAnswerer extends AnswerPipeline {
  /** How the next question is answered; without one a question is a failure of the test. */
  script(...steps: Step[]): void;
  readonly prompts: Ask[];
  /** Unscripted questions, which no test may have. */
  readonly surprises: string[];
  /** How many answers the asking side broke off. */
  aborted(): number;
}

export const text = (words: string, origin: Origin = 'model'): AnswerEvent => ({
  type: 'text',
  text: words,
  origin,
});
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
  const prompts: Ask[] = [];
  const surprises: string[] = [];
  let aborted = 0;

  return {
    name: 'scripted',
    lane: { key: 'scripted' },
    prompts,
    surprises,
    aborted: () => aborted,
    script: (...steps) => void scripts.push(steps),
    async *answer(ask, signal) {
      prompts.push(ask);
      const steps = scripts.shift();
      if (!steps) {
        surprises.push(ask.question);
        throw new Error(`No answer is scripted to: ${ask.question}`);
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
          throw new AnswererError('aborted', 'The question was stopped', { retryable: false });
        }
        if (!('until' in step)) yield step;
      }
    },
  };
}
