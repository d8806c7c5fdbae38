import type { Redis } from 'ioredis';

/** Tells this process of writes to collections. */
export interface CollectionWatch {
  follow(this: void, name: string, onChange: () => void): () => void;
  /** Tells of this process's own write. */
  announce(name: string): void;
}

/** Each script that writes to a collection publishes its name on one channel, once a caller here follows. */
export function createCollectionWatch({
  subscriber,
  prefix,
  processId,
}: {
  readonly subscriber: Redis;
  readonly prefix: string;
  readonly processId: string;
}): CollectionWatch {
  const channel = `${prefix}:collections`;
  const listeners = new Map<string, Set<() => void>>();
  let isSubscribed = false;

  const announce = (name: string) => {
    for (const listener of listeners.get(name) ?? []) listener();
  };
  const subscribe = async () => {
    isSubscribed = true;
    try {
      await subscriber.subscribe(channel);
    } catch {
      // The connection is lost; when it is back, the channel is subscribed anew.
      return;
    }
    // Writes before the confirmation were not announced.
    for (const name of listeners.keys()) announce(name);
  };

  subscriber.on('message', (from: string, message: string) => {
    if (from !== channel) return;
    const [sender, name = ''] = message.split(' ');
    if (sender !== processId) announce(name);
  });
  subscriber.on('ready', () => {
    if (isSubscribed) void subscribe();
  });

  return {
    announce,
    follow(name, onChange) {
      const own = listeners.get(name) ?? new Set();
      listeners.set(name, own.add(onChange));
      if (!isSubscribed) void subscribe();
      return () => {
        own.delete(onChange);
        if (own.size === 0 && listeners.get(name) === own) listeners.delete(name);
      };
    },
  };
}
