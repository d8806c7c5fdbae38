import type { AttemptRecord } from '../messages/attempt-record.ts';
import type {
  ArrivalChanges,
  AskedTurn,
  JoinedTurn,
  NewChanges,
  RepeatChanges,
} from './arrival-changes.ts';
import type { ArrivalFacts, FollowerRecord, MessageRecord } from './arrival-facts.ts';
import type { ArrivalSettings } from './arrival-settings.ts';
import { findCollecting, quotaDayOf, toFollowerFacts } from './follower-facts.ts';
import type { Arrival, FollowerFacts, MessageGrant, Plan } from './ports.ts';
import { carriesText, storedKindOf } from './stored-kind.ts';
import { countQuestion } from './usage.ts';

/**
 * Decides what an arrival changes, from what the store holds; pure. For a message that was not seen before, and only
 * then, `choosePlan` says what it leads to.
 */
export function recordArrival(
  facts: ArrivalFacts,
  choosePlan: (facts: FollowerFacts) => Plan,
  settings: ArrivalSettings,
): ArrivalChanges {
  if (isReplay(facts)) return { is: 'replayed' };
  if (facts.message) return recordRepeat(facts, facts.message, settings);
  return recordNew(facts, choosePlan(toFollowerFacts(facts, settings)), settings);
}

/** A signature may come again only with the message that it came with. */
function isReplay({ arrival, signatureOf }: ArrivalFacts): boolean {
  if (!signatureOf) return false;
  return signatureOf.openId !== arrival.follower.openId || signatureOf.key !== arrival.key;
}

function recordRepeat(
  { arrival, follower, now }: ArrivalFacts,
  message: MessageRecord,
  settings: ArrivalSettings,
): RepeatChanges {
  const { newest, arrived } = message.attempts;
  const attempts: AttemptRecord = {
    ...message.attempts,
    newest: Math.max(newest + 1, arrival.attemptByTime),
    arrived: arrived + 1,
  };
  return {
    is: 'repeat',
    message: { ...message, attempts },
    ...(follower && {
      follower: {
        version: nextVersion(follower, now),
        quietUntil: quietUntil(follower, message, now, settings),
      },
    }),
  };
}

function recordNew(facts: ArrivalFacts, plan: Plan, settings: ArrivalSettings): NewChanges {
  const { now } = facts;
  const deletes = plan.forget ? 'everything' : plan.drop ? 'what is owed' : 'nothing';
  const { follower, newestTurn }: Pick<ArrivalFacts, 'follower' | 'newestTurn'> =
    deletes === 'everything' ? {} : facts;
  const wasOwed = facts.newestTurn?.isAnyOwed ?? false;
  const conversation = goOnOrBegin(plan, facts.id, follower, now, settings);
  // A follower who was long away may be forgotten while an unfinished turn is not.
  const lastSequence = Math.max(follower?.lastSequence ?? 0, newestTurn?.sequence ?? 0);

  const begun = {
    is: 'asked',
    id: facts.id,
    conversationId: conversation.conversationId ?? facts.id,
    sequence: lastSequence + 1,
  } as const;

  let turn: NewChanges['turn'];
  if (plan.is === 'task') {
    const { task, question } = plan;
    turn = { ...begun, task, question, startsAt: now, isNext: true };
  } else if (plan.is === 'question') {
    // What is asked again is whole, so it begins immediately and no message joins it.
    const startsAt = plan.isAgain ? 0 : now + settings.burstWindowMs;
    const mayJoin = plan.joins === true && deletes === 'nothing';
    turn = (mayJoin ? join(facts, plan.question, startsAt, settings) : undefined) ?? {
      ...begun,
      question: plan.question,
      ...(plan.isAgain && { isAgain: true }),
      startsAt,
      isNext: startsAt <= now && (!wasOwed || deletes !== 'nothing'),
    };
  }
  const message = toMessage(facts.arrival, plan, turn?.id);
  const day = isQuestion(turn) ? quotaDayOf(facts, settings) : undefined;
  const leavesOut = plan.leavesOutLast && deletes !== 'everything' && facts.lastQuestion?.id;
  return {
    is: 'new',
    plan,
    wasOwed,
    deletes,
    ...(deletes === 'everything' && facts.card?.isBlocked && { staysBlocked: true as const }),
    ...(leavesOut && { leavesOut }),
    ...(day !== undefined && { usage: countQuestion(facts.usage, now, day) }),
    ...(deletes !== 'everything' && {
      follower: {
        version: nextVersion(follower, now),
        ...conversation,
        lastSequence: turn?.is === 'asked' ? turn.sequence : lastSequence,
        quietUntil: quietUntil(follower, message, now, settings),
        ...addGrant(follower, plan.grant, now),
      },
    }),
    ...(turn && { turn }),
    message,
  };
}

function isQuestion(turn: NewChanges['turn']): turn is AskedTurn {
  return turn?.is === 'asked' && !turn.task;
}

/** A conversation ends on command and after a rest, which every question puts off and a task leaves as it is. */
function goOnOrBegin(
  plan: Plan,
  newId: string,
  follower: FollowerRecord | undefined,
  now: number,
  { conversationLifetimeMs }: ArrivalSettings,
): Pick<FollowerRecord, 'conversationId' | 'conversationUsedAt'> {
  const { conversationId, conversationUsedAt = 0 } = follower ?? {};
  if (plan.is === 'task')
    return { ...(conversationId !== undefined && { conversationId }), conversationUsedAt };
  const isOver = plan.newConversation || now - conversationUsedAt > conversationLifetimeMs;
  if (isOver || conversationId === undefined)
    return { conversationId: newId, conversationUsedAt: now };
  const usedAt = plan.is === 'question' ? now : conversationUsedAt;
  return { conversationId, conversationUsedAt: usedAt };
}

/** Makes a message part of the question that still collects, if there is one. */
function join(
  facts: ArrivalFacts,
  text: string,
  startsAt: number,
  settings: ArrivalSettings,
): JoinedTurn | undefined {
  const collecting = findCollecting(facts, settings);
  if (!collecting) return undefined;
  const question = `${collecting.question}\n${text}`;
  return { is: 'joined', id: collecting.id, question, startsAt };
}

function toMessage(
  { attemptByTime }: Arrival,
  plan: Plan,
  turnId: string | undefined,
): MessageRecord {
  return {
    kind: storedKindOf(plan),
    ...(turnId !== undefined && { turnId }),
    attempts: {
      newest: attemptByTime,
      arrived: 1,
      heldToItsEnd: 0,
      ...(plan.is === 'reply' && { reply: plan.reply }),
    },
  };
}

/** Begins at the store's time, so that a follower who is stored anew has no version that was there before. */
function nextVersion(follower: FollowerRecord | undefined, now: number): number {
  return Math.max((follower?.version ?? 0) + 1, now);
}

/** Customer-service messages wait for what an attempt may bring. */
function quietUntil(
  follower: FollowerRecord | undefined,
  { kind }: MessageRecord,
  now: number,
  settings: ArrivalSettings,
): number {
  const until = carriesText(kind) ? now + settings.quietAfterAttemptMs : 0;
  return Math.max(follower?.quietUntil ?? 0, until);
}

/** Overlapping grants do not add up: the larger number and the later end hold. */
function addGrant(
  follower: FollowerRecord | undefined,
  granted: MessageGrant | undefined,
  now: number,
): Pick<FollowerRecord, 'messagesLeft' | 'messagesUntil'> {
  const isOver = (follower?.messagesUntil ?? 0) <= now;
  const left = isOver ? 0 : (follower?.messagesLeft ?? 0);
  return {
    messagesLeft: Math.max(left, granted?.messages ?? 0),
    messagesUntil: Math.max(follower?.messagesUntil ?? 0, granted ? now + granted.lifetimeMs : 0),
  };
}
