import { pino } from 'pino';
import { expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse-config.ts';
import type { Case } from '../../../src/diagnosis/check.ts';
import type { DoctorWorld, StoreFacts } from '../../../src/diagnosis/doctor/doctor-world.ts';
import { examine, PATIENCE_MS } from '../../../src/diagnosis/doctor/examine.ts';
import { hideSecrets, listSecrets } from '../../../src/diagnosis/doctor/hide-secrets.ts';
import { unheard } from '../../support/recorded-events.ts';
import { createStepClock } from '../../support/step-clock.ts';

const never = new Promise<never>(() => {});
const store: StoreFacts = {
  probe: () => Promise.resolve(),
  customerService: () => Promise.resolve('unknown'),
  lastPushAt: () => Promise.resolve(undefined),
  breakers: () => Promise.resolve([]),
  answers: () => Promise.resolve({ written: 0, failures: new Map() }),
};

function world(
  over: Partial<DoctorWorld>,
): DoctorWorld & { clock: ReturnType<typeof createStepClock> } {
  const clock = createStepClock();
  return {
    ...{ log: pino({ level: 'silent' }), events: unheard, notes: [], store },
    ...{ webhookSays: 'x', resolve: () => Promise.resolve([]), nameAnswers: () => 'a model' },
    data: () => Promise.resolve({ name: 'data', state: 'ok', sentence: { en: '.', zh: '。' } }),
    ...over,
    clock,
  };
}

// Nothing listens there, and port 9 is refused at once.
const config = parseConfig({
  WECHAT_TOKEN: 'tokenOfTheShop01',
  WECHAT_API_BASE_URL: 'http://127.0.0.1:9',
});
const one: Case = { account: 'default', config, wechat: undefined };

it('ends a check that hangs after ten seconds as a warning, and the others are there', async () => {
  const hanging = world({ store: { ...store, probe: () => never } });
  const waitingFor: (readonly string[])[] = [];
  let isLast = () => {};
  const last = new Promise<void>((resolve) => (isLast = resolve));
  const examined = examine([one], one, hanging, (names) => {
    waitingFor.push(names);
    if (names.join() === 'store') isLast();
  });
  await last;
  await hanging.clock.advance(PATIENCE_MS);
  const found = await examined;
  expect(found.find(({ name }) => name === 'store')).toMatchObject({
    ...{ state: 'warning', sentence: { en: 'no result after 10 s, so the check was given up' } },
  });
  expect(found.find(({ name }) => name === 'disk')?.state).toMatch(/ok|warning/);
  expect(waitingFor.at(-1)).toEqual([]);
});

it('tells of a check that breaks without words that nobody foresaw, and what a check warns of', async () => {
  const broken = world({
    store: { ...store, breakers: () => Promise.reject(new TypeError('sk-secret of somebody')) },
    readDocuments: () =>
      Promise.resolve({
        ...{ bases: ['default'], documents: 1, passages: 1, unlistedHosts: [] },
        failed: [{ document: 'a.pdf', base: 'default' }],
      }),
  });
  const found = await examine([one], one, broken);
  const breakers = found.find(({ name }) => name === 'breakers');
  expect(breakers).toMatchObject({ state: 'fault' });
  expect(JSON.stringify(breakers)).not.toContain('sk-secret');
  expect(found.filter(({ name }) => name === 'answers').map(({ state }) => state)).toContain(
    'warning',
  );
});

it('leaves out every secret, also a key of a list and the password of an address', () => {
  const secrets = listSecrets({
    ...{ OPENAI_API_KEY: 'first-key,second-key', REDIS_URL: 'redis://:p%40ssword@host:6379/0' },
    HTTPS_PROXY: 'http://user:proxypass@proxy:7890',
  });
  const text = 'first-key second-key p@ssword redis://:p%40ssword@host:6379/0 proxypass of host';
  const hidden = hideSecrets(
    { name: 'model', state: 'fault', sentence: { en: text, zh: text }, copy: 'second-key' },
    secrets,
  );
  expect(hidden.sentence.en).toBe('… … … … … of host');
  expect(hidden.copy).toBe('…');
});

it('says nothing about accounts where none can be read, and still examines the server', async () => {
  const found = await examine([], one, world({}));
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter(({ account }) => account !== undefined)).toEqual([]);
});
