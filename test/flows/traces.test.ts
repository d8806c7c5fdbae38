import { expect, it, onTestFinished, vi } from 'vitest';
import type {
  ConversationsAnswer,
  TurnAnswer,
} from '../../src/console/conversations/conversations-contract.ts';
import { openConsoleOf, type ConsoleClient } from '../support/console-client.ts';
import { gate, startBot } from '../support/start-bot.ts';
import { refuses, says, startScriptedModel, streams } from '../support/scripted-model.ts';

async function newest(owner: ConsoleClient): Promise<TurnAnswer> {
  const { items } = (await owner.get('/conversations')).body as ConversationsAnswer;
  return (await owner.get(`/turns/${items[0]?.turnId}`)).body as TurnAnswer;
}

it('the owner sees the whole way of an answer: held pushes, a model that failed, and what was given', async () => {
  const first = await startScriptedModel({ answerWith: () => refuses(500) });
  const slow = gate();
  const second = await startScriptedModel({
    answerWith: () =>
      streams(
        { text: '第二个模型' },
        { until: slow.opened },
        { text: '回答。' },
        { finish: 'stop' },
        'done',
      ),
  });
  onTestFinished(async () => {
    await first.close();
    await second.close();
  });
  const bot = await startBot({
    attemptMs: 1_500,
    withoutModel: true,
    settings: {
      CHAT_MODELS: 'one/m,two/m',
      ONE_BASE_URL: first.url,
      ONE_API_KEY: 'key-of-one',
      TWO_BASE_URL: second.url,
      TWO_API_KEY: 'key-of-two',
      OPENAI_MAX_RETRIES: '0',
    },
  });
  const owner = await openConsoleOf(bot);
  const asked = bot.follower.says('运费多少？');
  await vi.waitFor(async () => {
    const turn = await newest(owner);
    expect(turn).toMatchObject({ state: 'under-way', calls: [{ model: 'one/m' }] });
    expect(turn.attempts).toMatchObject([{ number: 1, end: 'held' }]);
  }, 4_000);
  slow.open();
  await asked;
  await vi.waitFor(async () => {
    const turn = await newest(owner);
    expect(turn).toMatchObject({ question: '运费多少？', state: 'answered', delivery: 'given' });
    expect(turn.attempts.at(-1)).toMatchObject({ end: 'answered' });
    expect(turn.calls).toMatchObject([
      { model: 'one/m', purpose: 'answer', end: 'failed', failure: 'overloaded' },
      { model: 'two/m', purpose: 'answer', end: 'stop', switchedFrom: 'one/m' },
    ]);
    expect(turn.calls[1]?.firstTokenAfterMs).toBeTypeOf('number');
    expect(turn.given.map(({ text }) => text).join('')).toBe('第二个模型回答。');
    expect(turn.missing).toEqual([]);
    expect(JSON.stringify([turn.attempts, turn.calls, turn.steps])).not.toMatch(
      /key-of|运费|回答。/,
    );
  }, 5_000);
});

it('keeps no trace where the owner wants none, and answers all the same', async () => {
  const bot = await startBot({ answerWith: () => says('八元。'), settings: { TRACE_DAYS: '0' } });
  const owner = await openConsoleOf(bot);
  await bot.follower.says('运费多少？');
  const turn = await newest(owner);
  expect(turn).toMatchObject({ answer: '八元。', traceDays: 0 });
  expect([turn.attempts, turn.calls, turn.steps]).toEqual([[], [], []]);
});
