import type { Redis } from 'ioredis';
import type { Clock } from '../../runtime/clock.ts';
import type { Change, Changes } from '../../turns/ports.ts';
import type { FollowerId } from '../../turns/turn.ts';
import { changesChannel, nameOf } from './keys.ts';

/** Announces changes inside this process, and receives those of other processes while a caller follows. */
export interface RedisChanges extends Changes {
  announce(follower: FollowerId, change: Change): void;
  /** Subscribes ahead of a caller that follows soon, so that it misses nothing and need not read again. */
  listen(follower: FollowerId): void;
  close(): void;
}

interface Channel {
  readonly listeners: Set<(change: Change) => void>;
  /** Redis confirmed the subscription; from here on nothing is missed. */
  isOpen: boolean;
  /** When the last caller stopped following, by this process's clock. */
  idleSince: number;
}

/** Attempts of one message follow each other; a subscription is worth keeping in between. */
const KEPT_WHILE_IDLE_MS = 6000;
const SWEEP_EVERY_MS = 2000;

/** Each script that changes something publishes it on the channel of its follower. */
export function createChanges({
  subscriber,
  prefix,
  processId,
  clock,
}: {
  readonly subscriber: Redis;
  readonly prefix: string;
  readonly processId: string;
  readonly clock: Clock;
}): RedisChanges {
  const channels = new Map<string, Channel>();
  let cancelSweep = () => {};

  const tellAll = (channel: Channel, change: Change) => {
    for (const listener of channel.listeners) listener(change);
  };
  /** Has every follower read again, because changes before the confirmation were not announced. */
  const subscribe = async (names: readonly string[]) => {
    try {
      await subscriber.subscribe(...names);
    } catch {
      // The connection is lost; when it is back, all channels are subscribed anew.
      return;
    }
    for (const name of names) {
      const channel = channels.get(name);
      if (!channel || channel.isOpen) continue;
      channel.isOpen = true;
      tellAll(channel, { what: 'state' });
    }
  };
  const open = (follower: FollowerId): Channel => {
    const name = changesChannel(prefix, nameOf(follower));
    const known = channels.get(name);
    if (known) return known;
    const channel: Channel = { listeners: new Set(), isOpen: false, idleSince: clock.now() };
    channels.set(name, channel);
    void subscribe([name]);
    return channel;
  };

  subscriber.on('message', (name: string, message: string) => {
    const channel = channels.get(name);
    const [sender, what, bytes] = message.split(' ');
    if (!channel || sender === processId) return;
    tellAll(channel, what === 'answer' ? { what, grownBytes: Number(bytes) } : { what: 'state' });
  });
  subscriber.on('close', () => {
    for (const channel of channels.values()) channel.isOpen = false;
  });
  subscriber.on('ready', () => {
    if (channels.size > 0) void subscribe([...channels.keys()]);
  });

  const sweep = () => {
    const idle: string[] = [];
    for (const [name, { listeners, idleSince }] of channels)
      if (listeners.size === 0 && clock.now() - idleSince >= KEPT_WHILE_IDLE_MS) idle.push(name);
    for (const name of idle) channels.delete(name);
    if (idle.length > 0) subscriber.unsubscribe(...idle).catch(() => {});
    // A silent connection has to prove that it is alive.
    else if (subscriber.status === 'ready') subscriber.ping().catch(() => {});
    cancelSweep = clock.after(SWEEP_EVERY_MS, sweep);
  };
  cancelSweep = clock.after(SWEEP_EVERY_MS, sweep);

  return {
    announce(follower, change) {
      const channel = channels.get(changesChannel(prefix, nameOf(follower)));
      if (channel) tellAll(channel, change);
    },
    listen(follower) {
      const channel = open(follower);
      if (channel.listeners.size === 0) channel.idleSince = clock.now();
    },
    follow(follower, onChange) {
      const channel = open(follower);
      channel.listeners.add(onChange);
      return () => {
        channel.listeners.delete(onChange);
        channel.idleSince = clock.now();
      };
    },
    close: () => cancelSweep(),
  };
}
