import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import type { SignedIn } from '../../../src/console/access/signed-in.ts';
import { createLongCalls } from '../../../src/console/api/long-calls.ts';
import { createStepClock } from '../../support/step-clock.ts';

const user: SignedIn = { name: 'ann', role: 'viewer', sessionId: 's1' };

function start(holds: () => Promise<boolean>) {
  const clock = createStepClock();
  const calls = createLongCalls({ gate: { holds }, clock });
  const call = new AbortController();
  calls.watch(call, user);
  return { clock, calls, signal: call.signal };
}

it('a stream goes on while its session holds, and ends within a minute after it', async () => {
  let holds = true;
  const { clock, signal } = start(() => Promise.resolve(holds));
  await clock.advance(10 * 60_000);
  expect(signal.aborted).toBe(false);
  holds = false;
  await clock.advance(60_000);
  expect(signal.aborted).toBe(true);
});

it('a stream goes on while the store is away', async () => {
  const { clock, signal } = start(() => Promise.reject(new Error('away')));
  await clock.advance(10 * 60_000);
  expect(signal.aborted).toBe(false);
});

it('a stream that is open for hours is remembered once, and not at all when it has ended', async () => {
  const { clock, calls, signal } = start(() => Promise.resolve(true));
  const atFirst = getEventListeners(signal, 'abort').length;
  await clock.advance(3 * 60 * 60_000);
  expect(getEventListeners(signal, 'abort')).toHaveLength(atFirst);
  calls.close();
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

it('a stream ends with the server', () => {
  const { calls, signal } = start(() => Promise.resolve(true));
  calls.close();
  expect(signal.aborted).toBe(true);
});
