import type { TurnStore } from '../turns/ports.ts';
import type { WriteAnswer } from '../turns/write-answer.ts';
import type { AnswerPipeline, AnswerSettings } from './answerer.ts';
import { buildAsk } from './build-ask.ts';
import { createTokenMeter } from './token-meter.ts';

/** What answering the turns of one account needs. */
export interface AnswerTurnDeps {
  readonly pipeline: Pick<AnswerPipeline, 'answer' | 'name'>;
  readonly turns: Pick<TurnStore, 'history'>;
  readonly settings: AnswerSettings;
  /** About how many tokens a text has, for models that do not tell; absent where tokens are not counted. */
  readonly estimateTokens?: ((text: string) => number) | undefined;
}

/** A question reads at most so many turns before it. */
export const MOST_PAST_TURNS = 50;

/** Returns the engine's port: a turn with its conversation goes through the pipeline, and its tokens are told. */
export function createAnswerTurn(deps: AnswerTurnDeps): WriteAnswer {
  const { pipeline, turns, settings, estimateTokens } = deps;
  return async function* answerTurn(turn, released, signal) {
    const past = await turns.history(turn, MOST_PAST_TURNS);
    const ask = buildAsk(turn, past, settings, released);
    const meter = estimateTokens && createTokenMeter(ask, { model: pipeline.name, estimateTokens });
    try {
      for await (const event of pipeline.answer(ask, signal)) {
        meter?.hear(event);
        yield event;
      }
    } finally {
      // Here, because an answer that fails or is broken off has used tokens as well.
      const usage = meter?.estimate();
      if (usage) yield usage;
    }
  };
}
