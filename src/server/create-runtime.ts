import type { Logger } from 'pino';
import { createBackground } from '../runtime/background.ts';
import { systemClock } from '../runtime/clock.ts';
import { newId } from '../runtime/new-id.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** Creates what every part of a real process shares: the machine's clock, chance, ids and background work. */
export function createRuntime(log: Logger): Runtime {
  const background = createBackground(log);
  return { clock: systemClock, random: Math.random, newId, background, log };
}
