import { loadSettings, type LoadedSettings } from '../config/load-settings.ts';
import type { StartFlags } from './start.ts';
import { dieWithSupervisor, needsSupervisor, supervise } from '../simulator/supervise.ts';

/** Runs the server in this process, or in a child process if the simulator may kill it. */
export async function runServer(
  { given, source }: LoadedSettings = loadSettings(),
  flags: StartFlags = {},
): Promise<void> {
  // Only the first child opens the browser.
  if (needsSupervisor(source.environment, process)) return supervise(given, ['--open']);
  dieWithSupervisor(given, process);
  const { start } = await import('./start.ts');
  await start(source, flags);
}
