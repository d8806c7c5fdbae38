import { describe, expect, it } from 'vitest';
import { en } from '../../src/inbox/texts/en.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import { takeBacklog, type BacklogScope } from '../../src/delivery/backlog.ts';
import type { OwedTurn } from '../../src/delivery/ports.ts';
import { byteLength } from '../../src/rendering/split-text.ts';
import {
  state,
  NOW,
  part,
  sentences,
  settings,
  backlogDeps,
  texts,
  turn,
} from './delivery-state.ts';

const everything: BacklogScope = { withStale: false, newestFirst: false };
const passively: BacklogScope = { ...everything, upToTurnId: 'new', newestFirst: true };
const HOUR_AGO = NOW - settings.owedIsStaleAfterMs - 1;

const backlogOf = (turns: Parameters<typeof state>[0], scope: BacklogScope = everything) =>
  takeBacklog(state(turns), scope, backlogDeps);

describe('the facts about what is owed', () => {
  it.each([
    ['nothing', [], { isWhole: true, sentences: 0, fillsAMessage: false }],
    [
      'a model that thinks',
      [turn({ state: 'generating' })],
      { isWhole: false, sentences: 0, fillsAMessage: false },
    ],
    [
      'two sentences so far',
      [turn({ state: 'generating', answer: '一。二。' })],
      { isWhole: false, sentences: 2, fillsAMessage: false },
    ],
    [
      'text without the end of a sentence, which counts as one',
      [turn({ answer: '一二三' })],
      { isWhole: true, sentences: 1, fillsAMessage: false },
    ],
    [
      'a full message',
      [turn({ answer: sentences(60) })],
      { isWhole: true, sentences: 60, fillsAMessage: true },
    ],
    [
      'two turns that fill one together',
      [
        turn({ id: 'a', answer: sentences(30) }),
        turn({ id: 'b', answer: sentences(30), state: 'generating' }),
      ],
      { isWhole: false, sentences: 60, fillsAMessage: true },
    ],
    [
      'only what was not given',
      [turn({ answer: '一。二。', parts: [part(0, 2)] })],
      { isWhole: true, sentences: 1, fillsAMessage: false },
    ],
  ])('%s', (_title, turns, facts) => {
    expect(backlogOf(turns).facts).toEqual(facts);
  });

  it('tell how many bytes are missing until a message is full', () => {
    const { missingBytes } = backlogOf([turn({ answer: '一二三' })]);
    const closing = Math.max(byteLength(texts.more), byteLength(texts.earlier));
    const lines = byteLength(`\n\n${settings.aiLabel}`) + byteLength('\n\n') + closing;
    expect(missingBytes).toBe(settings.textLimitBytes - lines - 9);
    expect(backlogOf([turn({ answer: sentences(80) })]).missingBytes).toBe(0);
  });

  it('tell whether something of the oldest answer was given', () => {
    expect(backlogOf([turn({ answer: '一。' })]).isBeginning).toBe(true);
    expect(backlogOf([turn({ answer: '一。二。', parts: [part(0, 2)] })]).isBeginning).toBe(false);
  });

  it.each([
    [
      'a customer-service message that was just intended',
      part(0, 2, { via: 'customer-service', state: 'intended' }),
      true,
    ],
    ['one that was sent', part(0, 2, { via: 'customer-service' }), false],
    ['a passive reply', part(0, 2, { state: 'intended' }), false],
    [
      'one that was intended too long ago to be on its way',
      part(0, 2, { via: 'customer-service', state: 'intended', at: NOW - 60_000 }),
      false,
    ],
  ])('tell whether a message is on its way: %s', (_title, given, isSending) => {
    expect(backlogOf([turn({ answer: '一。二。', parts: [given] })]).isSending).toBe(isSending);
  });
});

describe('the place in the queue', () => {
  const place = { ahead: 7, beginsInMs: 60_000 };
  const waiting = ['b', 'c'];
  const placeOf = (id: string) => (waiting.includes(id) ? place : id === 'x' ? 'begun' : undefined);
  const ended = turn({ id: 'a', answer: '一。' });
  const [b, c] = [
    turn({ id: 'b', sequence: 2, state: 'generating' }),
    turn({ id: 'c', sequence: 3, state: 'queued' }),
  ];
  const writing = turn({ id: 'x', sequence: 1, state: 'generating' });

  it.each([
    ['of the oldest unfinished answer', [ended, b, c], everything, place],
    ['of none when the oldest is being written', [writing, b], everything, undefined],
    [
      'that another process told, as long as that is to come',
      [turn({ id: 'y', state: 'generating', beginsAt: NOW + 5000 })],
      everything,
      { beginsInMs: 5000 },
    ],
    [
      'of none when that time has come',
      [turn({ id: 'y', state: 'generating', beginsAt: NOW })],
      everything,
      undefined,
    ],
    [
      'of none when this process writes it, whatever was told',
      [turn({ id: 'x', state: 'generating', beginsAt: NOW + 5000 })],
      everything,
      undefined,
    ],
    ['of none when all have ended', [ended], everything, undefined],
    ['of none that was asked for later', [ended, b], { ...everything, upToTurnId: 'a' }, undefined],
  ])('is that %s', (_title, turns, scope, expected) => {
    expect(takeBacklog(state(turns), scope, { ...backlogDeps, placeOf }).place).toEqual(expected);
  });
});

describe('the backlog of an attempt', () => {
  const turns = [
    turn({ id: 'a', sequence: 1, answer: '一。' }),
    turn({ id: 'b', sequence: 2, answer: '二。' }),
    turn({ id: 'c', sequence: 3, answer: '三。', state: 'generating' }),
  ];

  it('ends with the turn of its own message', () => {
    const backlog = backlogOf(turns, { ...everything, upToTurnId: 'b' });
    expect(backlog.owed.texts.map(({ turnId }) => turnId)).toEqual(['a', 'b']);
    expect(backlog.facts.isWhole).toBe(true);
  });

  it('is nothing when its own answer was given already', () => {
    expect(backlogOf(turns, { ...everything, upToTurnId: 'gone' }).owed.texts).toHaveLength(0);
  });
});

describe('old text', () => {
  const old = turn({ id: 'old', answer: '旧的回答。', createdAt: HOUR_AGO });
  const fresh = turn({ id: 'new', sequence: 2, answer: '新的回答。' });

  it('is not pushed, but offered after new text', () => {
    const backlog = backlogOf([old, fresh]);
    expect(backlog.facts.sentences).toBe(1);
    expect(backlog.compose('never').content).toBe(
      `新的回答。\n\n${settings.aiLabel}\n\n${texts.earlier}`,
    );
  });

  it('alone is no reason for a message', () => {
    expect(backlogOf([old]).facts).toEqual({ isWhole: true, sentences: 0, fillsAMessage: false });
  });

  it('comes when the follower asks for the rest', () => {
    const backlog = backlogOf([old], { ...everything, withStale: true });
    expect(backlog.compose('when more').content).toContain('旧的回答。');
  });
});

describe('the link for the rest', () => {
  const growing = turn({ answer: '一。', state: 'generating' });
  const long = turn({ answer: sentences(90) });

  it.each([
    ['never', growing, false],
    ['when more', growing, false],
    ['always', growing, true],
    ['never', long, false],
    ['when more', long, true],
    ['always', long, true],
    ['always', turn({ answer: '一。' }), false],
  ] as const)('%s: case %#', (offer, one, isOffered) => {
    expect(backlogOf([one]).compose(offer).content.includes(texts.more)).toBe(isOffered);
  });
});

describe('a new answer while older text is owed, passively', () => {
  const rest = turn({ id: 'old', answer: sentences(90), parts: [part(0, 140)] });

  it('comes after the older text when there is room for both', () => {
    const short = turn({ id: 'old', answer: '旧的。' });
    const fresh = turn({ id: 'new', sequence: 2, answer: '新的。' });
    const { content, isAll } = backlogOf([short, fresh], passively).compose('when more');
    expect(content.indexOf('旧的。')).toBeLessThan(content.indexOf('新的。'));
    expect(content).not.toContain(texts.more);
    expect(isAll).toBe(true);
  });

  it('comes first, with a link to the rest, when there is no room for both', () => {
    const fresh = turn({ id: 'new', sequence: 2, answer: '新的回答。' });
    const message = backlogOf([rest, fresh], passively).compose('when more');
    expect(message.slices).toEqual([{ turnId: 'new', from: 0, to: 5 }]);
    expect(message.content.endsWith(texts.more)).toBe(true);
    expect(message.isAll).toBe(false);
  });

  it('waits its turn where customer-service messages carry everything in order', () => {
    const fresh = turn({ id: 'new', sequence: 2, answer: '新的回答。' });
    expect(backlogOf([rest, fresh]).compose('never').slices[0]?.turnId).toBe('old');
  });
});

describe('the line of links', () => {
  const LINKS = '[again] · [new]';
  const deps = { ...backlogDeps, settings: { ...settings, answerLinks: () => LINKS } };
  const answer = sentences(10);
  const compose = (turns: readonly OwedTurn[], limitBytes?: number, now = NOW) =>
    takeBacklog(state(turns, { now }), { withStale: false, newestFirst: false }, deps).compose(
      'when more',
      limitBytes,
    ).content;

  it('ends the last message of an answer by a model', () => {
    expect(compose([turn({ answer })])).toMatch(/（AI生成）\n\n\[again\] · \[new\]$/);
    const long = turn({ answer: sentences(60), parts: [] });
    const first = compose([long]);
    expect(first).toContain('[more]');
    expect(first).not.toContain(LINKS);
  });

  it.each<[string, Partial<OwedTurn>]>([
    ['what Kuaihui itself says', { origin: 'own' }],
    ['questions to tap instead', { origin: 'documents', noticeFrom: 3 }],
    ['a failure', { state: 'failed', noticeFrom: 3 }],
    ['a sentence of ours in place of an answer', { noticeFrom: 0 }],
    ['an answer that is still being written', { state: 'generating' }],
  ])('does not follow %s', (_what, over) => {
    expect(compose([turn({ answer, ...over })])).not.toContain(LINKS);
  });

  it.each<[string, Partial<OwedTurn>]>([
    ['a quotation', { origin: 'documents' }],
    ['the owner’s own answer', { origin: 'owner' }],
    ['the sources below a model’s answer', { noticeFrom: 3 }],
  ])('follows %s', (_what, over) => {
    expect(compose([turn({ answer, ...over })]).endsWith(`\n\n${LINKS}`)).toBe(true);
  });

  it('is made for the last answer of the message', () => {
    const answerLinks = ({ id, sequence }: Pick<OwedTurn, 'id' | 'sequence'>) =>
      `[${id} ${sequence}]`;
    const turns = [
      turn({ id: 'a', sequence: 1, answer: '一。' }),
      turn({ id: 'b', sequence: 2, answer: '二。' }),
    ];
    const scope = { withStale: false, newestFirst: false };
    const message = takeBacklog(state(turns), scope, {
      ...backlogDeps,
      settings: { ...settings, answerLinks },
    }).compose('when more');
    expect(message.content).toMatch(/\[b 2\]$/);
    expect(message.content).not.toContain('[a 1]');
  });

  it('takes no room from the text, whatever its length', () => {
    for (let count = 50; count < 60; count += 1) {
      const turns = [turn({ answer: sentences(count) })];
      const scope = { withStale: false, newestFirst: false };
      const plain = takeBacklog(state(turns), scope, backlogDeps).compose('when more');
      const linked = takeBacklog(state(turns), scope, deps).compose('when more');
      expect(linked.slices).toEqual(plain.slices);
      expect(linked.content.replace(`\n\n${LINKS}`, '')).toBe(plain.content);
      expect(byteLength(linked.content)).toBeLessThanOrEqual(settings.textLimitBytes);
    }
  });
});

describe('a task that ended before an earlier answer', () => {
  const writing = turn({ state: 'generating', answer: '一。' });
  const done = turn({ id: 't2', sequence: 2, origin: 'own', answer: '没有记住什么。' });
  const late = turn({ id: 't3', sequence: 3, state: 'queued' });
  const turns = [writing, done, late];
  const of = (scope: Partial<BacklogScope>, given: readonly OwedTurn[] = turns) =>
    takeBacklog(state(given), { withStale: false, newestFirst: false, ...scope }, backlogDeps);

  it.each([true, false])(
    'is all that its own message is answered with, newest first: %s',
    (newestFirst) => {
      const backlog = of({ upToTurnId: 't2', newestFirst });
      expect(backlog.facts).toMatchObject({ isWhole: true, sentences: 1 });
      expect(backlog.isAlone).toBe(true);
      expect(backlog.compose('when more').content).toBe('没有记住什么。');
    },
  );

  it('comes after the earlier answer when customer-service messages bring it', () => {
    expect(of({}).owed.texts.map(({ turnId }) => turnId)).toEqual(['t1']);
    const ended = [{ ...writing, state: 'complete' } as const, done];
    expect(of({}, ended).owed.texts.map(({ turnId }) => turnId)).toEqual(['t1', 't2']);
  });

  it('goes on with 继续 when a part of it was given last', () => {
    const long = { ...done, answer: sentences(120), parts: [part(0, 360, { at: NOW + 1 })] };
    const backlog = of({ withStale: true, newestFirst: true }, [writing, long]);
    expect(backlog.owed.texts.map(({ turnId }) => turnId)).toEqual(['t2']);
    expect(backlog.compose('when more').content).toContain('这是第050句');
  });

  it('is over when all of it was given: 继续 is about the answer that is being written', () => {
    const given = { ...done, parts: [part(0, done.answer.length, { at: NOW + 1 })] };
    const backlog = of({ withStale: true, newestFirst: true }, [writing, given]);
    expect(backlog.isAlone).toBe(false);
    expect(backlog.owed.texts.map(({ turnId }) => turnId)).toEqual(['t1']);
  });
});

describe.each([
  ['zh', zh],
  ['en', en],
] as const)('with the sentences of %s', (_language, catalogue) => {
  it.each([600, 2048])('every message fits into %d bytes, whatever is owed', (textLimitBytes) => {
    for (const offer of ['never', 'when more', 'always'] as const)
      for (const count of [1, 10, 53, 54, 55, 56, 57, 58, 110, 200]) {
        const turns = [
          turn({ answer: sentences(count) }),
          turn({ id: 't2', answer: sentences(count) }),
        ];
        const own = { ...settings, textLimitBytes, aiLabel: catalogue.aiLabel };
        const { content } = takeBacklog(state(turns), passively, {
          ...backlogDeps,
          settings: own,
          texts: catalogue,
        }).compose(offer);
        expect(byteLength(content)).toBeLessThanOrEqual(textLimitBytes);
      }
  });
});
