import type { Clock } from '../../runtime/clock.ts';
import type { FollowerId } from '../../turns/turn.ts';

/** Knows of which turns the reply to a message carried text, while WeChat may repeat the message. */
export interface ReplyTurns {
  note(follower: FollowerId, key: string, slices: readonly { readonly turnId: string }[]): void;
  of(follower: FollowerId, key: string): readonly string[];
}

/** WeChat repeats a message for 15 s. */
const KNOWN_FOR_MS = 20_000;

export function createReplyTurns(clock: Clock): ReplyTurns {
  // In the order in which they came, so that the oldest are forgotten first.
  const known = new Map<string, { readonly turnIds: readonly string[]; readonly until: number }>();
  const forgetOld = () => {
    for (const [name, { until }] of known) {
      if (until > clock.now()) return;
      known.delete(name);
    }
  };
  return {
    note(follower, key, slices) {
      forgetOld();
      const name = nameOf(follower, key);
      known.delete(name);
      const turnIds = [...new Set(slices.map(({ turnId }) => turnId))];
      known.set(name, { turnIds, until: clock.now() + KNOWN_FOR_MS });
    },
    of: (follower, key) => known.get(nameOf(follower, key))?.turnIds ?? [],
  };
}

function nameOf({ account, openId }: FollowerId, key: string): string {
  return `${account}\n${openId}\n${key}`;
}
