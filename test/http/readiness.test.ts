import { expect, it } from 'vitest';
import { createReadiness } from '../../src/http/readiness.ts';
import { createStepClock } from '../support/step-clock.ts';

/** Probes that a test ends by hand. */
function startReadiness() {
  const clock = createStepClock();
  const probes: { succeed: () => void; fail: (error: Error) => void }[] = [];
  const probe = () =>
    new Promise<void>((succeed, fail) => {
      probes.push({ succeed, fail });
    });
  return { clock, probes, readiness: createReadiness({ probe, clock }) };
}

it('does not probe the store before it is asked', () => {
  expect(startReadiness().probes).toHaveLength(0);
});

it('shares one probe among all requests within a second', async () => {
  const { clock, probes, readiness } = startReadiness();
  const first = readiness();
  const second = readiness();
  probes[0]?.succeed();
  expect(await first).toEqual([]);
  expect(await second).toEqual([]);
  clock.jump(999);
  expect(await readiness()).toEqual([]);
  expect(probes).toHaveLength(1);
});

it('probes again after a second, and says what is wrong by then', async () => {
  const { clock, probes, readiness } = startReadiness();
  const first = readiness();
  probes[0]?.succeed();
  await first;
  clock.jump(1000);
  const second = readiness();
  probes[1]?.fail(new Error('The store is away'));
  expect(await second).toEqual(['The store is away']);
  expect(await readiness()).toEqual(['The store is away']);
  expect(probes).toHaveLength(2);
});

it('begins no second probe while a slow one runs', async () => {
  const { clock, probes, readiness } = startReadiness();
  const first = readiness();
  clock.jump(5000);
  const second = readiness();
  expect(probes).toHaveLength(1);
  probes[0]?.succeed();
  expect(await Promise.all([first, second])).toEqual([[], []]);
});

it('probes again after the clock was set back', async () => {
  const { clock, probes, readiness } = startReadiness();
  const first = readiness();
  probes[0]?.succeed();
  await first;
  clock.jump(-3_600_000);
  const second = readiness();
  probes[1]?.fail(new Error('The store is away'));
  expect(await second).toEqual(['The store is away']);
});
