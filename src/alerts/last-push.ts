import type { EventBus } from '../events/event-bus.ts';
import type { Background } from '../runtime/background.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CollectionDefinition, Collections } from '../runtime/collection.ts';

/** The last message that WeChat sent to an account. */
export interface LastPush {
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** Last messages by the name of the account. */
export const LAST_PUSHES: CollectionDefinition = { name: 'last-pushes', about: 'product' };

/** So often each process writes down that messages arrive. */
const WRITTEN_EVERY_MS = 60_000;

/** Keeps when WeChat's last message to each account arrived, to the minute, until the returned function is called. */
export function keepLastPushes({
  collections,
  events,
  clock,
  background,
}: {
  readonly collections: Collections;
  readonly events: Pick<EventBus, 'on'>;
  readonly clock: Clock;
  readonly background: Background;
}): () => void {
  const pushes = collections.open<LastPush>(LAST_PUSHES);
  const written = new Map<string, number>();
  const stops = [
    events.on('message-received', ({ account }) => {
      const at = clock.now();
      if (at - (written.get(account) ?? -Infinity) < WRITTEN_EVERY_MS) return;
      written.set(account, at);
      background.run('keep the last push', async () => {
        // A store that is away is told of elsewhere; the next message is written down again.
        await pushes.put(account, { at }).catch(() => written.delete(account));
      });
    }),
    events.on('account-closed', ({ account }) => {
      written.delete(account);
      background.run('forget the last push', () => pushes.delete(account));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
