import type { Engine } from './engine.ts';
import type { TurnStore, DueItemResult } from './ports.ts';
import type { FollowerId } from './turn.ts';

const LOOK_AGAIN_AFTER_MS = 2000;

/** Looks at a turn that may have lost its process, and takes it over when that is so. */
export function createTakeOver({
  turns,
  engine,
  onTakenOver,
}: {
  readonly turns: TurnStore;
  readonly engine: Engine;
  /** Its courier is gone as well. */
  readonly onTakenOver: (follower: FollowerId) => void;
}) {
  return async (turnId: string): Promise<DueItemResult> => {
    const claimed = await turns.claim(turnId);
    if (claimed === 'ended') return 'done';
    if (claimed !== 'not now') {
      engine.run(claimed);
      onTakenOver(claimed.follower);
    }
    return { againInMs: LOOK_AGAIN_AFTER_MS };
  };
}
