import type { FinishReason } from './answer-event.ts';
import { AnswererError } from './answerer-error.ts';
import type { TurnEnd } from './turn.ts';

/** Our own sentences at the end of an answer that did not work out. */
export interface EndingTexts {
  readonly failed: string;
  readonly interrupted: string;
  readonly cutOff: string;
  /** The provider's filter refused the question. */
  readonly refused: string;
  /** The question alone is longer than the model reads. */
  readonly questionTooLong: string;
  /** The provider's filter ended the answer. */
  readonly cutByFilter: string;
  /** No model was asked: the day's money is used up, or a price is missing. */
  readonly budgetUsedUp: string;
  readonly priceMissing: string;
  /** What was asked of Kuaihui itself did not work out. */
  readonly taskFailed: string;
}

/** The state in which a turn ends, and what stands below its answer: a sentence of ours, sources, or both. */
export interface ChosenEnding {
  readonly state: TurnEnd;
  readonly notice?: string | undefined;
}

interface FinishedAnswer {
  readonly reason: FinishReason;
  readonly isTask: boolean;
  /** The follower gets no word of it. */
  readonly isEmpty: boolean;
  /** There was more text than an answer may have. */
  readonly isCut: boolean;
  /** The places in the documents that it cites, a line each. */
  readonly sources: string | undefined;
  /** What the follower can tap below it. */
  readonly choices: string | undefined;
}

/** Chooses how an answer ends that its answerer finished. A turn is complete where asking the same again would end the same. */
export function chooseEnding(answer: FinishedAnswer, texts: EndingTexts): ChosenEnding {
  const { reason, isTask, isEmpty, isCut, sources, choices } = answer;
  switch (reason) {
    case 'content-filter':
      return {
        state: 'complete',
        notice: isEmpty ? texts.refused : below(texts.cutByFilter, sources),
      };
    case 'over-budget':
      return { state: 'complete', notice: texts.budgetUsedUp };
    case 'unpriced':
      return { state: 'complete', notice: texts.priceMissing };
    default:
      if (isEmpty) return { state: 'failed', notice: isTask ? texts.taskFailed : texts.failed };
      return {
        state: 'complete',
        notice:
          reason === 'length' || isCut ? below(texts.cutOff, sources) : below(sources, choices),
      };
  }
}

/** Puts what stands below an answer together; nothing when there is nothing. */
function below(...parts: readonly (string | undefined)[]): string | undefined {
  const present = parts.filter((part) => part !== undefined && part !== '');
  return present.length === 0 ? undefined : present.join('\n\n');
}

/** Chooses how an answer ends that broke off with an error. */
export function chooseFailedEnding(
  error: unknown,
  { isTask, hasText }: { readonly isTask: boolean; readonly hasText: boolean },
  texts: EndingTexts,
): ChosenEnding {
  if (hasText) return { state: 'failed', notice: texts.interrupted };
  const isTooLong = error instanceof AnswererError && error.failure === 'too-long';
  if (isTooLong) return { state: 'complete', notice: texts.questionTooLong };
  return { state: 'failed', notice: isTask ? texts.taskFailed : texts.failed };
}
