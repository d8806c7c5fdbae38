import { describe, expect, it } from 'vitest';
import { createAnswerTurn } from '../../src/answering/answer-turn.ts';
import { estimateTokens } from '../../src/answering/estimate-tokens.ts';
import type { AnswerEvent } from '../../src/turns/answer-event.ts';
import { drainOnBreak } from '../../src/turns/drain-on-break.ts';
import type { PastTurn } from '../../src/turns/ports.ts';
import type { TurnToWrite } from '../../src/turns/write-answer.ts';
import { createScriptedAnswerer, failure, finish, gate, text } from './answerer-double.ts';
import { readAll } from './read-all.ts';

const turn: TurnToWrite = {
  id: 't7',
  follower: { account: 'default', openId: 'o' },
  fence: 1,
  conversationId: 'c',
  sequence: 3,
  question: '新问题',
  answer: '',
  origin: 'model',
  askedForMs: 0,
  askedAt: 1000,
};

function start(past: readonly PastTurn[] = [], { countsTokens = true } = {}) {
  const answerer = createScriptedAnswerer();
  const asked: unknown[] = [];
  const write = createAnswerTurn({
    pipeline: answerer,
    turns: {
      history: (...given) => {
        asked.push(given);
        return Promise.resolve(past);
      },
    },
    settings: { systemPrompt: '系统', language: 'zh', historyTokens: 100 },
    ...(countsTokens && { estimateTokens }),
  });
  return { answerer, write, asked };
}

const total = (event: AnswerEvent) =>
  event.type === 'usage' ? event.tokens.input + event.tokens.output : 0;

describe('a turn that is answered', () => {
  it('asks the pipeline with the conversation before it', async () => {
    const past = [{ turnId: 't6', sequence: 2, question: '早', answer: '早。' }];
    const { answerer, write, asked } = start(past);
    answerer.script(text('好。'), finish);
    const events = await readAll(write(turn, () => '', new AbortController().signal));
    expect(asked).toEqual([[turn, 50]]);
    expect(answerer.prompts).toMatchObject([
      {
        turnId: 't7',
        fence: 1,
        askedAt: 1000,
        question: '新问题',
        history: past,
        settings: { systemPrompt: '系统' },
      },
    ]);
    expect(events.slice(0, 2)).toEqual([text('好。'), finish]);
  });

  it('passes on what the model told of its tokens, and adds nothing', async () => {
    const { answerer, write } = start();
    const usage = {
      type: 'usage',
      model: 'p/m',
      tokens: { input: 30, cached: 0, output: 4, reasoning: 0 },
    } as const;
    answerer.script(text('好。'), usage, finish);
    const events = await readAll(write(turn, () => '', new AbortController().signal));
    expect(events).toEqual([text('好。'), usage, finish]);
  });

  it('ends with an estimate of the tokens when the model told none', async () => {
    const { answerer, write } = start();
    answerer.script(text('一二三四'), finish);
    const events = await readAll(write(turn, () => '', new AbortController().signal));
    // 系统 and 新问题 are read, 一二三四 is written.
    expect(events.at(-1)).toEqual({
      ...{
        type: 'usage',
        model: answerer.name,
        tokens: { input: 5, cached: 0, output: 3, reasoning: 0 },
      },
      isEstimate: true,
    });
  });

  it('estimates nothing where tokens are not counted', async () => {
    const { answerer, write } = start([], { countsTokens: false });
    answerer.script(text('一二三四'), finish);
    const events = await readAll(write(turn, () => '', new AbortController().signal));
    expect(events).toEqual([text('一二三四'), finish]);
  });

  it.each<[string, (typeof failure)[], number]>([
    ['before a word', [], 0],
    ['after some words', [() => failure()], 8],
  ])('tells its tokens when it fails: %s', async (_when, failures, tokens) => {
    const { answerer, write } = start();
    answerer.script(...failures.map(() => text('一二三四')), failure());
    const events: AnswerEvent[] = [];
    const reading = (async () => {
      for await (const event of write(turn, () => '', new AbortController().signal))
        events.push(event);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'provider_unreachable' });
    expect(events.reduce((sum, event) => sum + total(event), 0)).toBe(tokens);
  });

  it('tells its tokens when it is stopped, and when its reader breaks off', async () => {
    const { answerer, write } = start();
    answerer.script(text('一二三四'), gate());
    const stopping = new AbortController();
    const counted: number[] = [];
    const reading = (async () => {
      for await (const event of write(turn, () => '', stopping.signal)) {
        counted.push(total(event));
        stopping.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
    expect(counted).toEqual([0, 8]);

    answerer.script(text('一二三四'), gate());
    const count = (event: AnswerEvent) => counted.push(total(event));
    for await (const event of drainOnBreak(
      write(turn, () => '', new AbortController().signal),
      count,
    ))
      if (event.type === 'text') break;
    expect(counted).toEqual([0, 8, 8]);
  });
});
