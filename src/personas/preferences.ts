import {
  followerPrefix,
  type CollectionDefinition,
  type Collections,
} from '../runtime/collection.ts';
import type { TurnStore } from '../turns/ports.ts';
import type { FollowerId } from '../turns/turn.ts';

/** The collection of what followers chose, to be registered with the store. */
export const PREFERENCES: CollectionDefinition = { name: 'preferences', about: 'follower' };

/** What a follower chose; what is absent is the account's default. */
export interface Preference {
  /** The persona's id. */
  readonly persona?: string;
  /** Named `provider/model`. */
  readonly model?: string;
}

/** What followers chose, which a new conversation does not change. */
export interface Preferences {
  read(follower: FollowerId): Promise<Preference>;
  /**
   * Writes one choice of a turn and keeps the other; undefined goes back to the default. Nothing stays of a turn that was
   * deleted meanwhile.
   */
  choose<Key extends keyof Preference>(
    turn: { readonly follower: FollowerId; readonly turnId: string },
    key: Key,
    value: string | undefined,
  ): Promise<void>;
}

/** Opens the collection of what followers chose. */
export function openPreferences({
  collections,
  turns,
}: {
  readonly collections: Pick<Collections, 'open'>;
  readonly turns: Pick<TurnStore, 'read'>;
}): Preferences {
  const stored = collections.open<Preference>(PREFERENCES);
  const keyOf = (follower: FollowerId) => `${followerPrefix(follower)}choice`;
  return {
    read: async (follower) => (await stored.get(keyOf(follower)))?.value ?? {},
    async choose({ follower, turnId }, key, value) {
      for (;;) {
        const found = await stored.get(keyOf(follower));
        // JSON leaves out what is undefined.
        const chosen = { ...found?.value, [key]: value };
        const expected = found?.version ?? 0;
        if ((await stored.put(keyOf(follower), chosen, { expected })) === 'written') break;
      }
      // The follower's data may have been deleted since, and with them the turn.
      if (!(await turns.read(turnId))) await stored.delete(keyOf(follower));
    },
  };
}
