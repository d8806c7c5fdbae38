import type { Answerer, Stage } from './answerer.ts';

/** Puts stages around the last Answerer; the first of them sees a question first and its answer last. */
export function composeStages(stages: readonly Stage[], last: Answerer): Answerer {
  return stages.reduceRight((next, stage) => stage(next), last);
}
