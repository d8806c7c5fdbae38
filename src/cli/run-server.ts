import { loadSettings, type LoadedSettings } from '../config/load-settings.ts';
import { dieWithSupervisor, needsSupervisor, supervise } from '../simulator/supervise.ts';

/** Runs the server in this process, or in a child process if the simulator may kill it. */
export async function runServer({ given, source }: LoadedSettings = loadSettings()): Promise<void> {
  if (needsSupervisor(source.environment, process)) return supervise(given);
  dieWithSupervisor(given, process);
  const { start } = await import('./start.ts');
  await start(source);
}
