import { expect, it } from 'vitest';
import { estimateTokens } from '../../src/answering/estimate-tokens.ts';
import { createRemember } from '../../src/memory/stages/remember.ts';
import { exampleAsk } from '../answering/example-ask.ts';

const summaries = {
  read: () => Promise.resolve(undefined),
  request: () => Promise.resolve(),
  lookSoon: () => {},
};
const facts = { list: () => Promise.resolve([]), withdraw: () => Promise.resolve([]) };

it('compares what a provider counted with the prompt, of which the answer is no part', async () => {
  const noted: number[] = [];
  const ratios = {
    of: () => 1,
    note: (_model: string, _tokens: unknown, estimated: number) => void noted.push(estimated),
  };
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
