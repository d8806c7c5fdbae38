import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dropTurns,
  intendMessage,
  intendReply,
  noteGiven,
  noteReplyLost,
  settleMessage,
} from '../../src/delivery/delivery-changes.ts';
import { findGaps } from '../../src/delivery/gaps.ts';
import { isGiven } from '../../src/delivery/is-given.ts';
import type { MessageState, OwedTurn, Part } from '../../src/delivery/ports.ts';
import { replyWith } from '../../src/messages/reply.ts';
import { NOW, part, state, turn } from './delivery-state.ts';

const key = 'm1';
const reply = replyWith('the reply');
const lease = { follower: { account: 'default', openId: 'oFollower' }, fence: 3 };
const inDoubt = { via: 'customer-service', state: 'intended' } as const;
const ended = turn({ answer: '一。二。' });
const growing = turn({ answer: '一。二。', state: 'generating' });
const slice = (from: number, to: number, turnId = 't1') => ({ turnId, from, to });

describe('a reply', () => {
  const reached = (turns: readonly OwedTurn[], from: number, to: number) =>
    intendReply(state(turns), { key, reply, slices: [slice(from, to)] });

  it('is kept with its part, which takes the next number', () => {
    const known = turn({ answer: '一。二。', parts: [part(0, 1), part(1, 2, { number: 2 })] });
    expect(reached([known], 2, 4)).toMatchObject({
      parts: [{ number: 3, from: 2, to: 4, via: 'passive', state: 'intended', key, at: NOW }],
      reply: { key, reply },
    });
  });

  it('that gives the rest of an ended turn ends its delivery', () => {
    expect(reached([ended], 0, 4)).toMatchObject({ givenTurns: ['t1'] });
    expect(reached([ended], 0, 4)).not.toHaveProperty('checkInMs');
    expect(reached([ended], 0, 4)).not.toHaveProperty('lastGivenAt');
  });

  it.each([
    ['a piece of an answer', ended, 2],
    ['all that is written of an answer that goes on', growing, 4],
  ])('that gives %s leaves it owed, and has it checked', (_what, owed, to) => {
    expect(reached([owed], 0, to)).toMatchObject({
      givenTurns: [],
      lastGivenAt: NOW,
      checkInMs: 8000,
    });
  });

  it('without text has the follower checked when something is owed, and is no delivery', () => {
    const slices = [] as const;
    const empty = intendReply(state([growing]), { key, reply, slices });
    expect(empty).toMatchObject({ parts: [], givenTurns: [], checkInMs: 8000 });
    expect(empty).not.toHaveProperty('lastGivenAt');
    expect(intendReply(state([]), { key, reply, slices })).not.toHaveProperty('checkInMs');
  });

  it('tells when an answer that waits will begin', () => {
    const waits = { turnId: 't1', beginsInMs: 60_000 };
    expect(intendReply(state([growing]), { key, reply, slices: [], waits }).begins).toEqual({
      turnId: 't1',
      at: NOW + 60_000,
    });
  });

  it('numbers several stretches of one answer', () => {
    const slices = [slice(0, 1), slice(1, 2)];
    const { parts = [] } = intendReply(state([ended]), { key, reply, slices });
    expect(parts.map(({ number }) => number)).toEqual([1, 2]);
  });
});

describe('a lost reply', () => {
  const message = (replied: Partial<MessageState['repliedTurns'][number]>): MessageState => ({
    ...state([]),
    attempts: { newest: 1, arrived: 1, heldToItsEnd: 0 },
    repliedTurns: [{ ...ended, isDropped: false, ...replied }],
  });
  const given: Part = { ...part(0, 4, { state: 'intended' }), key };

  it('has its text owed again and counts no more', () => {
    expect(noteReplyLost(message({ parts: [given] }), key)).toMatchObject({
      parts: [{ number: 1, state: 'lost' }],
      reply: { key, reply: 'withdrawn' },
      owedTurns: ['t1'],
      checkInMs: 0,
    });
  });

  it('leaves what was dropped as it is', () => {
    const changes = noteReplyLost(message({ parts: [given], isDropped: true }), key);
    expect(changes).toMatchObject({ parts: [{ state: 'lost' }], owedTurns: [] });
  });

  it.each<[string, Part[]]>([
    ['carries no text', []],
    ['is another message’s', [{ ...given, key: 'm2' }]],
    ['was noted as lost before', [{ ...given, state: 'lost' }]],
  ])('changes nothing when it %s', (_what, parts) => {
    expect(noteReplyLost(message({ parts }), key)).toBeUndefined();
  });
});

describe('a customer-service message', () => {
  it('is taken from the quota and leaves the turn owed until it is settled', () => {
    expect(intendMessage(state([ended]), lease, [slice(0, 4)])).toMatchObject({
      lease,
      parts: [inDoubt],
      messagesLeft: 4,
      lastGivenAt: NOW,
      givenTurns: [],
      checkInMs: 8000,
    });
    expect(intendMessage(state([ended], { messagesLeft: 0 }), lease, []).messagesLeft).toBe(0);
  });

  const sent = turn({ answer: '一。二。', parts: [part(0, 4, inDoubt)] });
  const message = { ...part(0, 4, inDoubt), turnId: 't1' };
  it.each([
    ['was sent', { state: 'sent' }, { parts: [{ state: 'sent' }], givenTurns: ['t1'] }],
    ['failed', { state: 'failed', errcode: 7 }, { parts: [{ errcode: 7 }], givenTurns: [] }],
    ['used up the quota', { state: 'failed', quota: 'spent' }, { messagesLeft: 0 }],
    ['never reached WeChat', { state: 'failed', quota: 'not used' }, { messagesLeft: 4 }],
  ] as const)('that %s is settled', (_what, outcome, expected) => {
    const known = state([sent], { messagesLeft: 3 });
    expect(settleMessage(known, lease, [message], outcome)).toMatchObject(expected);
  });

  it('gives back no more than a question allows', () => {
    const outcome = { state: 'failed', quota: 'not used' } as const;
    expect(settleMessage(state([sent]), lease, [message], outcome)?.messagesLeft).toBe(5);
  });

  it('that is settled already changes nothing', () => {
    const settled = turn({ answer: '一。二。', parts: [part(0, 4, { via: 'customer-service' })] });
    const outcome = { state: 'failed', quota: 'not used' } as const;
    expect(settleMessage(state([settled]), lease, [message], outcome)).toBeUndefined();
  });
});

describe('a customer-service message of an answer that the follower stopped meanwhile', () => {
  const message = { ...part(0, 4, inDoubt), turnId: 't1' };
  it('is not received when it failed, and costs nothing when it was not used', () => {
    const outcome = { state: 'failed', quota: 'not used' } as const;
    expect(settleMessage(state([], { messagesLeft: 3 }), lease, [message], outcome)).toMatchObject({
      parts: [{ turnId: 't1', number: message.number, state: 'failed' }],
      messagesLeft: 4,
    });
  });

  it('changes nothing when it was sent', () => {
    expect(settleMessage(state([]), lease, [message], { state: 'sent' })).toBeUndefined();
  });
});

describe('turns', () => {
  it('are dropped when they are owed', () => {
    expect(dropTurns(state([ended]), ['t1', 'another'])?.droppedTurns).toEqual(['t1']);
    expect(dropTurns(state([ended]), ['another'])).toBeUndefined();
  });

  it('that were given are noted by the next change, whatever it is', () => {
    const known = state([ended], { givenTurns: ['t0'] });
    const notes = [
      noteGiven(known),
      dropTurns(known, ['t1']),
      intendMessage(known, lease, [slice(0, 2)]),
      intendReply(known, { key, reply, slices: [] }),
    ];
    for (const changes of notes) expect(changes?.givenTurns).toEqual(['t0']);
    expect(noteGiven(state([ended]))).toBeUndefined();
  });
});

const stretches = fc.array(
  fc.tuple(fc.nat(20), fc.nat(20)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  { maxLength: 6 },
);

it('a turn is noted as given by a reply exactly when nothing of it is left', () => {
  fc.assert(
    fc.property(stretches, fc.nat(20), fc.boolean(), (given, length, hasEnded) => {
      const parts = given.map(([from, to], index) => part(from, to, { number: index + 1 }));
      const known = turn({
        answer: 'x'.repeat(length),
        parts,
        state: hasEnded ? 'complete' : 'generating',
      });
      const slices = findGaps(parts, length)
        .slice(0, 2)
        .map(({ from, to }) => slice(from, to));
      const changes = intendReply(state([known]), { key, reply, slices });
      const all = [...parts, ...(changes.parts ?? [])];
      const isNoted = changes.givenTurns?.includes('t1') ?? false;
      expect(isNoted).toBe(
        slices.length > 0 && isGiven({ state: known.state, length, parts: all }),
      );
    }),
  );
});
