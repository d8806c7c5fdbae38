import type { Engine } from './engine.ts';
import type { TurnCourier, TurnStore, DueItemResult } from './ports.ts';

const LOOK_AGAIN_AFTER_MS = 2000;

/** Looks at a turn that may have lost its process, and takes it over when that is so. */
export function createTakeOver({
  turns,
  engine,
  courier,
}: {
  readonly turns: TurnStore;
  readonly engine: Pick<Engine, 'run'>;
  /** That of the other process is gone as well. */
  readonly courier: TurnCourier;
}) {
  return async (turnId: string): Promise<DueItemResult> => {
    const claimed = await turns.claim(turnId);
    if (claimed === 'ended') return 'done';
    if (claimed !== 'not now') {
      engine.run(claimed);
      courier.deliver(claimed.follower);
    }
    return { againInMs: LOOK_AGAIN_AFTER_MS };
  };
}
