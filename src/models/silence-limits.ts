import type { Sentence } from '../runtime/sentence.ts';
import type { Clock } from '../runtime/clock.ts';
import { AnswererError } from '../turns/answerer-error.ts';
import { createWatchdog } from './watchdog.ts';

/**
 * The next thing that a request waits for. At `close` the answer is whole, and its connection may be kept for the next
 * one.
 */
type Awaited = 'first token' | 'next token' | 'usage' | 'close';

export interface SilenceSettings {
  readonly firstEventTimeoutMs: number;
  readonly idleTimeoutMs: number;
  /** The instant at which the whole answer has to be there. */
  readonly deadline: number;
  readonly clock: Clock;
}

export interface SilenceLimits {
  /** Starts to count, or starts anew. Any byte is a sign of life. */
  arm(awaited: Awaited): void;
  disarm(): void;
  /** Returns the error of a silence that was too long, if there was one. */
  exceeded(host: string): AnswererError | undefined;
}

/** Token counts follow the last word immediately, or never. */
const USAGE_MS = 1_500;
/** The end of a body comes with the mark that completes it, but some servers keep the connection open. */
const CLOSE_MS = 100;
/** The longest delay that timers take. */
const LONGEST_MS = 2_147_483_647;

/** Hangs up after too long a silence, and names the setting that allows a longer one. */
export function createSilenceLimits(settings: SilenceSettings, hangUp: () => void): SilenceLimits {
  const { firstEventTimeoutMs, idleTimeoutMs, deadline, clock } = settings;
  const watchdog = createWatchdog(clock, hangUp);
  const limitsMs = {
    'first token': firstEventTimeoutMs,
    'next token': idleTimeoutMs,
    usage: USAGE_MS,
    close: CLOSE_MS,
  };
  let awaited: Awaited | 'end' = 'first token';

  return {
    arm(next) {
      const leftMs = deadline - clock.now();
      awaited = leftMs < limitsMs[next] ? 'end' : next;
      watchdog.arm(Math.max(0, Math.min(limitsMs[next], leftMs, LONGEST_MS)));
    },
    disarm: () => watchdog.disarm(),
    exceeded(host) {
      const silentForMs = watchdog.firedAfterMs();
      if (silentForMs === undefined) return undefined;
      const message =
        awaited === 'end'
          ? `The time for the whole answer of ${host} was over`
          : `${host} sent nothing for ${silentForMs / 1000} s`;
      return new AnswererError('provider_silent', message, {
        retryable: true,
        advice: adviseOn(awaited),
      });
    },
  };
}

function adviseOn(awaited: Awaited | 'end'): Sentence | undefined {
  switch (awaited) {
    case 'first token':
      return {
        en: 'If the model needs longer before its first word (it thinks, or has to be loaded), raise OPENAI_FIRST_TOKEN_SECONDS.',
        zh: '模型要更久才说第一个字的话（要思考，或要先加载），请调高 OPENAI_FIRST_TOKEN_SECONDS。',
      };
    case 'next token':
      return {
        en: 'If the model pauses for longer in the middle of an answer, raise OPENAI_IDLE_SECONDS.',
        zh: '模型写到中间会停更久的话，请调高 OPENAI_IDLE_SECONDS。',
      };
    case 'end':
      return {
        en: 'If whole answers take longer, with all tries, raise OPENAI_TOTAL_SECONDS.',
        zh: '整个回答（连同重试）要更久的话，请调高 OPENAI_TOTAL_SECONDS。',
      };
    case 'usage':
    case 'close':
      return undefined;
  }
}
