import type { Logger } from 'pino';
import type { Background } from './background.ts';
import type { Clock } from './clock.ts';

/** What every part of a running process shares. */
export interface Runtime {
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly newId: () => string;
  readonly background: Background;
  readonly log: Logger;
}
