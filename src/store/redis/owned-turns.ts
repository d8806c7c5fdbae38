import type { StoredKind } from '../../inbox/stored-kind.ts';
import type { ClaimedTurn, Origin } from '../../turns/turn.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { StoredPart } from './stored-part.ts';

/** A turn that this process owns, with everything that is needed to write it again. */
export interface OwnTurn {
  readonly turn: ClaimedTurn;
  /** The follower as `nameOf` writes it. */
  readonly name: string;
  /** JSON: the keys of the messages that led to it. */
  readonly keys: string;
  readonly createdAt: number;
  /** The follower's record as it was at the claim: names and values by turns. */
  readonly followerRecord: readonly string[];
  /** The answer as far as it is known to be stored. */
  text: string;
  origin: Origin;
  /** By their numbers, as far as this process knows them. */
  readonly parts: Map<number, StoredPart>;
}

/** A message as it was recorded when an attempt of it came here a moment ago. */
export interface RecentMessage {
  readonly name: string;
  readonly key: string;
  readonly kind: StoredKind;
  readonly turnId: string;
  readonly attempt: number;
  readonly reply?: string | undefined;
  /** How long customer-service messages wait for what an attempt brings. */
  readonly quietMs: number;
}

/** WeChat repeats a message for 15 s. */
const MESSAGE_IS_RECENT_FOR_MS = 20_000;

/**
 * What this process could write again if Redis lost it: the turns that it owns, and the messages that WeChat may repeat.
 * Redis persists once a second at most, and may come back empty.
 */
export interface OwnedTurns {
  own(turn: OwnTurn): void;
  /** Finds a turn by its id, and by its fence when the caller has a claim to check. */
  find(turnId: string, fence?: number): OwnTurn | undefined;
  /** Forgets one claim of a turn; without a fence, whichever there is. */
  disown(turnId: string, fence?: number): void;
  /** Forgets every turn of a follower. */
  disownAll(name: string): void;
  /** Forgets the follower's messages as well. */
  forget(name: string): void;
  all(): readonly OwnTurn[];
  note(message: RecentMessage): void;
  noteReply(name: string, key: string, reply: string | undefined): void;
  recent(): readonly RecentMessage[];
}

export function createOwnedTurns(clock: Clock): OwnedTurns {
  const turns = new Map<string, OwnTurn>();
  // In the order of their last attempts, so that the oldest are forgotten first.
  const messages = new Map<string, RecentMessage & { readonly until: number }>();
  const forgetOld = () => {
    for (const [id, { until }] of messages) {
      if (until > clock.now()) return;
      messages.delete(id);
    }
  };
  const disownAll = (name: string) => {
    for (const own of turns.values()) if (own.name === name) turns.delete(own.turn.id);
  };

  return {
    own: (turn) => void turns.set(turn.turn.id, turn),
    find(turnId, fence) {
      const own = turns.get(turnId);
      return fence === undefined || own?.turn.fence === fence ? own : undefined;
    },
    disown(turnId, fence) {
      if (fence === undefined || turns.get(turnId)?.turn.fence === fence) turns.delete(turnId);
    },
    disownAll,
    forget(name) {
      disownAll(name);
      for (const [id, message] of messages) if (message.name === name) messages.delete(id);
    },
    all: () => [...turns.values()],
    note(message) {
      forgetOld();
      const id = `${message.name}:${message.key}`;
      messages.delete(id);
      messages.set(id, { until: clock.now() + MESSAGE_IS_RECENT_FOR_MS, ...message });
    },
    noteReply(name, key, reply) {
      const id = `${name}:${key}`;
      const known = messages.get(id);
      if (known) messages.set(id, { ...known, reply });
    },
    recent() {
      forgetOld();
      return [...messages.values()];
    },
  };
}
