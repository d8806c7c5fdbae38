import type { FollowerRecord, MessageRecord, NewestTurn } from '../../src/inbox/arrival-facts.ts';
import type { ArrivalSettings } from '../../src/inbox/arrival-settings.ts';
import type { NewChanges } from '../../src/inbox/arrival-changes.ts';
import type { Accepted, Arrival, FollowerFacts, Plan } from '../../src/inbox/ports.ts';
import { recordArrival } from '../../src/inbox/record-arrival.ts';
import { toAccepted } from '../../src/inbox/to-accepted.ts';
import type { UsageRecord } from '../../src/inbox/usage.ts';
import type { FollowerId } from '../../src/turns/turn.ts';

type ModelTurn = Omit<NewestTurn, 'isAnyOwed'> & {
  readonly isOwed: boolean;
  readonly conversationId?: string;
  readonly isLeftOut?: true;
  readonly isWish?: boolean;
};

interface ModelFollower {
  record?: FollowerRecord;
  usage?: UsageRecord;
  readonly messages: Map<string, MessageRecord>;
  turns: ModelTurn[];
}

/** What a store would hold, in memory: it applies what `recordArrival` decides, and knows nothing else. */
export interface ArrivalModel {
  accept(
    arrival: Arrival,
    plan: (facts: FollowerFacts) => Plan,
    settings: ArrivalSettings,
    now: number,
  ): Accepted;
  /** Ends the oldest turn that may be written, or a task after it; returns its id, or nothing where there is none. */
  finishOldest(follower: FollowerId, state: 'complete' | 'failed', now: number): string | undefined;
}

export function createArrivalModel(): ArrivalModel {
  const followers = new Map<string, ModelFollower>();
  const signatures = new Map<string, { openId: string; key: string }>();
  let ids = 0;

  const nameOf = ({ account, openId }: FollowerId) => `${account} ${openId}`;
  const find = (id: FollowerId) => {
    const name = nameOf(id);
    const known: ModelFollower = followers.get(name) ?? { messages: new Map(), turns: [] };
    followers.set(name, known);
    return known;
  };
  const drop = (turn: ModelTurn): ModelTurn => ({
    ...turn,
    isOwed: false,
    state: isUnfinished(turn) ? 'cancelled' : turn.state,
  });
  const addTurn = (stored: ModelFollower, turn: NonNullable<NewChanges['turn']>) => {
    const { id, question, startsAt } = turn;
    if (turn.is === 'joined')
      stored.turns = stored.turns.map((one) =>
        one.id === id
          ? { ...one, question, startsAt, state: 'queued', messages: one.messages + 1 }
          : one,
      );
    else
      stored.turns.push({
        ...{ id, question, startsAt, sequence: turn.sequence, messages: 1 },
        conversationId: turn.conversationId,
        ...(turn.task && { isTask: true, isWish: turn.task.name === 'remember' }),
        ...{ state: turn.isNext ? 'generating' : 'queued', isOwed: true },
      });
  };
  const write = (stored: ModelFollower, key: string, changes: NewChanges) => {
    if (changes.deletes === 'everything') {
      delete stored.record;
      stored.messages.clear();
      stored.turns = [];
    } else if (changes.deletes === 'what is owed')
      stored.turns = stored.turns.map((turn) => (turn.isOwed ? drop(turn) : turn));
    if (changes.leavesOut !== undefined)
      stored.turns = stored.turns.map((turn) =>
        turn.id === changes.leavesOut ? { ...turn, isLeftOut: true } : turn,
      );
    if (changes.usage) stored.usage = changes.usage;
    if (changes.follower) stored.record = changes.follower;
    if (changes.turn) addTurn(stored, changes.turn);
    stored.messages.set(key, changes.message);
  };

  return {
    accept(arrival, plan, settings, now) {
      const { follower: id, key } = arrival;
      const stored = find(id);
      const signed = `${id.account} ${arrival.timestamp} ${arrival.nonce} ${arrival.signature}`;
      const signatureOf = signatures.get(signed);
      const message = stored.messages.get(key);
      const newest = stored.turns.at(-1);
      const isAnyOwed = stored.turns.some(({ isOwed }) => isOwed);
      const last = stored.turns.findLast(
        ({ conversationId, isTask, isLeftOut }) =>
          conversationId === stored.record?.conversationId && !isTask && !isLeftOut,
      );
      const wish = newest?.isTask && stored.turns.findLast(({ isWish }) => isWish);
      ids += 1;
      const changes = recordArrival(
        {
          ...{ arrival, now, id: `model-${ids}` },
          ...(signatureOf && { signatureOf }),
          ...(message && { message }),
          ...(stored.record && { follower: stored.record }),
          ...(newest && { newestTurn: { ...newest, isAnyOwed } }),
          ...(last && { lastQuestion: last }),
          ...(wish && { remembered: wish.question }),
          ...(stored.usage && { usage: stored.usage }),
        },
        plan,
        settings,
      );
      if (changes.is === 'replayed') return { is: 'replayed' };
      signatures.set(signed, { openId: id.openId, key });
      if (changes.is === 'new') write(stored, key, changes);
      else {
        stored.messages.set(key, changes.message);
        if (stored.record && changes.follower)
          stored.record = { ...stored.record, ...changes.follower };
      }
      return toAccepted(changes, now, undefined);
    },
    finishOldest(follower, state, now) {
      const stored = find(follower);
      const unfinished = stored.turns.filter(isUnfinished);
      const oldest = unfinished.find(
        ({ startsAt, isTask }, n) => isTask || (n === 0 && startsAt <= now),
      );
      if (!oldest) return undefined;
      stored.turns = stored.turns.map((one) => (one.id === oldest.id ? { ...one, state } : one));
      return oldest.id;
    },
  };
}

function isUnfinished({ state }: ModelTurn): boolean {
  return state === 'queued' || state === 'generating';
}
