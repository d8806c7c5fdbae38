import type { Stage, StageProcess, Ways } from '../bench/start-stage.ts';
import type { SteadyModel } from '../bench/steady-model.ts';
import type { RedisServer, RedisServerSettings } from '../support/start-redis-server.ts';

/** Where the server keeps what its processes share. */
export type StoreKind = 'sqlite' | 'redis';

/** One fault, and on which stages it is played. */
export interface Story {
  /** What `--only` takes. */
  readonly name: string;
  /** What goes wrong, in one line. */
  readonly tells: string;
  readonly stores: readonly StoreKind[];
  /** Both kinds of account, unless the fault touches one only. */
  readonly ways?: readonly Ways[];
  /** A message that went out while it struck may go out again: nobody could write down that it had arrived. */
  readonly leavesDoubt?: boolean;
  /** A database that may forget: questions that were asked before its end are counted apart. */
  readonly empties?: boolean;
  /** Why it cannot be played on this machine, if so. */
  readonly obstacle?: () => string | undefined;
  /** Makes ready what has to be there before the servers start. */
  prepare(place: Place): Fault | Promise<Fault>;
}

/** What a fault can be built from. */
export interface Place {
  readonly store: StoreKind;
  /** The story's own Redis, started at the first call; throws where the store is SQLite. */
  readonly redis: (settings?: RedisServerSettings) => Promise<RedisServer>;
  /** From 0 to 1, the same for the same seed. */
  readonly random: () => number;
}

/** A fault that is ready to strike. */
export interface Fault {
  /** The server's processes; when absent one over SQLite, and two machines over Redis. */
  readonly processes?: readonly StageProcess[];
  /** Of all processes. */
  readonly settings?: Readonly<Record<string, string>>;
  /** One that can misbehave. */
  readonly model?: SteadyModel;
  /** Resolves when the harm is over; recovery counts from then. */
  strike(stage: Stage, lastsMs: number): Promise<void>;
  /** What PM2 or the operator does afterwards; the server has to live on by itself meanwhile. */
  repair?(stage: Stage): Promise<void>;
  /** Takes away what was prepared, after the servers have stopped. */
  remove?(): Promise<void>;
}
