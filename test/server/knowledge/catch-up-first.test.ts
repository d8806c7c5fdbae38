import { expect, it } from 'vitest';
import { catchUpFirst } from '../../../src/server/knowledge/catch-up-first.ts';

function startWorld() {
  const happened: string[] = [];
  let generation = 1;
  let open: () => void = () => {};
  const retriever = catchUpFirst(
    {
      search: (question) => {
        happened.push(`searched ${question}`);
        return Promise.resolve({ fit: 'none', isBelowFloor: true, found: [] } as never);
      },
      examples: () => Promise.resolve([]),
    },
    {
      documents: { generation: () => Promise.resolve(generation) },
      index: {
        catchUp: (bases) => {
          happened.push(`catches up with ${bases.join()}`);
          return new Promise((resolve) => (open = () => resolve('caught up')));
        },
      },
      bases: ['shop'],
    },
  );
  const ask = (question: string) => retriever.search(question, {} as never);
  return { happened, ask, change: () => (generation += 1), open: () => open() };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

it('a change is waited for once, by all questions that come meanwhile', async () => {
  const { happened, ask, open } = startWorld();
  const asked = [ask('a'), ask('b')];
  await settle();
  expect(happened).toEqual(['catches up with shop']);
  open();
  await Promise.all(asked);
  await ask('c');
  expect(happened).toEqual(['catches up with shop', 'searched a', 'searched b', 'searched c']);
});

it('the next change is waited for again', async () => {
  const { happened, ask, open, change } = startWorld();
  const first = ask('a');
  await settle();
  open();
  await first;
  change();
  const second = ask('b');
  await settle();
  expect(happened.at(-1)).toBe('catches up with shop');
  open();
  await second;
});
