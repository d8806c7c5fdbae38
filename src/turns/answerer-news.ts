import type { AnswerEvent } from './answer-event.ts';
import type { AnswerFailure, DomainEvent } from '../events/domain-event.ts';
import type { Emitter } from '../events/event-bus.ts';
import { AnswererError } from './answerer-error.ts';

type Ended = Extract<DomainEvent, { type: 'answerer-ended' }>;

/** Tells what an answerer does for one turn, as the engine hears it. */
export interface AnswererNews {
  hear(event: AnswerEvent): void;
  /** The answerer threw. */
  fail(error: unknown): void;
  /** Nothing more is read of it. */
  end(): void;
}

/** Tells that the answerer is asked, its first text, and how it ended. */
export function createAnswererNews(
  events: Emitter,
  turn: { readonly account: string; readonly openId: string; readonly turnId: string },
  answerer: string,
): AnswererNews {
  let hasText = false;
  let how: Ended['how'] = 'stopped';
  let usage = {};
  let failure: AnswerFailure | undefined;
  events.emit({ type: 'answerer-asked', answerer, ...turn });

  return {
    hear(event) {
      if (event.type === 'text' && !hasText) {
        hasText = true;
        events.emit({ type: 'answerer-first-text', ...turn });
      }
      if (event.type === 'usage' && !event.isEstimate) {
        const { input, output } = event.tokens;
        usage = { promptTokens: input, completionTokens: output };
      }
      if (event.type === 'restart') events.emit({ type: 'answerer-restarted', ...turn });
      if (event.type === 'finish') how = event.reason;
    },
    fail(error) {
      failure = toFailure(error);
      if (failure) how = 'failed';
    },
    end: () =>
      events.emit({ type: 'answerer-ended', how, ...(failure && { failure }), ...usage, ...turn }),
  };
}

/** Describes an error; nothing comes back when our own side stopped the question. */
function toFailure(error: unknown): AnswerFailure | undefined {
  if (!(error instanceof AnswererError)) {
    return { code: 'broken', message: error instanceof Error ? error.message : String(error) };
  }
  const { message, advice } = error;
  if (error.code === 'aborted') return undefined;
  // The class is finer than the code, where there is one.
  return {
    code: error.failure ?? error.code,
    message,
    ...(advice === undefined ? {} : { advice: advice.en }),
  };
}
