import type { Route } from '../../console/api/route.ts';
import { keepCalls } from '../../diagnosis/webhook-calls/keep-calls.ts';
import { createConsoleApp } from '../../http/app.ts';
import { createFrontDoor } from '../../http/front-door.ts';
import { serveConsole, type HttpService } from '../serve-http.ts';
import { buildConsole, type Console } from './build-console.ts';
import type { ConsoleWorld } from './console-world.ts';

/** The console of a server that starts and stops. */
export interface ConsoleService {
  /** Served on the port of WeChat's calls; absent where the console has a port of its own. */
  readonly besideWebhook: Pick<Console, 'handler' | 'mayOpen'> | undefined;
  /** The console's own port. */
  readonly http: HttpService | undefined;
  readonly routes: readonly Route[];
  /** Of the link that sets the owner's password; absent once it is set. */
  readonly setupCode: string | undefined;
  /** Ends what pages follow live: the first step of a stop. */
  close(): void;
  /** Ends keeping WeChat's calls; resolves when the last is written. */
  writeLastCalls(): Promise<void>;
}

/** Builds the console, begins to keep what its pages follow, and listens if it has a port of its own. */
export async function startConsole(world: ConsoleWorld): Promise<ConsoleService> {
  const { runtime, config, events, store } = world;
  const writeLastCalls = keepCalls({ events, rings: store.rings, clock: runtime.clock });
  const built = buildConsole(world);
  const { port } = config.console;
  return {
    ...{ routes: built.routes, writeLastCalls },
    setupCode: await built.makeSetupCode(),
    besideWebhook: port === undefined ? built : undefined,
    http: port === undefined ? undefined : await serveAlone(built, { ...world, port }),
    close: () => built.close(),
  };
}

function serveAlone(
  { handler, mayOpen }: Console,
  { runtime, config, port }: Pick<ConsoleWorld, 'runtime' | 'config'> & { readonly port: number },
): Promise<HttpService> {
  const { clock, log } = runtime;
  const frontDoor = createFrontDoor({ mayOpenConsole: mayOpen, leadsToSimulator: () => false });
  const app = createConsoleApp({ console: handler, frontDoor, clock, log });
  return serveConsole(app, { host: config.host, port }, runtime);
}
