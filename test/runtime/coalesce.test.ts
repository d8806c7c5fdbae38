import { expect, it } from 'vitest';
import { coalesce } from '../../src/runtime/coalesce.ts';

/** A task whose runs a test ends by hand. */
function createSteps() {
  const ends: ((error?: Error) => void)[] = [];
  const task = () =>
    new Promise<void>((resolve, reject) =>
      ends.push((error) => (error === undefined ? resolve() : reject(error))),
    );
  return { task, ends };
}

it('a call during a run gets a run of its own, which all such calls share', async () => {
  const { task, ends } = createSteps();
  const { run, pending } = coalesce(task);
  expect(pending()).toBeUndefined();
  const first = run();
  const second = run();
  const third = run();
  expect(pending()).toBe(second);
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await first;
  expect(third).toBe(second);
  await Promise.resolve();
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await second;
  expect(pending()).toBeUndefined();
});

it('a run that fails is told to its callers only', async () => {
  const { task, ends } = createSteps();
  const { run, pending } = coalesce(task);
  const first = run();
  const second = run();
  ends[0]?.(new Error('broken'));
  await expect(first).rejects.toThrow('broken');
  await Promise.resolve();
  ends[1]?.();
  await second;
  expect(pending()).toBeUndefined();
});
