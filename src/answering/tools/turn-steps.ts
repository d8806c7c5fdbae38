import type { Logger } from 'pino';
import {
  followerPrefix,
  type Collection,
  type CollectionDefinition,
} from '../../runtime/collection.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { ToolRound } from '../../turns/tool-round.ts';
import { FIRST_FENCE, type OwnedTurn } from '../../turns/turn.ts';

/** What tools did for answers that are being written, by follower and turn. */
export const TURN_STEPS: CollectionDefinition = { name: 'turn-steps', about: 'follower' };

/** A round as far as it has come; a call without a result has not ended. */
export interface StoredRound extends ToolRound {
  /** How much of the answer was released when the model asked for the tools. */
  readonly releasedLength: number;
}

/** The rounds of one turn, with the fence of the process that wrote them. */
export interface StoredSteps {
  readonly fence: number;
  readonly rounds: readonly StoredRound[];
}

/** Keeps the steps of one answer, so that another process that takes it over repeats none. */
export interface StepKeeper {
  /** Returns what an earlier owner of the turn has finished; empty for a fresh turn. */
  read(): Promise<readonly StoredRound[]>;
  /** Writes all rounds, in the order of the calls. */
  keep(rounds: readonly StoredRound[]): Promise<void>;
  /** Deletes what was written. */
  forget(): Promise<void>;
}

/** The keeper of a question that is no stored turn. */
export const keepNothing: StepKeeper = {
  read: () => Promise.resolve([]),
  keep: () => Promise.resolve(),
  forget: () => Promise.resolve(),
};

const KEPT_FOR_MS = 60 * 60 * 1000;

/** Creates the keeper of a turn. A store that is away costs a take-over these steps, never the answer. */
export function createStepKeeper(
  turn: OwnedTurn,
  { records, log }: { readonly records: Collection<StoredSteps>; readonly log: Logger },
): StepKeeper {
  const key = `${followerPrefix(turn.follower)}${turn.id}`;
  let last: Promise<unknown> = Promise.resolve();
  let isWritten = false;

  const tryStore = async <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      log.warn(
        { code: 'steps_not_stored', turn: turn.id, err: error, zh: '工具的步骤没能存下' },
        'Steps of tools could not be stored',
      );
      return undefined;
    }
  };
  /** A process that slept has lost the turn, and does not write over the steps of the next owner. */
  const write = async (rounds: readonly StoredRound[]) => {
    const stored = await records.get(key);
    if (stored && stored.value.fence > turn.fence) return;
    isWritten = true;
    await records.put(
      key,
      { fence: turn.fence, rounds },
      { expected: stored?.version ?? 0, expiresInMs: KEPT_FOR_MS },
    );
  };
  return {
    async read() {
      if (turn.fence <= FIRST_FENCE) return [];
      const stored = await tryStore(() => records.get(key));
      isWritten = stored !== undefined;
      return stored?.value.rounds ?? [];
    },
    async keep(rounds) {
      last = last.then(() => tryStore(() => write(rounds)));
      await last;
    },
    async forget() {
      if (isWritten) await tryStore(() => records.delete(key));
    },
  };
}
