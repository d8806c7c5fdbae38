import { expect, it } from 'vitest';
import type { FaqEntry } from '../../../src/answering/faq.ts';
import { createAnswerFromFaq } from '../../../src/answering/stages/answer-from-faq.ts';
import { StoreUnavailableError } from '../../../src/runtime/store-unavailable-error.ts';
import { createScriptedAnswerer, finish, text } from '../answerer-double.ts';
import { exampleAsk } from '../example-ask.ts';
import { readAll } from '../read-all.ts';

const signal = new AbortController().signal;
const ANSWER = '点“退款”。\n\n\n**两** 天到账 😊';

function start(find: (question: string) => FaqEntry | undefined = () => entry) {
  const asked: string[] = [];
  const model = createScriptedAnswerer();
  const faq = {
    find: (question: string) => {
      asked.push(question);
      return Promise.resolve(question).then(find);
    },
  };
  const answer = createAnswerFromFaq(faq)((ask, stop) => model.answer(ask, stop));
  return { asked, model, answer };
}
const entry = { document: 'faq.csv', question: '怎么退款', variants: [], answer: ANSWER };

it('a question of the FAQ is answered in the words of the owner, without the model', async () => {
  const { answer, asked, model } = start();
  const ask = exampleAsk({ question: '请问怎么退款' });
  expect(await readAll(answer(ask, signal))).toEqual([text(ANSWER, 'owner'), finish]);
  expect(asked).toEqual(['请问怎么退款']);
  expect(model.prompts).toEqual([]);
});

it('another question goes on as it is', async () => {
  const { answer, model } = start(() => undefined);
  model.script(text('好。'), finish);
  const ask = exampleAsk();
  expect(await readAll(answer(ask, signal))).toEqual([text('好。'), finish]);
  expect(model.prompts).toEqual([ask]);
});

it.each([
  ['a follower who wants another answer', { isAgain: true }],
  ['a task', { task: { name: 'usage', argument: '' } }],
])('%s is not answered from the FAQ', async (_title, over) => {
  const { answer, asked, model } = start();
  model.script(text('好。'), finish);
  expect(await readAll(answer(exampleAsk(over), signal))).toEqual([text('好。'), finish]);
  expect(asked).toEqual([]);
});

it('an answer that another process had begun goes on after its last character', async () => {
  const { answer } = start();
  const begun = exampleAsk({ released: () => ANSWER.slice(0, 7) });
  expect(await readAll(answer(begun, signal))).toEqual([text(ANSWER.slice(7), 'owner'), finish]);
  expect(await readAll(answer(exampleAsk({ released: () => ANSWER }), signal))).toEqual([finish]);
});

it('an answer that began in other words is left to those who began it', async () => {
  const { answer, model } = start();
  model.script(text('天。'), finish);
  const begun = exampleAsk({ released: () => '要三' });
  expect(await readAll(answer(begun, signal))).toEqual([text('天。'), finish]);
});

it('an error of the store passes, and a question that was stopped is not answered', async () => {
  const failing = start(() => {
    throw new StoreUnavailableError('away');
  });
  await expect(readAll(failing.answer(exampleAsk(), signal))).rejects.toThrow('away');
  const { answer, asked } = start();
  await expect(readAll(answer(exampleAsk(), AbortSignal.abort()))).rejects.toThrow();
  expect(asked).toEqual([]);
});
