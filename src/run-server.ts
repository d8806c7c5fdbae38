import type { SettingSource } from './config/setting-source.ts';
import type { Environment } from './setting-reader.ts';
import { dieWithSupervisor, needsSupervisor, supervise } from './simulator/supervise.ts';

/**
 * Runs the server in this process, or in a child where the simulator may kill it. `given` is the environment as this process
 * got it: a child reads .env itself, anew at each start.
 */
export async function runServer(given: Environment, source: SettingSource): Promise<void> {
  if (needsSupervisor(source.environment, process)) return supervise(given);
  dieWithSupervisor(given, process);
  const { start } = await import('./start.ts');
  await start(source);
}
