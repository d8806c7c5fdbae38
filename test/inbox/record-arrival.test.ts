import { describe, expect, it } from 'vitest';
import type { NewChanges, RepeatChanges } from '../../src/inbox/arrival-changes.ts';
import type {
  ArrivalFacts,
  FollowerRecord,
  MessageRecord,
  NewestTurn,
} from '../../src/inbox/arrival-facts.ts';
import type { ArrivalSettings } from '../../src/inbox/arrival-settings.ts';
import type { Plan } from '../../src/inbox/ports.ts';
import { recordArrival } from '../../src/inbox/record-arrival.ts';
import { replyWith } from '../../src/messages/reply.ts';
import {
  afterQuestion,
  afterTap,
  arrival,
  asks,
  continues,
  HOUR_MS,
  MINUTE_MS,
  mustNotPlan,
  replies,
  saysNothing,
} from '../store/store-world.ts';

const NOW = 1_700_000_000_000;
const SETTINGS: ArrivalSettings = {
  conversationLifetimeMs: HOUR_MS,
  burstWindowMs: 0,
  quietAfterAttemptMs: 5500,
  pushMemoryMs: HOUR_MS,
};
const BURST: ArrivalSettings = { ...SETTINGS, burstWindowMs: 2000 };

const follower = (over: Partial<FollowerRecord> = {}): FollowerRecord => ({
  version: 7,
  conversationId: 'conversation',
  conversationUsedAt: NOW - MINUTE_MS,
  lastSequence: 4,
  quietUntil: 0,
  messagesLeft: 2,
  messagesUntil: NOW + HOUR_MS,
  ...over,
});
const turn = (over: Partial<NewestTurn> = {}): NewestTurn => ({
  id: 'newest',
  sequence: 4,
  state: 'complete',
  question: '你好',
  startsAt: NOW - MINUTE_MS,
  messages: 0,
  isAnyOwed: false,
  ...over,
});
const collecting = turn({
  ...{ state: 'queued', startsAt: NOW + 1, messages: 2, isAnyOwed: true },
});
const facts = (over: Partial<ArrivalFacts> = {}): ArrivalFacts => ({
  arrival: arrival('1'),
  id: 'new id',
  now: NOW,
  ...over,
});
const recordNew = (
  plan: Plan,
  over: Partial<ArrivalFacts> = {},
  settings = SETTINGS,
): NewChanges => {
  const changes = recordArrival(facts(over), () => plan, settings);
  if (changes.is !== 'new') throw new Error(`Recorded as ${changes.is}`);
  return changes;
};
const recordRepeat = (message: MessageRecord, over: Partial<ArrivalFacts> = {}): RepeatChanges => {
  const changes = recordArrival(facts({ message, ...over }), mustNotPlan, SETTINGS);
  if (changes.is !== 'repeat') throw new Error(`Recorded as ${changes.is}`);
  return changes;
};
const asked: MessageRecord = {
  kind: 'question',
  turnId: 'newest',
  attempts: { newest: 1, arrived: 1, heldToItsEnd: 1 },
};

describe('a signature', () => {
  const { openId } = arrival('1').follower;
  it.each([
    ['of the same message is no replay', { openId, key: '1' }, 'new'],
    ['of another message is one', { openId, key: '2' }, 'replayed'],
    ['of another follower is one', { openId: 'oOther', key: '1' }, 'replayed'],
    ['of a verification is one', { openId: '', key: '' }, 'replayed'],
  ])('%s', (_what, signatureOf, is) => {
    expect(recordArrival(facts({ signatureOf }), asks('?'), SETTINGS).is).toBe(is);
  });

  it('that is replayed is found before the message is planned, or counted as a repeat', () => {
    const signatureOf = { openId, key: '2' };
    const replayed = { is: 'replayed' };
    expect(recordArrival(facts({ signatureOf }), mustNotPlan, SETTINGS)).toEqual(replayed);
    const known = facts({ signatureOf, message: asked });
    expect(recordArrival(known, mustNotPlan, SETTINGS)).toEqual(replayed);
  });
});

describe('a repeat', () => {
  it('keeps what the message led to, and what is known of its attempts', () => {
    const reply = replyWith('好的');
    const message = { ...asked, attempts: { ...asked.attempts, reply } };
    expect(recordRepeat(message).message).toEqual({
      ...asked,
      attempts: { newest: 2, arrived: 2, heldToItsEnd: 1, reply },
    });
  });

  it.each([
    ['what was seen', 1, 1, 2],
    ['the time, when one was lost', 1, 3, 3],
    ['what was seen, when the clocks differ', 2, 2, 3],
  ])('has the number that comes from %s', (_what, newest, attemptByTime, number) => {
    const message = { ...asked, attempts: { ...asked.attempts, newest } };
    const again = { arrival: arrival('1', { attemptByTime }) };
    expect(recordRepeat(message, again).message.attempts.newest).toBe(number);
  });

  it('changes nothing of the follower but the version and how long it is quiet', () => {
    const { follower: changed } = recordRepeat(asked, { follower: follower() });
    expect(changed).toEqual({ version: NOW, quietUntil: NOW + 5500 });
  });

  it('writes nothing for a follower who was forgotten', () => {
    expect(recordRepeat({ ...asked, kind: 'reply' }).follower).toBeUndefined();
  });
});

describe('the version', () => {
  it.each([
    ['begins at the time of the store', undefined, NOW],
    ['is the time, when that is later', follower({ version: NOW - 1 }), NOW],
    ['rises also when the time stands still', follower({ version: NOW }), NOW + 1],
    ['rises also when the time was set back', follower({ version: NOW + 99 }), NOW + 100],
  ])('%s', (_what, known, version) => {
    const stored = known && { follower: known };
    expect(recordNew(saysNothing()(), stored).follower?.version).toBe(version);
    if (stored) expect(recordRepeat(asked, stored).follower?.version).toBe(version);
  });
});

describe('a conversation', () => {
  const conversationOf = (plan: Plan, over: Partial<FollowerRecord> = {}) => {
    const { follower: after } = recordNew(plan, { follower: follower(over) });
    return [after?.conversationId, after?.conversationUsedAt];
  };
  const usedAt = NOW - MINUTE_MS;

  it.each([
    ['goes on with a question, which puts its end off', asks('?')(), {}, ['conversation', NOW]],
    ['goes on with what is no question', saysNothing()(), {}, ['conversation', usedAt]],
    ['begins on command', saysNothing({ newConversation: true })(), {}, ['new id', NOW]],
    [
      'begins after a rest',
      asks('?')(),
      { conversationUsedAt: NOW - HOUR_MS - 1 },
      ['new id', NOW],
    ],
    [
      'goes on to the end of its time',
      asks('?')(),
      { conversationUsedAt: NOW - HOUR_MS },
      ['conversation', NOW],
    ],
  ])('%s', (_what, plan, over, expected) => {
    expect(conversationOf(plan, over)).toEqual(expected);
  });

  it('begins with a stranger, and names the turn that begins with it', () => {
    expect(recordNew(asks('?')())).toMatchObject({
      follower: { conversationId: 'new id', lastSequence: 1 },
      turn: { conversationId: 'new id', sequence: 1 },
    });
  });
});

describe('what a message allows to send', () => {
  const quotaAfter = (known: Partial<FollowerRecord>, grant: Plan['grant']) => {
    const plan = saysNothing(grant && { grant })();
    const { follower: after } = recordNew(plan, { follower: follower(known) });
    return [after?.messagesLeft, (after?.messagesUntil ?? 0) - NOW];
  };
  const over = { messagesUntil: NOW };

  it.each([
    ['stays without a grant', {}, undefined, [2, HOUR_MS]],
    ['is the larger number and the later end', {}, afterTap, [3, HOUR_MS]],
    ['is not less for a small grant', { messagesLeft: 5 }, afterTap, [5, HOUR_MS]],
    ['ends later with a longer grant', {}, afterQuestion, [5, 48 * HOUR_MS]],
    ['does not revive what had ended', over, afterTap, [3, MINUTE_MS]],
    ['is nothing when it has ended', over, undefined, [0, 0]],
  ])('%s', (_what, known, grant, expected) => {
    expect(quotaAfter(known, grant)).toEqual(expected);
  });
});

describe('customer-service messages', () => {
  it.each([
    ['wait for what a question may bring', asks('?')(), 0, NOW + 5500],
    ['wait for what 继续 may bring', continues(), 0, NOW + 5500],
    ['do not wait for a reply', replies('帮助')(), 0, 0],
    ['wait as long as they had to before', replies('帮助')(), NOW + 9000, NOW + 9000],
    ['wait no shorter', asks('?')(), NOW + 9000, NOW + 9000],
  ])('%s', (_what, plan, quietUntil, expected) => {
    const known = { follower: follower({ quietUntil }) };
    expect(recordNew(plan, known).follower?.quietUntil).toBe(expected);
  });
});

describe('a question', () => {
  it.each([
    ['is next when nothing is owed', turn(), {}, true],
    ['waits for what is owed', turn({ isAnyOwed: true }), {}, false],
    ['is next when what was owed is dropped', turn({ isAnyOwed: true }), { drop: true }, true],
    ['is next when all is forgotten', turn({ isAnyOwed: true }), { forget: true }, true],
  ])('%s', (_what, newestTurn, over, isNext) => {
    const changes = recordNew(asks('?', over)(), { newestTurn, follower: follower() });
    expect(changes.turn).toMatchObject({ is: 'asked', id: 'new id', isNext, startsAt: NOW });
    expect(changes.wasOwed).toBe(newestTurn.isAnyOwed);
    expect(changes.message.turnId).toBe('new id');
  });

  it.each([
    ['the follower', 4, 2, 5],
    ['a turn that outlived what was known of the follower', 0, 3, 4],
  ])('has the place after that of %s', (_what, lastSequence, sequence, expected) => {
    const known = { follower: follower({ lastSequence }), newestTurn: turn({ sequence }) };
    expect(recordNew(asks('?')(), known)).toMatchObject({
      turn: { sequence: expected },
      follower: { lastSequence: expected },
    });
  });

  it('counts only where something is limited', () => {
    const limited = { ...SETTINGS, quotaDay: () => '2026-11-23' };
    expect(recordNew(asks('?')()).usage).toBeUndefined();
    expect(recordNew(asks('?')(), {}, limited).usage).toMatchObject({ questions: 1 });
    expect(recordNew(continues(), {}, limited).usage).toBeUndefined();
    expect(recordNew(replies('帮助')(), {}, limited).usage).toBeUndefined();
  });
});

describe('a burst', () => {
  const joins = asks('请问', { joins: true })();
  const limited = { ...BURST, quotaDay: () => '2026-11-23' };

  it('becomes one question, which starts later and is counted once', () => {
    const changes = recordNew(joins, { newestTurn: collecting, follower: follower() }, limited);
    expect(changes).toMatchObject({
      turn: { is: 'joined', id: 'newest', question: '你好\n请问', startsAt: NOW + 2000 },
      message: { turnId: 'newest' },
      follower: { lastSequence: 4, conversationUsedAt: NOW },
    });
    expect(changes.usage).toBeUndefined();
  });

  it.each<[string, Partial<NewestTurn>]>([
    ['waits for another answer', { startsAt: NOW - MINUTE_MS }],
    ['is asked, and no token has come', { state: 'generating', startsAt: NOW - 1 }],
  ])('is joined also later, when its question %s', (_what, over) => {
    const newestTurn = { ...collecting, ...over };
    expect(recordNew(joins, { newestTurn }, BURST).turn).toEqual({
      ...{ is: 'joined', id: 'newest', question: '你好\n请问', startsAt: NOW + 2000 },
    });
  });

  it('is told to the plan as long as no token has come', () => {
    let seen: unknown;
    const note: Parameters<typeof recordArrival>[1] = (told) => {
      seen = told.collecting;
      return saysNothing()();
    };
    recordArrival(facts({ newestTurn: collecting }), note, BURST);
    expect(seen).toEqual({ text: '你好', messages: 2 });
    recordArrival(facts({ newestTurn: { ...collecting, startsAt: 0 } }), note, BURST);
    expect(seen).toBeUndefined();
  });

  it.each<[string, NewestTurn, Partial<Plan>, ArrivalSettings]>([
    ['where the plan does not say so', collecting, { joins: false }, BURST],
    ['after the first token', { ...collecting, state: 'generating', startsAt: 0 }, {}, BURST],
    ['when it has ended', { ...collecting, state: 'cancelled' }, {}, BURST],
    ['when it is dropped', collecting, { drop: true }, BURST],
    ['when it is forgotten', collecting, { forget: true }, BURST],
    ['when bursts are switched off', collecting, {}, SETTINGS],
  ])('is not joined %s', (_what, newestTurn, over, settings) => {
    const plan = { ...joins, ...over } as Plan;
    expect(recordNew(plan, { newestTurn }, settings).turn?.is).toBe('asked');
  });
});

describe('another answer to a question', () => {
  const again = asks('你好', { isAgain: true, leavesOutLast: true, drop: true })();

  it('waits for no message, and none joins it', () => {
    const { turn: asked } = recordNew(again, { newestTurn: collecting }, BURST);
    expect(asked).toMatchObject({ is: 'asked', isNext: true, isAgain: true });
    const newestTurn: NewestTurn = {
      ...{ ...collecting, id: 'again', state: 'generating' },
      startsAt: asked?.startsAt ?? NOW,
    };
    const joins = asks('请问', { joins: true })();
    expect(recordNew(joins, { newestTurn }, BURST).turn?.is).toBe('asked');
  });
});

describe('a deletion', () => {
  it('of what is owed leaves the follower', () => {
    const changes = recordNew(saysNothing({ drop: true })(), { follower: follower() });
    expect(changes).toMatchObject({ deletes: 'what is owed', follower: { lastSequence: 4 } });
  });

  it('of everything leaves only the message that asked for it', () => {
    const plan = replies('已经删除', { drop: true, forget: true })();
    const known = { follower: follower(), newestTurn: turn({ isAnyOwed: true }) };
    const changes = recordNew(plan, known);
    expect(changes).toMatchObject({ deletes: 'everything', wasOwed: true });
    expect(changes.follower).toBeUndefined();
    expect(changes.message.attempts.reply).toEqual(replyWith('已经删除'));
  });
});
