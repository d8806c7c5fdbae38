import { expect, it } from 'vitest';
import { createKeyLock } from '../../src/runtime/key-lock.ts';

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

it('tasks with the same key run one after the other, in their order', async () => {
  const lock = createKeyLock();
  const first = gate();
  const ran: string[] = [];
  const runs = [
    lock.run('a', async () => {
      await first.opened;
      ran.push('first');
    }),
    lock.run('a', () => Promise.resolve(ran.push('second'))),
    lock.run('a', () => Promise.resolve(ran.push('third'))),
  ];
  await Promise.resolve();
  expect(ran).toEqual([]);
  first.open();
  await Promise.all(runs);
  expect(ran).toEqual(['first', 'second', 'third']);
});

it('tasks with other keys do not wait', async () => {
  const lock = createKeyLock();
  const first = gate();
  const waiting = lock.run('a', () => first.opened);
  expect(await lock.run('b', () => Promise.resolve('ran'))).toBe('ran');
  first.open();
  await waiting;
});

it('a task that fails holds up nothing, and its caller gets the error', async () => {
  const lock = createKeyLock();
  const failing = lock.run('a', () => Promise.reject(new Error('broken')));
  const next = lock.run('a', () => Promise.resolve('ran'));
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('ran');
});
