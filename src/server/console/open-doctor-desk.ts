import { pino } from 'pino';
import { noteWeakToken } from '../../config/weak-token.ts';
import {
  DOCTOR_RESULTS,
  type DoctorDesk,
  type DoctorResult,
} from '../../console/doctor/doctor-desk.ts';
import { createEventBus } from '../../events/event-bus.ts';
import { createDoctor } from '../doctor/create-doctor.ts';
import type { ConsoleWorld } from './console-world.ts';

const KEPT_FOR_MS = 30 * 24 * 60 * 60_000;
const ALL = '*';

/** Opens the doctor in the running server. What it asks is no news, and counts in no number. */
export function openDoctorDesk({
  config,
  environment,
  storedInEffect,
  store,
  books,
  runtime: { clock },
}: Pick<
  ConsoleWorld,
  'config' | 'environment' | 'storedInEffect' | 'store' | 'books' | 'runtime'
>): DoctorDesk {
  const results = store.collections.open<DoctorResult>(DOCTOR_RESULTS);
  const events = createEventBus(pino({ level: 'silent' }));
  const notes = [...config.notes, ...noteWeakToken(config.wechat.token)];
  const doctor = createDoctor({
    ...{ config, environment, stored: storedInEffect, notes, store, clock, events },
  });
  const running = new Map<string, Promise<DoctorResult>>();

  const run = async (account: string | undefined) => {
    const checks = await doctor.examine({ account });
    const result = { at: clock.now(), checks };
    await results.put(account ?? ALL, result, { expiresInMs: KEPT_FOR_MS });
    return result;
  };
  return {
    async last(account) {
      if (account !== undefined) await books.accounts.requireKnown(account);
      return (await results.get(account ?? ALL))?.value;
    },
    async run(account) {
      if (account !== undefined) await books.accounts.requireKnown(account);
      // A person who asks during a look gets its result.
      const key = account ?? ALL;
      const started = running.get(key) ?? run(account).finally(() => running.delete(key));
      running.set(key, started);
      return started;
    },
  };
}
