import { pino, type Logger } from 'pino';
import { ensureLocalToken } from './config/local-token.ts';
import { parseSettings, sourceOf } from './config/setting-source.ts';
import { setupLink, consoleAddress } from './console/access/console-address.ts';
import { createEventBus } from './events/event-bus.ts';
import { completeConfig } from './server/complete-config.ts';
import { createRuntime } from './server/create-runtime.ts';
import { startServer } from './server/start-server.ts';

/** A running Kuaihui inside another program. */
export interface Kuaihui {
  readonly port: number;
  /** The link that sets the password of the console; absent once it is set, and where the console is off. */
  readonly setupLink: string | undefined;
  /** Finishes or hands over what is in flight, and closes the store. Call it before the program ends. */
  stop(): Promise<void>;
}

/**
 * Starts Kuaihui inside another Node program.
 * @param settings the same names and values as in .env; neither .env nor the environment is read.
 * @param log takes what the server would log; nothing is logged without one.
 * @throws Error with one sentence for each problem of the settings.
 */
export async function startKuaihui(
  settings: Readonly<Record<string, string>>,
  log: Logger = pino({ level: 'silent' }),
): Promise<Kuaihui> {
  const given = parseSettings(sourceOf(settings, process.cwd()));
  const { config, inEffect } = await completeConfig(given.config, settings);
  const server = await startServer(config, {
    ...{ runtime: createRuntime(log), events: createEventBus(log), environment: settings },
    token: given.config.wechat.token ?? ensureLocalToken(config.dataDir),
    storedInEffect: inEffect,
  });
  const { console } = server;
  return {
    port: server.port,
    setupLink:
      console?.setupCode === undefined
        ? undefined
        : setupLink(consoleAddress(config, console.port), console.setupCode),
    stop: () => server.stop(),
  };
}
