import type { Environment } from './setting-reader.ts';
import { dieWithSupervisor, needsSupervisor, supervise } from './simulator/supervise.ts';

/**
 * Runs the server in this process, or in a child where the simulator may kill it. `given` is the environment as this process
 * got it, `settings` the same with .env: a child reads that file itself, anew at each start.
 */
export async function runServer(given: Environment, settings: Environment): Promise<void> {
  if (needsSupervisor(settings, process)) return supervise(given);
  dieWithSupervisor(given, process);
  const { start } = await import('./start.ts');
  await start(settings);
}
