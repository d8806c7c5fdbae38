import type { Engine } from './engine.ts';
import type { TurnStore, WorkResult } from './ports.ts';

const LOOK_AGAIN_AFTER_MS = 2000;

/** Looks at a turn that may have lost its process, and takes it over when that is so. */
export function createSweeper({ turns, engine }: { turns: TurnStore; engine: Engine }) {
  return async (turnId: string): Promise<WorkResult> => {
    const claimed = await turns.claim(turnId);
    if (claimed === 'ended') return 'done';
    if (claimed !== 'not now') engine.run(claimed);
    return { againInMs: LOOK_AGAIN_AFTER_MS };
  };
}
