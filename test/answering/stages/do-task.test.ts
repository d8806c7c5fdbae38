import { expect, it } from 'vitest';
import type { TaskRequest } from '../../../src/answering/task.ts';
import { createDoTask } from '../../../src/answering/stages/do-task.ts';
import { createScriptedAnswerer, finish, text } from '../answerer-double.ts';
import { exampleAsk } from '../example-ask.ts';
import { readAll } from '../read-all.ts';

const signal = new AbortController().signal;

function start() {
  const asked: TaskRequest[] = [];
  const model = createScriptedAnswerer();
  const task = {
    name: 'echo',
    run: (request: TaskRequest) => {
      asked.push(request);
      return Promise.resolve(`你要的：${request.argument}`);
    },
  };
  return { asked, model, answer: createDoTask([task])((ask, stop) => model.answer(ask, stop)) };
}

it('a task is done without the model, in words of our own', async () => {
  const { answer, asked, model } = start();
  const ask = exampleAsk({ task: { name: 'echo', argument: '一' } });
  expect(await readAll(answer(ask, signal))).toEqual([text('你要的：一', 'own'), finish]);
  expect(asked).toMatchObject([{ argument: '一', turnId: 't1', language: 'zh' }]);
  expect(model.prompts).toEqual([]);
});

it('a task that another process had begun goes on after what is out', async () => {
  const { answer } = start();
  const task = { name: 'echo', argument: '一' };
  const ask = exampleAsk({ task, released: () => '你要' });
  expect(await readAll(answer(ask, signal))).toEqual([text('的：一', 'own'), finish]);
  const changed = exampleAsk({ task, released: () => '别的' });
  expect(await readAll(answer(changed, signal))).toEqual([finish]);
});

it('a question goes on to the model, and a task of another version fails', async () => {
  const { answer, model } = start();
  model.script(text('好。'), finish);
  expect(await readAll(answer(exampleAsk(), signal))).toEqual([text('好。'), finish]);
  const unknown = exampleAsk({ task: { name: 'later', argument: '' } });
  await expect(readAll(answer(unknown, signal))).rejects.toThrow('later');
});
