import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import {
  openAccountCollections,
  type AccountCollections,
} from '../../src/accounts/account-collections.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { createSettingsRoutes } from '../../src/console/settings/settings-routes.ts';
import { createPersonasRoutes } from '../../src/console/personas/personas-routes.ts';
import { openPersonasDesk } from '../../src/server/console/open-personas-desk.ts';
import { createPersonaBook } from '../../src/personas/persona-book.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { newId } from '../../src/runtime/new-id.ts';
import { openBooks, type Books } from '../../src/server/open-books.ts';
import { createAccountsRoutes } from '../../src/console/accounts/accounts-routes.ts';
import { openAccountsDesk } from '../../src/server/console/open-accounts-desk.ts';
import { createRuntime } from '../../src/server/create-runtime.ts';
import { openSettingsDesk } from '../../src/server/console/open-settings-desk.ts';
import { toStoreSettings } from '../../src/server/to-store-settings.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Role } from '../../src/console/access/signed-in.ts';
import { unheard } from '../support/recorded-events.ts';
import { serveRoutes, type ServedRoutes } from './serve-routes.ts';

export interface ConsoleOnHand extends ServedRoutes {
  readonly dataDir: string;
  readonly books: Books;
  readonly collections: AccountCollections;
  /** The routes as another process or person has them. */
  another(options?: { readonly role?: Role }): Promise<ServedRoutes>;
  setting(name: string, account?: string): Promise<Record<string, unknown>>;
}

/** Serves the routes of settings, accounts and personas over a store in a folder, with what the environment sets. */
export async function openConsoleWorld(
  environment: Readonly<Record<string, string>> = {},
  options: {
    readonly dataDir?: string;
    readonly settingsFile?: string;
    readonly storedInEffect?: Readonly<Record<string, string>>;
  } = {},
): Promise<ConsoleOnHand> {
  const dataDir = options.dataDir ?? makeFolder();
  const values = { ...environment, DATA_DIR: dataDir };
  const config = parseConfig(values);
  const log = pino({ level: 'silent' });
  const store = await openStore(
    config,
    { ...toStoreSettings(config), role: 'command' },
    {
      ...{ clock: systemClock, newId, log, random: Math.random },
      ...{ events: unheard, version: 'test' },
    },
  );
  onTestFinished(() => store.close());
  const runtime = createRuntime(log);
  const personas = createPersonaBook({ collections: store.collections, ...runtime });
  const books = openBooks(config, {
    ...{ store, processes: store.processes, environment: values },
    ...{ readPersonas: personas.read, clock: systemClock, newId },
  });
  const desk = openSettingsDesk({
    ...{ books, personas, environment: values, settingsFile: options.settingsFile },
    storedInEffect: options.storedInEffect ?? {},
  });
  const world = { books, store, config, runtime, personas };
  const routes = [
    ...createSettingsRoutes(desk),
    ...createAccountsRoutes(openAccountsDesk(world, desk)),
    ...createPersonasRoutes(openPersonasDesk(world)),
  ];
  const served = await serveRoutes(routes);
  return {
    ...served,
    ...{ dataDir, books, collections: openAccountCollections(store.collections) },
    another: ({ role = 'owner' } = {}) => serveRoutes(routes, role),
    async setting(name, account = 'default') {
      const { body } = await served.call('GET', `/settings?account=${account}`);
      const { settings } = body as { settings: Record<string, unknown>[] };
      const found = settings.find((one) => one['name'] === name);
      if (found === undefined) throw new Error(`${name} is not listed`);
      return found;
    },
  };
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-settings-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
