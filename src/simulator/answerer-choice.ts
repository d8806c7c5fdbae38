import type { AnswerPipeline } from '../answering/answerer.ts';
import type { AnswererKind } from './page/page-events.ts';

/** One pipeline that stands for several; which of them answers can be changed while it runs. */
export interface AnswererChoice extends AnswerPipeline {
  readonly chosen: AnswererKind;
  /** Applies from the next answer on; the pipeline that began an answer finishes it. */
  choose(kind: AnswererKind): void;
  readonly names: Readonly<Partial<Record<AnswererKind, string>>>;
}

/** Creates the choice; throws RangeError when `first`, or later a chosen one, is not among them. */
export function createAnswererChoice(
  answerers: Readonly<Partial<Record<AnswererKind, AnswerPipeline>>>,
  first: AnswererKind,
): AnswererChoice {
  let chosen = first;
  const find = (kind: AnswererKind): AnswerPipeline => {
    const found = answerers[kind];
    if (found === undefined) throw new RangeError(`There is no answerer of the kind ${kind}`);
    return found;
  };
  find(first);
  return {
    get name() {
      return find(chosen).name;
    },
    get lane() {
      return find(chosen).lane;
    },
    get chosen() {
      return chosen;
    },
    names: Object.fromEntries(Object.entries(answerers).map(([kind, { name }]) => [kind, name])),
    choose(kind) {
      find(kind);
      chosen = kind;
    },
    answer: (ask, signal) => find(chosen).answer(ask, signal),
  };
}
