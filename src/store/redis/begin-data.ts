import type { Clock } from '../../runtime/clock.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import { waitForOlderProcesses } from '../wait-for-older-processes.ts';
import { LUA_NUMBERS } from './lua-numbers.ts';
import type { Scripts } from './scripts.ts';

interface BeginDataDeps {
  readonly scripts: Scripts;
  readonly newId: () => string;
  readonly clock: Clock;
}

/**
 * Makes sure that Redis holds data of this version before anything else is done: data of 0.1 becomes such. Throws
 * OlderProcessError while a process of 0.1 lives, and StoreUnavailableError for data of a newer version.
 */
export async function beginData({ scripts, newId, clock }: BeginDataDeps): Promise<void> {
  const begin = scripts.defineForRecovery('begin-data', ['mark']);
  let schema = '';
  await waitForOlderProcesses(async () => {
    schema = String(await begin({ mark: newId() }));
    return schema === 'older' ? {} : undefined;
  }, clock);
  if (Number(schema) > LUA_NUMBERS.REDIS_SCHEMA)
    throw new StoreUnavailableError(
      `The data in Redis was written by a newer Kuaihui (schema ${schema}; this one knows ${LUA_NUMBERS.REDIS_SCHEMA}). Nothing was changed. Start the newer version again, or set REDIS_KEY_PREFIX to another word.`,
    );
}
