import type { AnswerPipeline } from '../answering/answerer.ts';
import type { AnswererKind } from './page/page-events.ts';

/** What can be chosen now; a model may come and go with the settings. */
type Pipelines = Readonly<Partial<Record<AnswererKind, AnswerPipeline>>> & {
  readonly knowledge: AnswerPipeline;
};

/** One pipeline that stands for several; which of them answers can be changed while it runs. */
export interface PipelineChoice extends AnswerPipeline {
  readonly chosen: AnswererKind;
  /** Applies from the next answer on; the pipeline that began an answer finishes it. */
  choose(kind: AnswererKind): void;
  readonly names: Readonly<Partial<Record<AnswererKind, string>>>;
}

/** Creates the choice, which begins with the model if there is one; `choose` throws RangeError for what is not there. */
export function createPipelineChoice(pipelines: () => Pipelines): PipelineChoice {
  let wanted: AnswererKind = 'model';
  const chosen = () => (pipelines()[wanted] ? wanted : 'knowledge');
  const find = () => pipelines()[wanted] ?? pipelines().knowledge;
  return {
    get name() {
      return find().name;
    },
    get lane() {
      return find().lane;
    },
    get summariser() {
      return find().summariser;
    },
    get chosen() {
      return chosen();
    },
    get names() {
      return Object.fromEntries(
        Object.entries(pipelines()).map(([kind, { name }]) => [kind, name]),
      );
    },
    choose(kind) {
      if (!pipelines()[kind]) throw new RangeError(`There is no answerer of the kind ${kind}`);
      wanted = kind;
    },
    answer: (ask, signal) => find().answer(ask, signal),
  };
}
