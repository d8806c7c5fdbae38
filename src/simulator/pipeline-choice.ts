import type { AnswerPipeline } from '../answering/answerer.ts';
import type { AnswererKind } from './page/page-events.ts';

/** One pipeline that stands for several; which of them answers can be changed while it runs. */
export interface PipelineChoice extends AnswerPipeline {
  readonly chosen: AnswererKind;
  /** Applies from the next answer on; the pipeline that began an answer finishes it. */
  choose(kind: AnswererKind): void;
  readonly names: Readonly<Partial<Record<AnswererKind, string>>>;
}

/** Creates the choice; throws RangeError when `first`, or later a chosen one, is not among them. */
export function createPipelineChoice(
  pipelines: Readonly<Partial<Record<AnswererKind, AnswerPipeline>>>,
  first: AnswererKind,
): PipelineChoice {
  let chosen = first;
  const find = (kind: AnswererKind): AnswerPipeline => {
    const found = pipelines[kind];
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
    names: Object.fromEntries(Object.entries(pipelines).map(([kind, { name }]) => [kind, name])),
    choose(kind) {
      find(kind);
      chosen = kind;
    },
    answer: (ask, signal) => find(chosen).answer(ask, signal),
  };
}
