import type { Response } from 'express';
import type { Clock } from '../runtime/clock.ts';
import { GIVES_WAY } from './http-server.ts';

/** Delays responses to wrong signatures more and more, so that guessing a token takes long. */
export interface GuessBrake {
  /** Calls `answer` after the delay, unless the client leaves or has to make room. */
  hold(response: Response, answer: () => void): void;
}

const MINUTE_MS = 60_000;
/** A deployer with a wrong token does not wait during the first tries. */
const FREE_PER_MINUTE = 10;
const STEP_MS = 50;
const LONGEST_MS = 3000;
const MOST_WAITING = 500;

/** Creates the brake. It sees only refused requests, so genuine ones are never delayed. */
export function createGuessBrake(clock: Clock): GuessBrake {
  const waiting = new Set<Response>();
  let inMinute = 0;
  let inMinuteBefore = 0;
  let minuteBegan = clock.now();

  const countRefusal = (): number => {
    const minutes = Math.floor((clock.now() - minuteBegan) / MINUTE_MS);
    if (minutes !== 0) {
      inMinuteBefore = minutes === 1 ? inMinute : 0;
      inMinute = 0;
      minuteBegan = clock.now();
    }
    inMinute += 1;
    return Math.max(inMinute, inMinuteBefore);
  };

  return {
    hold(response, answer) {
      const delayMs = Math.min(LONGEST_MS, Math.max(0, countRefusal() - FREE_PER_MINUTE) * STEP_MS);
      if (delayMs === 0) {
        answer();
        return;
      }
      const [longestWaiting] = waiting;
      if (longestWaiting && waiting.size >= MOST_WAITING) longestWaiting.destroy();
      waiting.add(response);
      response.emit(GIVES_WAY);
      const cancel = clock.after(delayMs, answer);
      response.once('close', () => {
        cancel();
        waiting.delete(response);
      });
    },
  };
}
