import type { AnswerEvent } from '../../src/turns/answer-event.ts';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAnswerTurn } from '../../src/answering/answer-turn.ts';
import { estimateTokens } from '../../src/answering/estimate-tokens.ts';
import { createBackground } from '../../src/runtime/background.ts';
import type { DomainEvent } from '../../src/events/domain-event.ts';
import { createRenderer } from '../../src/rendering/renderer.ts';
import { createAnswerQueue } from '../../src/turns/answer-queue.ts';
import { AnswererError } from '../../src/turns/answerer-error.ts';
import type { TextRenderer } from '../../src/turns/answer-words.ts';
import { createEngine } from '../../src/turns/engine.ts';
import { createFlusher } from '../../src/turns/flusher.ts';
import { createStepClock, settle } from '../support/step-clock.ts';
import {
  createScriptedAnswerer,
  failure,
  finish,
  gate,
  restart,
  text,
  type Step,
} from '../answering/answerer-double.ts';
import type { Change, Changes } from '../../src/turns/ports.ts';
import type { ClaimedTurn } from '../../src/turns/turn.ts';
import { createTurnStoreDouble, follower } from './turn-store-double.ts';
import { recordEvents } from '../support/recorded-events.ts';

const texts = {
  failed: '[failed]',
  interrupted: '[interrupted]',
  cutOff: '[cut off]',
  refused: '[refused]',
  questionTooLong: '[too long]',
  cutByFilter: '[cut by filter]',
  budgetUsedUp: 'budget used up',
  priceMissing: 'price missing',
  taskFailed: '[task failed]',
};

/** Text as it comes; whole sentences only, so that something is held back. */
function createSentenceRenderer(): TextRenderer {
  let held = '';
  return {
    push(markdown) {
      held += markdown;
      const end = held.lastIndexOf('。') + 1;
      const out = held.slice(0, end);
      held = held.slice(end);
      return out;
    },
    end: () => held,
  };
}

function start(
  options: {
    historyFails?: boolean;
    realRenderer?: boolean;
    atOnce?: number;
    countsTokens?: boolean;
    joinsMessages?: boolean;
  } = {},
) {
  const clock = createStepClock();
  const store = createTurnStoreDouble();
  const answerer = createScriptedAnswerer();
  const { events, told } = recordEvents();
  const logged: { level: number; msg: string }[] = [];
  const log = pino(
    { level: 'info' },
    {
      write: (line: string) => void logged.push(JSON.parse(line) as { level: number; msg: string }),
    },
  );
  const background = createBackground(log);
  const flusher = createFlusher({ turns: store, clock, onFailure: () => {} });
  const placed: string[] = [];
  const begun: string[] = [];
  const succeeded: string[] = [];
  /** The store's, which the engine does not ask itself. */
  const history = (turn: ClaimedTurn) => {
    begun.push(turn.question);
    return options.historyFails
      ? Promise.reject(new Error('The history cannot be read'))
      : Promise.resolve([]);
  };
  const listeners = new Set<(change: Change) => void>();
  const changes: Changes = {
    follow: (_who, onChange) => {
      listeners.add(onChange);
      return () => void listeners.delete(onChange);
    },
  };
  const queue = createAnswerQueue({ atOnce: options.atOnce ?? 1000, accounts: () => 1, clock });
  const engine = createEngine({
    turns: store,
    writer: answerer,
    write: createAnswerTurn({
      pipeline: answerer,
      turns: { history },
      settings: { systemPrompt: '', language: 'zh', historyTokens: 0 },
      estimateTokens,
    }),
    queue,
    flusher,
    createRenderer: ({ continues, links }) =>
      options.realRenderer
        ? createRenderer({ continues, links: links && { allowed: links } })
        : createSentenceRenderer(),
    texts,
    formatChoices: (questions) => questions.join('|'),
    formatSources: (sources) =>
      sources.map(({ number, title }) => `[${number}] ${title}`).join('\n'),
    countsTokens: options.countsTokens ?? true,
    courier: { deliver: ({ openId }) => void placed.push(openId) },
    changes,
    joinsMessages: options.joinsMessages ?? false,
    successor: { beginNext: ({ openId }) => void succeeded.push(openId) },
    background,
    clock,
    log,
    events,
  });
  onTestFinished(() => expect(answerer.surprises).toEqual([]));
  /** Lets time pass until nothing more happens by itself. */
  const pass = async (ms = 1000) => {
    await clock.advance(ms);
    await settle();
  };
  return {
    ...{ clock, store, answerer, engine, queue, logged, told },
    ...{ background, pass, placed, begun, succeeded, listeners },
  };
}

describe('words of the owner and of ours to a question', () => {
  const words =
    '**a** _b_ # c\n\n\n\n- <a href="https://shop.example.com/?a=1&b=2">好</a> 😀 &amp; 1. x\n\n  d';
  const says = (text: string, origin: 'own' | 'owner') => ({ type: 'text', text, origin }) as const;

  it.each(['own', 'owner'] as const)('%s are released as they were written', async (origin) => {
    const { store, answerer, engine, pass } = start({ realRenderer: true });
    answerer.script(says(words.slice(0, 20), origin), says(words.slice(20), origin), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'complete', answer: words, origin });
    expect(store.row(turn).noticeFrom).toBeUndefined();
  });

  it('stand after a model’s words, which end before them', async () => {
    const { store, answerer, engine, pass } = start({ realRenderer: true });
    answerer.script(text('**一**'), says('**二**', 'own'), text('**三**'), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ answer: '一**二**三', origin: 'model' });
  });
});

describe('the sources of an answer', () => {
  const source = (number: number) =>
    ({ type: 'source', source: { number, title: `t${number}`, heading: '' } }) as const;

  it('stand below it, and are not part of the history', async () => {
    const { store, answerer, engine, pass } = start();
    answerer.script(text('好。'), source(1), source(3), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({
      state: 'complete',
      answer: '好。\n\n[1] t1\n[3] t3',
      noticeFrom: 2,
    });
  });

  it('are void when the answer begins anew', async () => {
    const { store, answerer, engine, pass } = start();
    answerer.script(text('好'), source(1), restart, text('行。'), source(2), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn).answer).toBe('行。\n\n[2] t2');
  });

  it('are left out below one that failed', async () => {
    const { store, answerer, engine, pass } = start();
    answerer.script(text('好。'), source(1), failure());
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'failed', answer: '好。\n\n[interrupted]' });
  });

  it('and links to other places are left out of a model’s words alone', async () => {
    const { store, answerer, engine, pass } = start({ realRenderer: true });
    const allowed = { hosts: ['a.com'], domains: [], addresses: [], mark: '(-)' };
    answerer.script(
      { type: 'links', allowed },
      text('lost'),
      restart,
      text('a.com b.com '),
      text('b.com', 'owner'),
      finish,
    );
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn).answer).toBe('a.com (-)b.com');
  });
});

const outcomes = (told: readonly DomainEvent[]) =>
  told.flatMap((event) => (event.type === 'answer-ended' ? [event.end] : []));

describe('a task', () => {
  const memory = { task: { name: 'memory', argument: '' } };
  const says = (words: string) => ({ type: 'text', text: words, origin: 'own' }) as const;

  it('is done while all places are taken', async () => {
    const { store, answerer, engine, queue, pass } = start({ atOnce: 1 });
    queue.join({ turnId: 'other', account: 'default', lane: answerer.lane });
    answerer.script(says('没有。'), finish);
    const turn = { ...store.add('我的记忆'), ...memory };
    engine.run(turn);
    expect(queue.placeOf(turn.id)).toBe('begun');
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'complete', answer: '没有。', origin: 'own' });
    expect(queue.placeOf(turn.id)).toBeUndefined();
  });

  it('says what it says, with links that can be tapped', async () => {
    const { store, answerer, engine, pass } = start({ realRenderer: true });
    const words = '1. **我叫小明** <a href="weixin://bizmsgmenu?msgmenucontent=忘掉7k2q">忘掉</a>';
    answerer.script(says(words), finish);
    const turn = { ...store.add('我的记忆'), ...memory };
    engine.run(turn);
    await pass();
    expect(store.row(turn).answer).toBe(words);
  });

  it('that does not work out says so, and offers no other try of a question', async () => {
    const { store, answerer, engine, pass } = start();
    answerer.script(new Error('The store is away'));
    const turn = { ...store.add('我的记忆'), ...memory };
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'failed', answer: '[task failed]' });
  });
});

describe('an answer', () => {
  it('is written piece by piece, and ends complete', async () => {
    const { store, answerer, engine, pass } = start();
    const rest = gate();
    answerer.script(text('一。二'), rest, text('。三'), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'generating', answer: '一。' });
    expect(engine.running()).toBe(1);
    rest.open();
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'complete', answer: '一。二。三' });
    expect(store.row(turn).noticeFrom).toBeUndefined();
    expect(engine.running()).toBe(0);
    expect(answerer.prompts).toHaveLength(1);
  });

  it('that comes immediately is written in one go', async () => {
    const { store, answerer, engine, pass } = start();
    answerer.script(text('一。'), text('二。'), finish);
    engine.run(store.add('问题'));
    await pass();
    expect(store.calls).toEqual(['finish complete']);
  });

  it('holds nothing of reasoning and usage', async () => {
    const { store, answerer, engine, pass } = start();
    const turn = store.add('问题');
    answerer.script(
      { type: 'reasoning', text: '我想想。' },
      text('好。'),
      { type: 'usage', model: 'p/m', tokens: { input: 1, cached: 0, output: 1, reasoning: 0 } },
      finish,
    );
    engine.run(turn);
    await pass();
    expect(store.row(turn).answer).toBe('好。');
  });

  it('ends with the tokens that were used for it', async () => {
    const { store, answerer, engine, pass } = start();
    const turn = store.add('问题');
    const usage = {
      type: 'usage',
      model: 'p/m',
      tokens: { input: 30, cached: 0, output: 4, reasoning: 0 },
    } as const;
    answerer.script(text('好。'), usage, finish);
    engine.run(turn);
    await pass();
    expect(store.row(turn).tokens).toBe(34);
  });

  it('that is stopped in the middle has used tokens as well', async () => {
    const { store, answerer, engine, pass } = start();
    const turn = store.add('问题');
    answerer.script(text('一二'), gate());
    engine.run(turn);
    await pass();
    store.row(turn).state = 'cancelled';
    store.row(turn).isOwned = false;
    engine.cancel(follower);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'cancelled', answer: '', tokens: 4 });
  });

  it('that is begun anew has used the tokens of both tries', async () => {
    const { store, answerer, engine, pass } = start();
    const turn = store.add('问题');
    answerer.script(text('一。'), restart, text('二。'), finish);
    engine.run(turn);
    await pass();
    // The question was sent twice, the second time with the first sentence, and both sentences were written.
    const sent = 2 * estimateTokens('问题') + estimateTokens('一。');
    const tokens = sent + estimateTokens('一。二。');
    expect(store.row(turn)).toMatchObject({ state: 'complete', tokens });
  });

  it('ends without tokens where they are not counted', async () => {
    const { store, answerer, engine, pass } = start({ countsTokens: false });
    const turn = store.add('问题');
    answerer.script(
      text('好。'),
      { type: 'usage', model: 'p/m', tokens: { input: 1, cached: 0, output: 1, reasoning: 0 } },
      finish,
    );
    engine.run(turn);
    await pass();
    expect(store.row(turn).tokens).toBeUndefined();
  });

  it('goes on after what a dead process had released', async () => {
    const { store, answerer, engine, pass } = start({ realRenderer: true });
    const turn = store.add('问题', '第一段。');
    answerer.script(text('\n\n第二段。'), finish);
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'complete', answer: '第一段。\n\n第二段。' });
  });
});

describe('the origin of an answer', () => {
  const said = text('模型。', 'model');
  const quoted = text('文档。', 'documents');

  it.each<[string, ReturnType<typeof text>[], 'model' | 'documents']>([
    ['is a model’s when a model wrote it', [said], 'model'],
    ['is documents when they were quoted', [quoted], 'documents'],
    ['is a model’s as soon as one piece is', [quoted, said, quoted], 'model'],
    ['is not that of text that was thrown away', [text('半句'), restart, quoted], 'documents'],
  ])('%s', async (_title, steps, origin) => {
    const { store, answerer, engine, pass } = start();
    answerer.script(...steps, finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'complete', origin });
  });

  it.each<[string, Step[], 'model' | 'documents', 'model' | 'documents']>([
    ['quotes stay quotes when nothing follows', [finish], 'documents', 'documents'],
    ['quotes stay quotes below a notice of ours', [failure()], 'documents', 'documents'],
    ['a model’s words stay a model’s', [quoted, finish], 'model', 'model'],
    ['quotes that a model goes on from become a model’s', [said, finish], 'documents', 'model'],
  ])('goes on from another process: %s', async (_title, steps, before, origin) => {
    const { store, answerer, engine, pass } = start();
    answerer.script(...steps);
    const turn = store.add('问题', '第一段。', before);
    engine.run(turn);
    await pass();
    expect(store.row(turn).origin).toBe(origin);
  });

  it('is told with every write', async () => {
    const { store, answerer, engine, pass } = start();
    const rest = gate();
    answerer.script(quoted, rest, said, finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn).origin).toBe('documents');
    rest.open();
    await pass();
    expect(store.row(turn).origin).toBe('model');
  });
});

describe('an answer that a filter stops', () => {
  const filtered = { type: 'finish', reason: 'content-filter' } as const;

  it.each([
    ['before the first word', [filtered], '[refused]', 0],
    ['with blanks before it', [text('\n'), filtered], '[refused]', 0],
    ['after a sentence', [text('一。'), filtered], '一。\n\n[cut by filter]', 2],
    ['in a sentence', [text('一。再打开盖子'), filtered], '一。再打开盖子\n\n[cut by filter]', 7],
    ['by an error after some words', [text('一。'), restart, filtered], '[refused]', 0],
  ])('says so: %s', async (_when, steps, answer, noticeFrom) => {
    const { store, answerer, engine, pass, logged } = start({ realRenderer: true });
    answerer.script(...steps);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    // Complete: 重试 asks failed questions again, and this one would be refused again.
    expect(store.row(turn)).toMatchObject({ state: 'complete', answer, noticeFrom });
    expect(logged).toEqual([
      expect.objectContaining({ level: 40, provider: 'scripted', reason: 'content-filter' }),
    ]);
    expect(JSON.stringify(logged)).not.toMatch(/问题|盖子/);
  });

  it('says so after what a dead process had released', async () => {
    const { store, answerer, engine, pass } = start();
    answerer.script(filtered);
    const turn = store.add('问题', '第一段。');
    engine.run(turn);
    await pass();
    expect(store.row(turn).answer).toBe('第一段。\n\n[cut by filter]');
  });
});

describe('an answer that is too long', () => {
  it.each([
    ['in one event', ['长'.repeat(1_000_000)]],
    ['in one event of sentences', ['很长的一句。'.repeat(200_000)]],
    ['in one line of code', ['```\n' + 'x'.repeat(1_000_000) + '\n```']],
    ['in many events', Array.from({ length: 400 }, () => '很长的一句话。'.repeat(50))],
    ['in surrogate pairs', ['😀'.repeat(40_000)]],
  ])('is cut %s', async (_how, pieces) => {
    const { store, answerer, engine, pass } = start({ realRenderer: true });
    answerer.script(...pieces.map((piece) => text(piece)), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    const { answer, state } = store.row(turn);
    expect(state).toBe('complete');
    expect(answer).toMatch(/\[cut off\]$/);
    expect(answer.length).toBeLessThanOrEqual(30_000 + '\n\n[cut off]'.length);
    expect(answer.length).toBeGreaterThan(25_000);
    expect(answer.isWellFormed()).toBe(true);
  });

  it('is cut although all of it came at the end', async () => {
    const { store, answerer, engine, pass } = start();
    answerer.script(text('一'.repeat(40_000)), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn).answer).toBe('一'.repeat(30_000) + '\n\n[cut off]');
  });

  it('is stopped when most of it is never seen', async () => {
    const { store, answerer, engine, pass } = start({ realRenderer: true });
    const more = Array.from({ length: 300 }, () => text('想'.repeat(4000)));
    answerer.script(text('<think>'), ...more, failure());
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'failed', answer: '[failed]' });
  });
});

describe('an answer that fails', () => {
  it.each([
    ['before a word was released', [text('半句'), failure()], '[failed]', 0],
    ['at the very beginning', [failure()], '[failed]', 0],
    ['after a sentence was released', [text('一。半句'), failure()], '一。\n\n[interrupted]', 2],
    ['by a bug of the answerer', [new TypeError('oops')], '[failed]', 0],
    ['without a word', [finish], '[failed]', 0],
    ['with reasoning alone', [{ type: 'reasoning', text: '想。' } as const, finish], '[failed]', 0],
  ])('ends with a sentence of ours: %s', async (_when, steps, answer, noticeFrom) => {
    const { store, answerer, engine, pass } = start();
    answerer.script(...steps);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'failed', answer });
    expect(store.row(turn).noticeFrom).toBe(noticeFrom);
  });

  it('breaks off honestly after what a dead process had released', async () => {
    const { store, answerer, engine, pass } = start();
    const turn = store.add('问题', '第一段。');
    answerer.script(failure());
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'failed', answer: '第一段。\n\n[interrupted]' });
  });

  it('is complete when the continuation of released text is empty', async () => {
    const { store, answerer, engine, pass } = start();
    const turn = store.add('问题', '全都说了。');
    answerer.script(finish);
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'complete', answer: '全都说了。' });
  });

  it('logs what the operator can do, and an unknown error as one', async () => {
    const { store, answerer, engine, logged, pass } = start();
    answerer.script(failure());
    answerer.script(new TypeError('oops'));
    engine.run(store.add('一'));
    store.add('二');
    await pass();
    const levels = logged.map(({ level }) => level).filter((level) => level > 30);
    expect(levels).toEqual([40, 50]);
  });

  it('is not written when its history cannot be read', async () => {
    const { store, engine, pass } = start({ historyFails: true });
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'failed', answer: '[failed]' });
  });
});

it('a question that is too long for the model is told so, and no second try is offered', async () => {
  const { store, answerer, engine, pass } = start();
  const facts = { retryable: false, failure: 'too-long' } as const;
  answerer.script(new AnswererError('provider_refused', 'Too long', facts));
  const turn = store.add('长问题');
  engine.run(turn);
  await pass();
  expect(store.row(turn)).toMatchObject({ state: 'complete', answer: '[too long]' });
});

describe('an answer that is begun anew', () => {
  it('holds nothing of the first try when that had released nothing', async () => {
    const { store, answerer, engine, pass } = start();
    answerer.script(text('第一次说到一半'), restart, text('第二次。'), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'complete', answer: '第二次。' });
  });

  it('goes on after what was released, without what was still held back', async () => {
    const { store, answerer, engine, pass } = start();
    answerer.script(text('第一句。说到一半'), restart, text('第二句。'), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'complete', answer: '第一句。第二句。' });
  });

  it('may begin anew after what a dead process had released', async () => {
    const { store, answerer, engine, pass } = start();
    const turn = store.add('问题', '第一段。');
    answerer.script(text('半句'), restart, text('第二段。'), finish);
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'complete', answer: '第一段。第二段。' });
  });

  it('keeps the origin of what is out, not that of text that was thrown away', async () => {
    const { store, answerer, engine, pass } = start();
    const turn = store.add('问题', '文档。', 'documents');
    answerer.script(text('半句'), restart, text('还是文档。', 'documents'), finish);
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'complete', origin: 'documents' });
  });

  it('reads in each try only what was out when that try began', async () => {
    const { store, answerer, engine, pass } = start();
    const turn = store.add('问题');
    answerer.script(text('一。'), text('二。'), finish);
    engine.run(turn);
    await pass();
    // 问题 is read, 一。二。 is written: what is released later was never sent.
    expect(store.row(turn)).toMatchObject({
      state: 'complete',
      tokens: estimateTokens('问题') + estimateTokens('一。二。'),
    });
  });
});

describe('an answer without an end', () => {
  it.each([
    ['of sentences', '话很多，停不下来。'],
    ['of one sentence', '没有句号'],
  ])('is cut: one %s', async (_what, piece) => {
    const { store, answerer, engine, pass } = start({ realRenderer: true });
    const never = gate();
    answerer.script(...Array.from({ length: 40 }, () => text(piece.repeat(200))), never);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    const { state, answer } = store.row(turn);
    expect(state).toBe('complete');
    expect(answer.length).toBeGreaterThan(20_000);
    expect(answer.length).toBeLessThan(40_000);
    expect(answer.endsWith('\n\n[cut off]')).toBe(true);
  });
});

describe('questions to tap', () => {
  const choices = (...questions: string[]) => ({ type: 'choices', questions }) as const;

  it('stand below the answer, the last of them only', async () => {
    const { store, answerer, engine, pass } = start();
    answerer.script(text('一。'), choices('甲'), choices('乙', '丙'), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'complete', answer: '一。\n\n乙|丙' });
  });

  it('go with the answer that they belonged to', async () => {
    const { store, answerer, engine, pass } = start();
    answerer.script(choices('甲'), restart, text('二。'), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn).answer).toBe('二。');
  });
});

describe('an answer that is cancelled', () => {
  it('stops the answerer and writes nothing more', async () => {
    const { store, answerer, engine, pass } = start();
    const never = gate();
    answerer.script(text('一。'), never, text('二。'), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    engine.cancel(follower);
    await pass();
    expect(answerer.aborted()).toBe(1);
    expect(store.calls).not.toContain('finish failed');
    expect(store.row(turn).answer).toBe('一。');
    expect(engine.running()).toBe(0);
  });

  it('leaves other followers alone', async () => {
    const { store, answerer, engine, pass } = start();
    const rest = gate();
    answerer.script(rest, text('好。'), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    engine.cancel({ ...follower, openId: 'oOther' });
    engine.cancel({ ...follower, account: 'simulator' });
    rest.open();
    await pass();
    expect(store.row(turn).state).toBe('complete');
  });
});

describe('an answer that another process has taken over', () => {
  it('is left to it as soon as a write says so', async () => {
    const { store, answerer, engine, pass } = start();
    const never = gate();
    answerer.script(text('一。'), never);
    const turn = store.add('问题');
    engine.run(turn);
    store.takeAway(turn);
    await pass();
    expect(answerer.aborted()).toBe(1);
    expect(store.row(turn)).toMatchObject({ state: 'generating', answer: '' });
    expect(engine.running()).toBe(0);
  });

  it('is left to it at the end', async () => {
    const { store, answerer, engine, pass, told } = start();
    answerer.script(text('一。'), finish);
    const turn = store.add('问题');
    store.takeAway(turn);
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'generating', answer: '' });
    expect(told).toContainEqual({
      type: 'answer-ended',
      end: 'replaced',
      origin: 'model',
      turnId: turn.id,
      ...follower,
    });
  });
});

describe('handing over', () => {
  it('stores what was released, gives the turns back, and begins no other', async () => {
    const { store, answerer, engine, background, pass } = start();
    const never = gate();
    answerer.script(text('一。半句'), never);
    const turn = store.add('问题');
    const next = store.add('下一个');
    engine.run(turn);
    await settle();
    engine.handOver();
    await pass();
    await background.settled();
    expect(store.row(turn)).toMatchObject({ state: 'generating', answer: '一。', isOwned: false });
    expect(store.row(next)).toMatchObject({ state: 'queued', isOwned: false });
    expect(engine.running()).toBe(0);
  });

  it('gives back a turn that this process lost and claimed again', async () => {
    const { store, answerer, engine, background, pass } = start();
    const first = gate();
    answerer.script(text('一。'), first, finish);
    answerer.script(gate());
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    store.takeAway(turn);
    engine.run({ ...turn, fence: turn.fence + 1, answer: '一。' });
    await pass();
    first.open();
    await pass();
    expect(engine.running()).toBe(1);
    engine.handOver();
    await pass();
    await background.settled();
    expect(store.row(turn)).toMatchObject({ state: 'generating', answer: '一。', isOwned: false });
  });

  it('gives up a store that is away, so that the process can go', async () => {
    const { store, answerer, engine, background, pass } = start();
    answerer.script(text('一。'), finish);
    store.failNext(1000);
    engine.run(store.add('问题'));
    await pass();
    expect(engine.running()).toBe(1);
    engine.handOver();
    await pass();
    await background.settled();
    expect(engine.running()).toBe(0);
  });
});

describe('what is counted of an answer', () => {
  const never = gate();

  it.each<[string, (bot: ReturnType<typeof start>, turn: ClaimedTurn) => void]>([
    ['complete', ({ answerer }) => answerer.script(text('一。'), finish)],
    ['failed', ({ answerer }) => answerer.script(failure())],
    [
      'replaced',
      ({ answerer, store }, turn) => {
        answerer.script(text('一。'), finish);
        store.takeAway(turn);
      },
    ],
    [
      'cancelled',
      ({ answerer, clock, engine }) => {
        answerer.script(text('一。'), never);
        clock.after(500, () => engine.cancel(follower));
      },
    ],
    [
      'handed over',
      ({ answerer, clock, engine }) => {
        answerer.script(text('一。'), never);
        clock.after(500, () => engine.handOver());
      },
    ],
  ])('is that it was %s, once', async (end, prepare) => {
    const bot = start();
    const turn = bot.store.add('问题');
    prepare(bot, turn);
    bot.engine.run(turn);
    await bot.pass();
    expect(bot.told.filter(({ type }) => type === 'answer-began')).toHaveLength(1);
    expect(outcomes(bot.told)).toEqual([end]);
  });

  it('is that another process had begun it', async () => {
    const { store, answerer, engine, told, pass } = start();
    answerer.script(text('一。'), finish);
    const turn = store.add('问题');
    store.takeAway(turn);
    engine.run({ ...turn, fence: 2, isTakenOver: true });
    await pass();
    const about = { turnId: turn.id, ...follower };
    expect(told).toContainEqual({ type: 'turn-taken-over', length: 0, ...about });
  });
});

describe('a question that other messages may join', () => {
  const reasoning = { type: 'reasoning', text: '我想想。' } as const;

  it('is left to its next claim as soon as one has joined, and its model is stopped', async () => {
    const { store, answerer, engine, listeners, told, pass } = start({ joinsMessages: true });
    answerer.script(gate());
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    store.takeAway(turn);
    for (const tell of listeners) tell({ what: 'state' });
    await pass();
    expect(answerer.aborted()).toBe(1);
    expect(outcomes(told)).toEqual(['replaced']);
    expect(engine.running()).toBe(0);
    expect(listeners.size).toBe(0);
  });

  it('is left also when the news of it was lost, with the first token, of which nothing is written', async () => {
    const { store, answerer, engine, told, pass } = start({ joinsMessages: true });
    const first = gate();
    answerer.script(first, text('一。'), text('二。'), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    store.takeAway(turn);
    first.open();
    await pass();
    expect(outcomes(told)).toEqual(['replaced']);
    expect(store.row(turn).answer).toBe('');
    expect(store.calls.filter((call) => call.startsWith('append'))).toEqual([]);
  });

  it('is left when one had joined before it was looked at', async () => {
    const { store, answerer, engine, told, pass } = start({ joinsMessages: true });
    answerer.script(gate());
    const turn = store.add('问题');
    store.takeAway(turn);
    engine.run(turn);
    await pass();
    expect(outcomes(told)).toEqual(['replaced']);
  });

  it('is closed once, by the first token, of thinking as well', async () => {
    const { store, answerer, engine, pass } = start({ joinsMessages: true });
    const rest = gate();
    answerer.script(text(''), reasoning, rest, reasoning, text('一。'), finish);
    engine.run(store.add('问题'));
    await pass();
    expect(store.calls).toEqual(['checkOwner', 'closeQuestion']);
    rest.open();
    await pass();
    expect(store.calls).toEqual(['checkOwner', 'closeQuestion', 'finish complete']);
  });

  it('is closed by the wish for a tool, of which nothing is written', async () => {
    const { store, answerer, engine, pass } = start({ joinsMessages: true });
    const rest = gate();
    const request: AnswerEvent = {
      type: 'tool-request',
      request: {
        ...{ model: 'p/m', message: { role: 'assistant' } },
        calls: [{ id: 'a', name: 'look', arguments: '{}' }],
      },
    };
    const step: AnswerEvent = { type: 'step', tool: 'look', text: '秘密' };
    answerer.script(request, rest, step, text('一。'), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.calls).toEqual(['checkOwner', 'closeQuestion']);
    rest.open();
    await pass();
    expect(store.row(turn).answer).toBe('一。');
  });

  it('is answered although the store is away for a moment', async () => {
    const { store, answerer, engine, pass } = start({ joinsMessages: true });
    answerer.script(text('一。'), finish);
    store.failNext(2);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'complete', answer: '一。' });
  });

  it('costs the store nothing where none can', async () => {
    const { store, answerer, engine, listeners, pass } = start();
    const rest = gate();
    answerer.script(rest, reasoning, text('一。'), finish);
    engine.run(store.add('问题'));
    await pass();
    rest.open();
    await pass();
    expect(store.calls).toEqual(['finish complete']);
    expect(listeners.size).toBe(0);
  });
});

describe('the news of an answer', () => {
  const about = { turnId: 't1', ...follower };

  it('says which answerer is asked, when it begins and ends, and how long the stored answer is', async () => {
    const { store, answerer, engine, told, pass } = start();
    const rest = gate();
    const tokens = { input: 7, cached: 0, output: 2, reasoning: 0 };
    answerer.script(
      text('一。二'),
      rest,
      text('。三'),
      { type: 'usage', model: 'p/m', tokens },
      finish,
    );
    engine.run(store.add('问题'));
    await pass();
    rest.open();
    await pass();
    expect(told).toEqual([
      { type: 'answer-began', ...about },
      { type: 'answerer-asked', answerer: answerer.name, ...about },
      { type: 'answerer-first-text', ...about },
      { type: 'answer-grown', length: 2, ...about },
      { type: 'answerer-ended', how: 'stop', promptTokens: 7, completionTokens: 2, ...about },
      { type: 'answer-grown', length: 5, ...about },
      { type: 'answer-ended', end: 'complete', origin: 'model', ...about },
    ]);
  });

  it('counts what an earlier process had written', async () => {
    const { store, answerer, engine, told, pass } = start();
    answerer.script(text('二。'), finish);
    engine.run({ ...store.add('问题', '一。'), fence: 1 });
    await pass();
    expect(told).toContainEqual({ type: 'answer-grown', length: 4, ...about });
  });

  it('says why the answerer failed, in sentences of ours', async () => {
    const { store, answerer, engine, told, pass } = start();
    answerer.script(failure());
    engine.run(store.add('问题'));
    await pass();
    expect(told).toContainEqual({
      type: 'answerer-ended',
      how: 'failed',
      failure: expect.objectContaining({ code: expect.any(String), message: expect.any(String) }),
      ...about,
    });
  });

  it('says of an answer that the follower stopped that it was stopped, without a failure', async () => {
    const { store, answerer, engine, told, pass } = start();
    answerer.script(text('一。'), gate());
    engine.run(store.add('问题'));
    await pass();
    engine.cancel(follower);
    await pass();
    expect(told).toContainEqual({ type: 'answerer-ended', how: 'stopped', ...about });
  });

  it('says that an answer waits for its place, and no longer', async () => {
    const { store, answerer, engine, told, pass } = start({ atOnce: 1 });
    answerer.script(text('一。'), finish);
    answerer.script(text('二。'), finish);
    const [first, second] = [store.add('甲'), store.add('乙')];
    Object.assign(store.row(second), { isOwned: true, state: 'generating' });
    engine.run(first);
    engine.run(second);
    await pass();
    const types = told.filter(({ type }) => type.endsWith('queued')).map(({ type }) => type);
    expect(types).toEqual(['answer-queued', 'answer-dequeued']);
  });
});

describe('an answer for which there is no place', () => {
  /** One place, which a first question has, and a second question that waits. */
  const startFull = async () => {
    const started = start({ atOnce: 1 });
    const { store, answerer, engine } = started;
    const first = gate();
    answerer.script(first, text('一。'), finish);
    const [running, waiting] = [store.add('甲'), store.add('乙')];
    Object.assign(store.row(waiting), { isOwned: true, state: 'generating' });
    engine.run(running);
    engine.run(waiting);
    await settle();
    return { ...started, first, running, waiting };
  };

  it('waits before anything is made for it, and says where it stands', async () => {
    const { engine, queue, answerer, waiting, running, begun } = await startFull();
    expect(begun).toEqual(['甲']);
    expect(answerer.prompts).toHaveLength(1);
    expect(queue.placeOf(waiting.id)).toMatchObject({ ahead: 0 });
    expect(queue.placeOf(running.id)).toBe('begun');
    expect(queue.placeOf('another')).toBeUndefined();
    expect(engine.running()).toBe(2);
  });

  it('is written when its place comes, and that is told', async () => {
    const { queue, answerer, store, waiting, first, pass, placed } = await startFull();
    answerer.script(text('二。'), finish);
    expect(placed).toEqual([]);
    first.open();
    await pass();
    expect(store.row(waiting)).toMatchObject({ state: 'complete', answer: '二。' });
    expect(placed).toEqual([follower.openId]);
    expect(queue.placeOf(waiting.id)).toBeUndefined();
  });

  it('leaves the queue when it is cancelled, and asks no model', async () => {
    const { engine, queue, answerer, first, pass } = await startFull();
    engine.cancel(follower);
    expect(queue.waiting()).toBe(0);
    first.open();
    await pass();
    expect(answerer.prompts).toHaveLength(1);
    expect(engine.running()).toBe(0);
  });

  it('asks no model when another process dropped it or took it over meanwhile', async () => {
    const { store, answerer, waiting, first, pass, placed } = await startFull();
    store.takeAway(waiting);
    first.open();
    await pass();
    expect(answerer.prompts).toHaveLength(1);
    expect(placed).toEqual([]);
    expect(store.row(waiting).state).toBe('generating');
  });

  it('is written all the same when the store is away at that moment', async () => {
    const { store, answerer, waiting, first, pass } = await startFull();
    answerer.script(text('二。'), finish);
    store.failNext(3);
    first.open();
    await pass(5000);
    expect(store.row(waiting)).toMatchObject({ state: 'complete', answer: '二。' });
  });

  it('is given back unwritten when the process stops', async () => {
    const { engine, queue, store, waiting, answerer, background, pass } = await startFull();
    engine.handOver();
    await pass();
    await background.settled();
    expect(store.row(waiting)).toMatchObject({ state: 'generating', answer: '', isOwned: false });
    expect(answerer.prompts).toHaveLength(1);
    expect(queue.waiting()).toBe(0);
  });
});

describe('a store that is away', () => {
  it('gets the end of the answer when it is back, whole and once', async () => {
    const { store, answerer, engine, pass } = start();
    const rest = gate();
    answerer.script(text('一。'), rest, text('二。'), finish);
    const turn = store.add('问题');
    engine.run(turn);
    await pass();
    store.failNext(5);
    rest.open();
    await pass(500);
    expect(store.row(turn)).toMatchObject({ state: 'generating', answer: '一。' });
    await pass(5000);
    expect(store.row(turn)).toMatchObject({ state: 'complete', answer: '一。二。' });
  });

  it('gets what was released while it was away', async () => {
    const { store, answerer, engine, pass } = start();
    const [first, second] = [gate(), gate()];
    answerer.script(text('一。'), first, text('二。'), second, text('三。'), finish);
    const turn = store.add('问题');
    store.failNext(2);
    engine.run(turn);
    await pass(200);
    first.open();
    await pass(1000);
    expect(store.row(turn).answer).toBe('一。二。');
    second.open();
    await pass();
    expect(store.row(turn)).toMatchObject({ state: 'complete', answer: '一。二。三。' });
  });
});

describe('the turns of a follower', () => {
  it('are written one after the other', async () => {
    const { store, answerer, engine, pass } = start();
    const rest = gate();
    answerer.script(rest, text('一。'), finish);
    answerer.script(text('二。'), finish);
    answerer.script(text('三。'), finish);
    const turns = ['甲', '乙', '丙'].map((question) => store.add(question));
    engine.run(turns[0] ?? store.add('?'));
    await pass();
    expect(answerer.prompts).toHaveLength(1);
    rest.open();
    await pass();
    expect(turns.map((turn) => store.row(turn).answer)).toEqual(['一。', '二。', '三。']);
    expect(answerer.prompts.map(({ question }) => question)).toEqual(['甲', '乙', '丙']);
  });

  it('go on after one that failed, and after one that was cancelled', async () => {
    const { store, answerer, engine, pass } = start();
    answerer.script(failure());
    answerer.script(gate());
    answerer.script(text('三。'), finish);
    const [first, second, third] = ['甲', '乙', '丙'].map((question) => store.add(question));
    if (!first || !second || !third) throw new Error('no turns');
    engine.run(first);
    await pass();
    store.row(second).state = 'cancelled';
    engine.cancel(follower);
    await pass();
    expect(store.row(first).state).toBe('failed');
    expect(store.row(third)).toMatchObject({ state: 'complete', answer: '三。' });
  });
});

describe('an engine that is retired', () => {
  it('ends the answer that it has begun, and leaves the next one to its successor', async () => {
    const { store, answerer, engine, pass, succeeded } = start();
    const rest = gate();
    answerer.script(text('一。'), rest, text('二。'), finish);
    const first = store.add('第一问');
    const second = store.add('第二问');
    engine.run(first);
    await pass();
    engine.retire();
    rest.open();
    await pass();
    expect(store.row(first)).toMatchObject({ state: 'complete', answer: '一。二。' });
    expect(store.row(second).state).toBe('queued');
    expect(succeeded).toEqual([follower.openId]);
  });

  it('whose follower waits for nothing more tells its successor nothing', async () => {
    const { store, answerer, engine, pass, succeeded } = start();
    answerer.script(text('一。'), finish);
    engine.run(store.add('问题'));
    engine.retire();
    await pass();
    expect(succeeded).toEqual([]);
  });
});

it('the next turn of a follower is begun when it is asked for, and only if there is one', async () => {
  const { store, answerer, engine, pass } = start();
  engine.runNext(follower);
  await pass();
  expect(answerer.prompts).toEqual([]);
  answerer.script(text('一。'), finish);
  const turn = store.add('问题');
  store.row(turn).isOwned = false;
  engine.runNext(follower);
  await pass();
  expect(store.row(turn)).toMatchObject({ state: 'complete', answer: '一。' });
});
