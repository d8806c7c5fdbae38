import type { Clock } from '../runtime/clock.ts';

/** A server process, as the store lists it. */
export interface ServerProcess {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** The generation of the collection `accounts` that it works with. */
  readonly generation: number;
}

/** The server processes over the store. */
export interface ServerProcesses {
  readonly me: string;
  living(): Promise<readonly ServerProcess[]>;
}

/** Whether the server processes work with a change. */
export interface Effect {
  readonly inEffect: readonly ServerProcess[];
  /** Living processes that have not said so in time. */
  readonly notYet: readonly ServerProcess[];
}

const PATIENCE_MS = 2000;
const PAUSE_MS = 25;

/** Waits until every other living process works with the generation, at most 2 s. */
export async function waitForProcesses(
  processes: ServerProcesses,
  generation: number,
  clock: Clock,
): Promise<Effect> {
  const until = clock.now() + PATIENCE_MS;
  for (;;) {
    const others = (await processes.living()).filter(({ id }) => id !== processes.me);
    const hasIt = (process: ServerProcess) => process.generation >= generation;
    const notYet = others.filter((process) => !hasIt(process));
    if (notYet.length === 0 || clock.now() >= until)
      return { inEffect: others.filter(hasIt), notYet };
    await clock.sleep(PAUSE_MS);
  }
}
