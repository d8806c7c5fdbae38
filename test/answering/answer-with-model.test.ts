import { expect, it } from 'vitest';
import { answerWithModel } from '../../src/answering/answer-with-model.ts';
import type { Model, ModelEvent, ModelRequest } from '../../src/answering/model.ts';
import { exampleAsk } from './example-ask.ts';
import { readAll } from './read-all.ts';

const history = [{ turnId: 't1', sequence: 1, question: 'q1', answer: 'a1' }];

/** A model that says this, and remembers what it was asked. */
function createModelDouble(...says: ModelEvent[]) {
  const requests: ModelRequest[] = [];
  const model: Model = {
    id: 'double',
    lane: { key: 'double' },
    async *stream(request) {
      requests.push(await Promise.resolve(request));
      yield* says;
    },
  };
  return { requests, answer: answerWithModel(model) };
}

it('marks the words as a model’s and passes everything else on', async () => {
  const { answer } = createModelDouble(
    { type: 'reasoning', text: '想' },
    { type: 'text', text: '好' },
    { type: 'restart' },
    { type: 'usage', model: 'p/m', tokens: { input: 1, cached: 0, output: 2, reasoning: 0 } },
    { type: 'finish', reason: 'length' },
  );
  expect(await readAll(answer(exampleAsk(), new AbortController().signal))).toEqual([
    { type: 'reasoning', text: '想' },
    { type: 'text', text: '好', origin: 'model' },
    { type: 'restart' },
    { type: 'usage', model: 'p/m', tokens: { input: 1, cached: 0, output: 2, reasoning: 0 } },
    { type: 'finish', reason: 'length' },
  ]);
});

it.each([
  ['as it is asked', {}, ''],
  ['with the text that is out', { released: () => '从前' }, '从前'],
])('asks the model %s', async (_how, asked, released) => {
  const { answer, requests } = createModelDouble();
  const ask = exampleAsk({ settings: { systemPrompt: '简短' }, history, ...asked });
  await readAll(answer(ask, new AbortController().signal));
  const conversation = { follower: ask.follower, id: 'c1' };
  const turn = { turnId: ask.turnId, ...ask.follower };
  expect(requests).toEqual([
    {
      ...{ system: '简短', history, question: '你好', sampling: {}, conversation },
      released: ask.released,
      askedFor: { turn, purpose: 'answer' },
    },
  ]);
  expect(ask.released()).toBe(released);
});

const call = { id: 'a', name: 'current_time', arguments: '{}' };
const wish = { model: 'p/m', message: {}, calls: [call] } as const;

it('tells the model of tools and of what they did', async () => {
  const { answer, requests } = createModelDouble();
  const tools = [{ name: 'current_time', description: 'Tells the time.', parameters: {} }];
  const rounds = [{ ...wish, results: [{ id: 'a', text: '12:00' }] }];
  await readAll(answer(exampleAsk({ tools, rounds }), new AbortController().signal));
  expect(requests).toMatchObject([{ tools, rounds }]);
});

it('has said all words by the time it asks for a tool', async () => {
  const { answer } = createModelDouble(
    { type: 'text', text: '我看看' },
    { type: 'tool-request', request: wish },
    { type: 'finish', reason: 'stop' },
  );
  const ask = exampleAsk({ released: () => '我看看网页' });
  const events = await readAll(answer(ask, new AbortController().signal));
  expect(events.map(({ type }) => type)).toEqual(['text', 'tool-request', 'finish']);
});

it('drops what is out already when the model begins at the beginning again', async () => {
  let out = '';
  const { answer } = createModelDouble(
    { type: 'text', text: '第一句写好了。第二' },
    { type: 'restart' },
    { type: 'text', text: '第一句写好了。' },
    { type: 'text', text: '第二句也是。' },
    { type: 'finish', reason: 'stop' },
  );
  const said = [];
  for await (const event of answer(
    exampleAsk({ released: () => out }),
    new AbortController().signal,
  )) {
    if (event.type === 'restart') out = '第一句写好了。';
    if (event.type === 'text') said.push(event.text);
  }
  expect(said).toEqual(['第一句写好了。第二', '第二句也是。']);
});
