import type { FollowerBefore } from '../platform/follower.ts';
import type { NumberedEvent, Setup } from './page-events.ts';
import type { UnsettledPush } from '../platform/platform.ts';

/** Where an earlier process left a simulation. */
export interface History {
  /** Absent when nothing was begun yet. */
  readonly setup: Setup | undefined;
  readonly followers: readonly (FollowerBefore & {
    readonly openId: string;
    readonly number: number;
    readonly name?: string;
  })[];
  /** How many platforms were made, and how many pushes the last one made. */
  readonly platformsMade: number;
  readonly pushesMade: number;
  /** Pushes of the last platform that were not answered so far, and the attempts among them that broke off. */
  readonly unsettled: readonly (UnsettledPush & { readonly brokenOff: readonly BrokenAttempt[] })[];
  /** When the process was last seen alive. */
  readonly endedAt: number;
}

/** An attempt that was open when the process ended. */
interface BrokenAttempt {
  readonly number: number;
  readonly startedAt: number;
}

type Known = {
  -readonly [Field in keyof History['followers'][number]]: History['followers'][number][Field];
};
type Open = { push: UnsettledPush; platform: number; open: BrokenAttempt[] };

/** Reads where things stand out of what was told. */
export function readHistory(events: readonly NumberedEvent[]): History {
  const followers = new Map<string, Known>();
  const pushes = new Map<string, Open>();
  let setup: Setup | undefined;
  let platformsMade = 0;
  let pushesMade = 0;
  for (const event of events) {
    switch (event.type) {
      case 'setup':
        setup = event.setup;
        break;
      case 'cleared':
        followers.clear();
        pushes.clear();
        break;
      case 'follower': {
        const { openId, number, name, isFollowing } = event;
        const nothing = { lastActedAt: 0, messagesLeft: 0, closesAt: 0 };
        followers.set(openId, {
          ...(followers.get(openId) ?? nothing),
          ...{ openId, number, isFollowing },
          ...(name === undefined ? {} : { name }),
        });
        break;
      }
      case 'said':
        Object.assign(followers.get(event.openId) ?? {}, { lastActedAt: event.at });
        break;
      case 'quota': {
        const { messagesLeft, closesAt } = event;
        Object.assign(followers.get(event.openId) ?? {}, { messagesLeft, closesAt });
        break;
      }
      case 'push': {
        const [platform = 0, pushNumber = 0] = event.pushId.split('-').map(Number);
        pushesMade = platform === platformsMade ? Math.max(pushesMade, pushNumber) : pushNumber;
        platformsMade = platform;
        const { openId, msgId, xml, at: startedAt } = event;
        const push = { openId, pushNumber, xml, startedAt, attemptsMade: 0 };
        pushes.set(event.pushId, {
          push: { ...push, ...(msgId === undefined ? {} : { msgId }) },
          platform,
          open: [],
        });
        break;
      }
      case 'attempt-started': {
        const known = pushes.get(event.pushId);
        if (!known) break;
        known.push = { ...known.push, attemptsMade: event.number };
        known.open.push({ number: event.number, startedAt: event.at });
        break;
      }
      case 'attempt-ended': {
        const known = pushes.get(event.pushId);
        if (known) known.open = known.open.filter(({ number }) => number !== event.attempt.number);
        break;
      }
      case 'settled':
        pushes.delete(event.pushId);
        break;
      default:
    }
  }
  return {
    setup,
    followers: [...followers.values()],
    platformsMade,
    pushesMade,
    unsettled: [...pushes.values()]
      .filter(({ push, platform }) => platform === platformsMade && followers.has(push.openId))
      .map(({ push, open }) => ({ ...push, brokenOff: open })),
    endedAt: events.at(-1)?.at ?? 0,
  };
}
