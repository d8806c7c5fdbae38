import type { Clock } from '../../runtime/clock.ts';
import type { RingPage, Rings } from '../../runtime/ring.ts';

/** Follows rings of the store for the pages of this process. */
export interface LiveFeed {
  /**
   * Calls with what follows the number `after`, as it comes, until the returned function is called. Without `after` it
   * begins with the newest entries.
   */
  follow(
    ring: string,
    after: number | undefined,
    onPage: (page: RingPage<unknown>) => void,
  ): () => void;
}

const POLL_MS = 1000;
const MOST = 200;

interface Listener {
  after: number | undefined;
  readonly onPage: (page: RingPage<unknown>) => void;
}

/** Creates the feed. While pages follow a ring it is read once a second, however many they are. */
export function createLiveFeed({
  rings,
  clock,
}: {
  readonly rings: Pick<Rings, 'read'>;
  readonly clock: Clock;
}): LiveFeed {
  const polls = new Map<string, { readonly listeners: Set<Listener>; cancel: () => void }>();

  const begin = (ring: string) => {
    const poll = { listeners: new Set<Listener>(), cancel: () => {} };
    const look = async () => {
      const { listeners } = poll;
      // A page that comes anew is shown what the others have.
      const known = [...listeners].map(({ after }) => after);
      const from = known.includes(undefined) ? undefined : Math.min(...known.map(Number));
      try {
        const page = await rings.read(ring, {
          most: MOST,
          ...(from !== undefined && { after: from }),
        });
        for (const listener of listeners) pass(listener, page);
      } catch {
        // The store is away; the next look may find it.
      }
      if (listeners.size > 0) poll.cancel = clock.after(POLL_MS, () => void look());
    };
    poll.cancel = clock.after(0, () => void look());
    return poll;
  };

  return {
    follow(ring, after, onPage) {
      const known = polls.get(ring);
      const poll = known ?? begin(ring);
      if (!known) polls.set(ring, poll);
      const listener: Listener = { after, onPage };
      poll.listeners.add(listener);
      return () => {
        poll.listeners.delete(listener);
        if (poll.listeners.size > 0 || polls.get(ring) !== poll) return;
        poll.cancel();
        polls.delete(ring);
      };
    },
  };
}

/** Gives a listener what it does not have yet. */
function pass(listener: Listener, { entries, newest, hasGap }: RingPage<unknown>): void {
  const { after = 0 } = listener;
  const isFirst = listener.after === undefined;
  const fresh = entries.filter(({ n }) => n > after);
  const last = fresh.at(-1)?.n;
  listener.after = last ?? (isFirst ? newest : after);
  if (fresh.length === 0) return;
  const isMissing = !isFirst && (hasGap || (fresh[0]?.n ?? 0) > after + 1);
  listener.onPage({ entries: fresh, newest, hasGap: isMissing });
}
