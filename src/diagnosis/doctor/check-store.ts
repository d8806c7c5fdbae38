import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { Finding } from '../finding.ts';
import { doctorTexts as texts } from './doctor-texts.ts';
import type { DoctorWorld } from './doctor-world.ts';

/** Looks whether the store can be written, and how large it is. That it was opened proves its tables. */
export async function checkStore({
  store,
  storeAway,
}: Pick<DoctorWorld, 'store' | 'storeAway'>): Promise<Finding> {
  const name = 'store';
  if (storeAway) return tellAway(storeAway);
  if (store === undefined)
    return { name, state: 'warning', sentence: texts.noStore(), remedy: texts.startOnce() };
  try {
    await store.probe();
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    return tellAway(error);
  }
  return { name, state: 'ok', sentence: texts.storeReached(await store.bytes?.()) };
}

function tellAway({ says, message }: StoreUnavailableError): Finding {
  const sentence = texts.storeAway(says ?? { en: message, zh: message });
  return { name: 'store', state: 'fault', sentence, remedy: texts.reachStore() };
}
