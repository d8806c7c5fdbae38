import type { Config } from '../../config/config.ts';
import { visitStore } from '../visit-store.ts';
import { openConsoleAccess } from './open-console-access.ts';

/** Opens who may use the console for as long as `use` takes, as a command beside the servers. */
export async function openAccessAsCommand<Result>(
  config: Config,
  use: (opened: ReturnType<typeof openConsoleAccess>) => Promise<Result>,
): Promise<Result> {
  const { store, ...deps } = await visitStore(config);
  try {
    return await use(openConsoleAccess({ ...deps, collections: store.collections }));
  } finally {
    await store.close();
  }
}
