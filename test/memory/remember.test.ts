import { expect, it } from 'vitest';
import { estimateTokens } from '../../src/answering/estimate-tokens.ts';
import { createRemember } from '../../src/memory/stages/remember.ts';
import type { AnswerEvent } from '../../src/turns/answer-event.ts';
import { createScriptedAnswerer, finish, text } from '../answering/answerer-double.ts';
import { exampleAsk } from '../answering/example-ask.ts';
import { readAll } from '../answering/read-all.ts';

const summaries = {
  read: () => Promise.resolve(undefined),
  request: () => Promise.resolve(),
  lookSoon: () => {},
};
const facts = { list: () => Promise.resolve([]), withdraw: () => Promise.resolve([]) };

/** Ratios that keep what is noted. */
function noteRatios() {
  const noted: number[] = [];
  const ratios = {
    of: () => 1,
    note: (_model: string, _tokens: unknown, estimated: number) => void noted.push(estimated),
  };
  return { noted, ratios };
}

it('compares what a provider counted with the prompt, of which the answer is no part', async () => {
  const { noted, ratios } = noteRatios();
  let released = '';
  const stage = createRemember({ summaries, facts, ratios });
  const answer = stage(async function* () {
    await Promise.resolve();
    released = '很长的回答。'.repeat(100);
    yield { type: 'text', text: released, origin: 'model' };
    yield { type: 'finish', reason: 'stop' };
    const tokens = { input: 20, cached: 0, output: 600, reasoning: 0 };
    yield { type: 'usage', model: 'p/m', tokens };
  });
  const ask = exampleAsk({ released: () => released });
  const events: string[] = [];
  for await (const event of answer(ask, new AbortController().signal)) events.push(event.type);
  expect(events).toEqual(['text', 'finish', 'usage']);
  expect(noted).toHaveLength(1);
  expect(noted[0]).toBeLessThan(estimateTokens(released) / 10);
});

it('compares the first call with its tools, and none after a request for one', async () => {
  const { noted, ratios } = noteRatios();
  const usage = (input: number): AnswerEvent => ({
    ...{ type: 'usage', model: 'p/m' },
    tokens: { input, cached: 0, output: 1, reasoning: 0 },
  });
  const request: AnswerEvent = {
    type: 'tool-request',
    request: {
      ...{ model: 'p/m', message: { role: 'assistant' } },
      calls: [{ id: 'a', name: 'look', arguments: '{}' }],
    },
  };
  const model = createScriptedAnswerer();
  model.script(usage(400), request, usage(900), text('好。'), finish);
  const answer = createRemember({ summaries, facts, ratios })((ask, signal) =>
    model.answer(ask, signal),
  );
  const description = 'Looks at a page. '.repeat(80);
  const tools = [{ name: 'look', description, parameters: {} }];
  await readAll(answer(exampleAsk({ tools }), new AbortController().signal));
  expect(noted).toHaveLength(1);
  expect(noted[0]).toBeGreaterThanOrEqual(estimateTokens(description));
});
