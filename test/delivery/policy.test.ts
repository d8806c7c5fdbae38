import { describe, expect, it } from 'vitest';
import {
  chooseForAttempt,
  chooseMessage,
  type AttemptDecision,
  type AttemptFacts,
  type MessageDecision,
  type MessageFacts,
} from '../../src/delivery/policy.ts';

const ANSWER_BY = 4500;
const early = 1000;
const late = ANSWER_BY;

const nothing = { isWhole: true, sentences: 0, fillsAMessage: false };
const thinking = { isWhole: false, sentences: 0, fillsAMessage: false };
const growing = { isWhole: false, sentences: 3, fillsAMessage: false };
const growingFull = { isWhole: false, sentences: 60, fillsAMessage: true };
const whole = { isWhole: true, sentences: 3, fillsAMessage: false };
const wholeLong = { isWhole: true, sentences: 90, fillsAMessage: true };

const wait: AttemptDecision = { via: 'wait', until: ANSWER_BY };
const hold: AttemptDecision = { via: 'hold' };
const empty: AttemptDecision = { via: 'nothing' };
const notice: AttemptDecision = { via: 'notice', says: 'writing' };
const place: AttemptDecision = { via: 'notice', says: 'place' };
const passive = (offer: 'never' | 'when more' | 'always'): AttemptDecision => ({
  via: 'passive',
  offer,
});

/** The last open attempt of an account without customer-service messages, unless said otherwise. */
function attempt(over: Partial<AttemptFacts>): AttemptFacts {
  return {
    now: early,
    answerBy: ANSWER_BY,
    lastAnswerBy: ANSWER_BY + 10_000,
    isAnotherCertain: false,
    owed: growing,
    customerService: 'no',
    isSending: false,
    messagesLeft: 5,
    endsLate: false,
    style: 'early',
    ...over,
  };
}

describe('an open attempt', () => {
  describe.each(['yes', 'no', 'unknown'] as const)(
    'with customer-service: %s',
    (customerService) => {
      const link = customerService === 'yes' ? 'never' : 'when more';
      it.each<[string, Partial<AttemptFacts>, AttemptDecision]>([
        ['a whole answer: all of it, immediately', { owed: whole }, passive(link)],
        [
          'a whole answer, also when another attempt is certain',
          { owed: whole, isAnotherCertain: true },
          passive(link),
        ],
        ['a whole answer that came late', { owed: whole, now: late + 300 }, passive(link)],
        ['a whole long answer: its beginning, immediately', { owed: wholeLong }, passive(link)],
        ['a whole answer in style whole', { owed: whole, style: 'whole' }, passive(link)],
        ['nothing owed at all', { owed: nothing }, empty],
        ['nothing owed, and late', { owed: nothing, now: late }, empty],
        ['no sentence yet, and early', { owed: thinking }, wait],
        ['some sentences, and early', { owed: growing }, wait],
        ['some sentences, a moment before the deadline', { owed: growing, now: late - 1 }, wait],
        ['a message on its way, and early', { owed: growing, isSending: true }, wait],
        ['a message on its way, and whole, and early', { owed: whole, isSending: true }, wait],
        [
          'a message on its way, and late: the order could change',
          { isSending: true, now: late },
          empty,
        ],
      ])('%s', (_title, over, decision) => {
        expect(chooseForAttempt(attempt({ customerService, ...over }))).toEqual(decision);
      });
    },
  );

  describe('before the deadline, when the answer is predicted not to be whole by then', () => {
    const adaptive = { style: 'adaptive', customerService: 'yes', endsLate: true } as const;
    it.each<[string, Partial<AttemptFacts>, AttemptDecision]>([
      ['two sentences go out early', {}, passive('never')],
      ['one sentence waits', { owed: { ...growing, sentences: 1 } }, wait],
      ['without a prediction all wait', { endsLate: false }, wait],
      ['with one message left for the rest all wait', { messagesLeft: 1 }, wait],
      ['with two messages left they go out', { messagesLeft: 2 }, passive('never')],
      ['without customer-service messages all wait', { customerService: 'no' }, wait],
      ['as long as that is not known all wait', { customerService: 'unknown' }, wait],
      ['in the other styles all wait', { style: 'early' }, wait],
      ['a message on its way is waited for', { isSending: true }, wait],
    ])('%s', (_title, over, decision) => {
      expect(chooseForAttempt(attempt({ ...adaptive, ...over }))).toEqual(decision);
    });

    it('the deadline is that of style early', () => {
      const given = { ...adaptive, endsLate: false, now: late };
      expect(chooseForAttempt(attempt(given))).toEqual(passive('never'));
    });
  });

  describe('at the deadline, when customer-service messages carry the rest', () => {
    it.each<[string, Partial<AttemptFacts>, AttemptDecision]>([
      ['no sentence yet', { owed: thinking }, empty],
      [
        'some sentences: without a link, as the rest comes by itself',
        { owed: growing },
        passive('never'),
      ],
      ['one sentence', { owed: { ...growing, sentences: 1 } }, passive('never')],
      ['a full message', { owed: growingFull }, passive('never')],
      ['some sentences in style whole: they wait for the end', { style: 'whole' }, empty],
      [
        'no attempt is held, even if another is certain',
        { isAnotherCertain: true },
        passive('never'),
      ],
      [
        'no attempt is held for want of a sentence',
        { owed: thinking, isAnotherCertain: true },
        empty,
      ],
    ])('%s', (_title, over, decision) => {
      const facts = attempt({ customerService: 'yes', now: late, ...over });
      expect(chooseForAttempt(facts)).toEqual(decision);
    });
  });

  describe.each(['no', 'unknown'] as const)(
    'at the deadline, when customer-service is possible: %s',
    (customerService) => {
      it.each<[string, Partial<AttemptFacts>, AttemptDecision]>([
        ['another attempt is certain', { isAnotherCertain: true }, hold],
        [
          'another is certain, and no sentence yet',
          { owed: thinking, isAnotherCertain: true },
          hold,
        ],
        ['the last attempt: the sentences so far and a link', {}, passive('always')],
        ['the last attempt in style whole', { style: 'whole' }, passive('always')],
        ['the last attempt without a sentence', { owed: thinking }, notice],
        [
          'a full message does not wait for another attempt',
          { owed: growingFull, isAnotherCertain: true },
          passive('always'),
        ],
        ['after the deadline, as at it', { now: late + 400, isAnotherCertain: true }, hold],
      ])('%s', (_title, over, decision) => {
        const facts = attempt({ customerService, now: late, ...over });
        expect(chooseForAttempt(facts)).toEqual(decision);
      });
    },
  );

  describe('while the answer waits in the queue', () => {
    const TOO_LONG = ANSWER_BY + 10_001;
    const IN_TIME = ANSWER_BY + 10_000;
    it.each<[string, Partial<AttemptFacts>, AttemptDecision]>([
      ['longer than all attempts can wait: its place, immediately', { owed: thinking }, place],
      [
        'too long, with customer-service messages: its place; older text comes by itself',
        { owed: growing, customerService: 'yes' },
        place,
      ],
      [
        'too long, and older text fills a message that can be sent: its place first',
        { owed: growingFull, customerService: 'yes' },
        place,
      ],
      [
        'too long, without them, and older text is owed: that, with the link that tells the place',
        { owed: growing },
        passive('always'),
      ],
      ['not too long: it may still come', { owed: thinking, beginsAt: IN_TIME }, wait],
      [
        'not too long, at the deadline, and another attempt is certain',
        { owed: thinking, beginsAt: IN_TIME, now: late, isAnotherCertain: true },
        hold,
      ],
      [
        'at the deadline of the last attempt: its place, and not that it is being written',
        { owed: thinking, beginsAt: late + 500, now: late, lastAnswerBy: ANSWER_BY },
        place,
      ],
      ['a message on its way goes first', { isSending: true }, wait],
      ['an answer that is written after all', { owed: whole }, passive('when more')],
    ])('%s', (_title, over, decision) => {
      expect(chooseForAttempt(attempt({ beginsAt: TOO_LONG, ...over }))).toEqual(decision);
    });

    it('no attempt gets a place unless there is one', () => {
      for (const facts of allAttemptFacts()) {
        const decision = chooseForAttempt(facts);
        if (decision.via === 'notice' && decision.says === 'place')
          expect(facts.beginsAt).toBeGreaterThan(facts.lastAnswerBy);
      }
    });
  });

  it('never gets a part without a link unless the rest comes by itself', () => {
    for (const facts of allAttemptFacts()) {
      const decision = chooseForAttempt(facts);
      if (decision.via === 'passive' && decision.offer === 'never')
        expect(facts.customerService).toBe('yes');
      if (decision.via === 'passive' && !facts.owed.isWhole && facts.customerService !== 'yes')
        expect(decision.offer).toBe('always');
    }
  });

  it('is held only when another is certain, and waits only until the deadline', () => {
    for (const facts of allAttemptFacts()) {
      const decision = chooseForAttempt(facts);
      if (decision.via === 'hold') expect(facts.isAnotherCertain).toBe(true);
      if (decision.via === 'wait') {
        expect(decision.until).toBe(facts.answerBy);
        expect(facts.now).toBeLessThan(facts.answerBy);
      }
    }
  });
});

function* allAttemptFacts(): Generator<AttemptFacts> {
  for (const now of [0, early, late - 1, late, late + 600])
    for (const isAnotherCertain of [true, false])
      for (const owed of [nothing, thinking, growing, growingFull, whole, wholeLong])
        for (const customerService of ['yes', 'no', 'unknown'] as const)
          for (const isSending of [true, false])
            for (const style of ['adaptive', 'early', 'whole'] as const)
              for (const beginsAt of [undefined, now + 1000, now + 60_000])
                yield {
                  now,
                  answerBy: ANSWER_BY,
                  lastAnswerBy: ANSWER_BY + (isAnotherCertain ? 10_000 : 0),
                  ...(beginsAt !== undefined && { beginsAt }),
                  isAnotherCertain,
                  owed,
                  customerService,
                  isSending,
                  messagesLeft: 5,
                  endsLate: owed === growing,
                  style,
                };
}

const NOW = 100_000;
const LONG_AGO = NOW - 15_000;

/** A growing answer of which something was given a moment ago, with the whole quota, unless said otherwise. */
function message(over: Partial<MessageFacts>): MessageFacts {
  return {
    now: NOW,
    quietUntil: NOW,
    owed: growing,
    messagesLeft: 5,
    lastGivenAt: NOW - 1000,
    isBeginning: false,
    style: 'early',
    ...over,
  };
}

const send = (offer: 'never' | 'when more' = 'never'): MessageDecision => ({
  via: 'customer-service',
  offer,
});
const waitFor = (until: number | 'change', wakeOn: 'full' | 'any' = 'full'): MessageDecision => ({
  via: 'wait',
  until,
  wakeOn,
});
const none: MessageDecision = { via: 'nothing' };

describe('a customer-service message', () => {
  it.each<[string, Partial<MessageFacts>, MessageDecision]>([
    ['nothing is owed any more', { owed: nothing }, none],
    ['nothing can be sent before the follower writes', { messagesLeft: 0 }, none],
    ['nothing can be sent, though it is whole', { owed: whole, messagesLeft: 0 }, none],
    [
      'an attempt may still carry it, or tell that a reply was lost',
      { quietUntil: NOW + 1 },
      waitFor(NOW + 1),
    ],
    ['that also holds for a whole answer', { owed: whole, quietUntil: NOW + 1 }, waitFor(NOW + 1)],
    ['the answer is whole: immediately', { owed: whole }, send()],
    [
      'the answer is whole and long: full messages, one after the other',
      { owed: wholeLong },
      send(),
    ],
    [
      'the last one that the quota allows ends with a link to the rest',
      { owed: wholeLong, messagesLeft: 1 },
      send('when more'),
    ],
    ['the last one for a whole answer', { owed: whole, messagesLeft: 1 }, send('when more')],
    ['the last one but one', { owed: wholeLong, messagesLeft: 2 }, send()],
    [
      'a growing answer leaves the last one for the end',
      { messagesLeft: 1, lastGivenAt: LONG_AGO },
      waitFor('change'),
    ],
    ['also when it would be full', { owed: growingFull, messagesLeft: 1 }, waitFor('change')],
    ['a full message goes, however short ago the last one went', { owed: growingFull }, send()],
    [
      '15 s after the last, with two sentences',
      { lastGivenAt: LONG_AGO, owed: { ...growing, sentences: 2 } },
      send(),
    ],
    ['a moment before', { lastGivenAt: LONG_AGO + 1 }, waitFor(NOW + 1)],
    [
      'long after the last, with one sentence',
      { lastGivenAt: 0, owed: { ...growing, sentences: 1 } },
      waitFor('change', 'any'),
    ],
    ['no sentence yet', { lastGivenAt: 0, owed: thinking }, waitFor('change', 'any')],
    [
      'the beginning of an answer goes immediately, with two sentences',
      { isBeginning: true },
      send(),
    ],
    [
      'in style whole, a growing answer waits',
      { style: 'whole', lastGivenAt: 0 },
      waitFor('change'),
    ],
    ['in style whole, a full message goes', { style: 'whole', owed: growingFull }, send()],
    ['in style whole, a whole answer goes', { style: 'whole', owed: whole }, send()],
  ])('%s', (_title, over, decision) => {
    expect(chooseMessage(message(over))).toEqual(decision);
  });

  it('is never sent without quota or in the quiet time, and never the last one before the end', () => {
    for (const facts of allMessageFacts()) {
      const decision = chooseMessage(facts);
      if (decision.via !== 'customer-service') continue;
      expect(facts.messagesLeft).toBeGreaterThan(facts.owed.isWhole ? 0 : 1);
      expect(facts.now).toBeGreaterThanOrEqual(facts.quietUntil);
      expect(facts.owed.sentences).toBeGreaterThan(0);
    }
  });

  it('never waits for a time in the past', () => {
    for (const facts of allMessageFacts()) {
      const decision = chooseMessage(facts);
      if (decision.via === 'wait' && decision.until !== 'change')
        expect(decision.until).toBeGreaterThan(facts.now);
    }
  });
});

function* allMessageFacts(): Generator<MessageFacts> {
  for (const quietUntil of [0, NOW, NOW + 2000])
    for (const owed of [nothing, thinking, growing, growingFull, whole, wholeLong])
      for (const messagesLeft of [0, 1, 2, 5])
        for (const lastGivenAt of [0, LONG_AGO, NOW])
          for (const isBeginning of [true, false])
            for (const style of ['early', 'whole'] as const)
              yield { now: NOW, quietUntil, owed, messagesLeft, lastGivenAt, isBeginning, style };
}
