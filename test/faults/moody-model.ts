import { createSteadyModel, type SteadyModel } from '../bench/steady-model.ts';
import { refuses, type ModelScript, type ModelStep } from '../support/scripted-model.ts';

export type Mood =
  | 'well'
  /** Streams stand still for ever, also those that begin. */
  | 'hangs'
  /** Streams break off after some pieces, also those that begin. */
  | 'resets'
  /** Requests are refused with 429; streams that run go on. */
  | 'is flooded';

/** A steady model that can be made to misbehave, for streams that run as well. */
export interface MoodyModel extends SteadyModel {
  set(mood: Mood): void;
}

/** With five pieces a second, half of the streams are broken within a second. */
const RESET_SHARE = 0.13;

/** Creates the model; `random` decides which stream breaks when. */
export function createMoodyModel(random: () => number): MoodyModel {
  const steady = createSteadyModel();
  let mood: Mood = 'well';

  function* play(steps: Iterable<ModelStep>): Iterable<ModelStep> {
    for (const step of steps) {
      if (mood === 'hangs') yield 'hang';
      if (mood === 'resets' && random() < RESET_SHARE) yield 'reset';
      yield step;
    }
  }
  return {
    calls: steady.calls,
    answerWith(question, body): ModelScript {
      if (mood === 'is flooded')
        return refuses(429, { message: 'Too many requests' }, { 'retry-after': '1' });
      const script = steady.answerWith(question, body);
      return { ...script, steps: play(script.steps ?? []) };
    },
    set: (next) => void (mood = next),
  };
}
