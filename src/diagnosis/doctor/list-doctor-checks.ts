import { isIP } from 'node:net';
import type { Case, DoctorCheck } from '../check.ts';
import type { Finding } from '../finding.ts';
import { checkAddress } from './check-address.ts';
import { checkBreakers } from './check-breakers.ts';
import { checkCallback } from './check-callback.ts';
import { judgeCapability } from './check-capability.ts';
import { checkClock } from './check-clock.ts';
import { checkDisk } from './check-disk.ts';
import { judgeLastPush } from './check-last-push.ts';
import { judgeFailures } from './check-failures.ts';
import { checkQuota } from './check-quota.ts';
import { judgeRefusals } from './check-refusals.ts';
import { checkSources } from './check-sources.ts';
import { checkStore } from './check-store.ts';
import { doctorTexts as texts } from './doctor-texts.ts';
import type { DoctorWorld } from './doctor-world.ts';

/** What only the doctor looks at. */
export const DOCTOR_CHECKS: readonly DoctorCheck[] = [
  { name: 'settings', of: 'server', from: 'doctor', look: lookAtNotes },
  {
    ...{ name: 'store', of: 'server', from: 'doctor' },
    look: async (_case, world) => [await checkStore(world)],
  },
  {
    ...{ name: 'disk', of: 'server', from: 'doctor' },
    look: async ({ config }) => [await checkDisk(config.dataDir)],
  },
  {
    ...{ name: 'clock', of: 'server', from: 'doctor' },
    look: async ({ config }, { clock }) => [await checkClock(config.wechat.apiBaseUrl, clock)],
  },
  {
    ...{ name: 'breakers', of: 'server', from: 'doctor' },
    look: async (_case, { store, clock }) =>
      store ? checkBreakers(await store.breakers(), clock.now()) : [],
  },
  {
    ...{ name: 'address', of: 'server', from: 'doctor' },
    look: ({ config }, world) => checkAddress(config.publicUrl, world),
  },
  {
    ...{ name: 'callback', of: 'account', from: 'doctor' },
    look: async ({ wechat, config }, world) =>
      wechat ? checkCallback(wechat, await findOwnHost(config.publicUrl, world)) : [],
  },
  {
    ...{ name: 'sources', of: 'account', from: 'doctor' },
    look: async ({ wechat, account }, { store }) =>
      wechat ? checkSources(wechat, (await store?.pushAddresses?.(account)) ?? []) : [],
  },
  {
    ...{ name: 'quota', of: 'account', from: 'doctor' },
    look: async ({ wechat, config }) =>
      wechat && config.delivery.customerService !== 'off' ? checkQuota(wechat) : [],
  },
  { name: 'capability', of: 'account', from: 'doctor', look: lookAtCapability },
  {
    ...{ name: 'push', of: 'account', from: 'doctor' },
    look: async ({ account, config }, { store, clock }) =>
      store && config.wechat.token !== undefined
        ? [judgeLastPush(account, await store.lastPushAt(account), clock.now())]
        : [],
  },
  {
    ...{ name: 'failures', of: 'account', from: 'doctor' },
    look: async ({ account, config }, { store, clock }) =>
      store ? [judgeFailures(await store.answers(account, config.quotaTimeZone, clock.now()))] : [],
  },
  {
    ...{ name: 'signatures', of: 'account', from: 'doctor' },
    look: async ({ account, config }, { store, clock }) =>
      store?.refusals && config.wechat.token !== undefined
        ? judgeRefusals(await store.refusals(account), clock.now())
        : [],
  },
];

function lookAtNotes(_case: Case, { notes }: DoctorWorld): Promise<readonly Finding[]> {
  const name = 'settings';
  return Promise.resolve(
    notes.length === 0
      ? [{ name, state: 'ok', sentence: texts.settingsRead() }]
      : notes.map((sentence) => ({
          ...{ name, state: 'warning', sentence },
          remedy: texts.compareSetting(),
        })),
  );
}

async function lookAtCapability(
  { account, config, wechat }: Case,
  { store }: DoctorWorld,
): Promise<readonly Finding[]> {
  if (config.wechat.token === undefined) return [];
  const known = (await store?.customerService(account)) ?? 'unknown';
  return [
    judgeCapability(config.delivery.customerService, { hasSecret: wechat !== undefined, known }),
  ];
}

async function findOwnHost(publicUrl: string | undefined, { resolve }: DoctorWorld) {
  if (publicUrl === undefined) return undefined;
  const { hostname: host } = new URL(publicUrl);
  return { host, addresses: isIP(host) === 0 ? await resolve(host) : [host] };
}
