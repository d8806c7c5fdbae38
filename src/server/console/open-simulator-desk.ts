import type { SimulatorDesk } from '../../console/simulator/simulator-desk.ts';
import { commandLine } from '../../config/command-line.ts';
import type { ServerConfig } from '../../config/config.ts';

/** What the start decided about the simulator's page. */
export type SimulatorPlace = { readonly key: string } | 'one process only' | undefined;

/** Tells the console where the simulator's page is. */
export function openSimulatorDesk(
  place: SimulatorPlace,
  config: Pick<ServerConfig, 'port' | 'publicUrl' | 'console'>,
): SimulatorDesk {
  const command = commandLine('simulator');
  if (typeof place !== 'object')
    return { state: place ?? 'off', command, address: () => undefined };
  const path = `/simulator/?key=${encodeURIComponent(place.key)}`;
  return {
    ...{ state: 'on', command },
    address(consoleOrigin) {
      if (config.console.port === undefined) return path;
      // The console has a port of its own, and the simulator stays with the webhook.
      if (config.publicUrl !== undefined) return new URL(path, config.publicUrl).href;
      const url = new URL(path, consoleOrigin);
      url.port = String(config.port);
      return url.href;
    },
  };
}
