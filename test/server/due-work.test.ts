import { expect, it } from 'vitest';
import { StoreUnavailableError } from '../../src/runtime/store-unavailable-error.ts';
import { createDueWork } from '../../src/server/due-work.ts';
import type { DueItemHandler } from '../../src/turns/ports.ts';
import { createLogLines } from '../support/log-lines.ts';

const follower = { account: 'default', openId: 'oFollower' };

function open(handlers: Readonly<Record<string, DueItemHandler>>) {
  const { log, lines } = createLogLines();
  return { look: createDueWork({ handlers: new Map(Object.entries(handlers)), log }), lines };
}

it('gives an item to the handler of its kind', async () => {
  const { look } = open({
    turn: () => Promise.resolve('done'),
    'of-a-plugin': () => Promise.resolve({ againInMs: 7 }),
  });
  expect(await look({ kind: 'turn', follower, turnId: 't' })).toBe('done');
  expect(await look({ kind: 'of-a-plugin', follower })).toEqual({ againInMs: 7 });
});

it('keeps an item of an unknown kind for a process that knows it, without a line in the log', async () => {
  const { look, lines } = open({});
  expect(await look({ kind: 'of-a-plugin', follower })).toMatchObject({
    againInMs: expect.any(Number) as number,
  });
  expect(lines).toEqual([]);
});

it('logs the kind of an item that could not be handled, unless the store is away', async () => {
  const { look, lines } = open({
    turn: () => Promise.reject(new Error('broken')),
    follower: () => Promise.reject(new StoreUnavailableError('away')),
  });
  await expect(look({ kind: 'turn', follower, turnId: 't' })).rejects.toThrow('broken');
  await expect(look({ kind: 'follower', follower })).rejects.toThrow('away');
  expect(lines).toMatchObject([{ code: 'work_failed', work: 'turn' }]);
});
