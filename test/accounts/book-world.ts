import { createPersonaReader } from '../../src/personas/persona-reader.ts';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createOwnDeletion } from '../../src/server/knowledge/delete-own-documents.ts';
import { createAccountBook, type AccountBook } from '../../src/accounts/account-book.ts';
import {
  openAccountCollections,
  type AccountCollections,
} from '../../src/accounts/account-collections.ts';
import type { KeyRing } from '../../src/accounts/rotate-secrets.ts';
import { createSecretBox } from '../../src/accounts/secret-box.ts';
import type { Environment } from '../../src/config/env-reader.ts';
import { ensureSecretKeys, readSecretKeys } from '../../src/config/secret-key.ts';
import { addKeyToFile, keepNewestKeyInFile } from '../../src/config/secret-key-file.ts';
import { systemClock, type Clock } from '../../src/runtime/clock.ts';
import { newId } from '../../src/runtime/new-id.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { defaultSettings } from '../store/store-world.ts';
import { unheard } from '../support/recorded-events.ts';

/** Accounts over a real database in a folder of their own. */
export interface BookWorld {
  readonly folder: string;
  open(role?: 'server' | 'command'): Promise<Store>;
  /** A book of a command; the environment is that of its .env. */
  book(environment?: Environment, keys?: Partial<Secrets>): Promise<BookOnHand>;
  /** Every byte of the folder. */
  bytes(): string;
}

export interface BookOnHand extends AccountBook {
  readonly store: Store;
  readonly collections: AccountCollections;
  readonly ring: KeyRing;
  /** What is stored for a secret, opened. */
  opened(account: string, setting: string): Promise<string | undefined>;
}

interface Secrets {
  readonly secret: string;
  readonly previousSecret: string;
  readonly dataDir: string;
}

export function createBookWorld(clock: Clock = systemClock): BookWorld {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-accounts-'));
  const stores: Store[] = [];
  onTestFinished(async () => {
    for (const store of stores) await store.close();
    rmSync(folder, { recursive: true });
  });
  const open = async (role: 'server' | 'command' = 'command') => {
    const log = pino({ level: 'silent' });
    const store = await openSqliteStore(
      { ...defaultSettings, role, folder },
      {
        ...{ clock, random: Math.random, newId, log },
        ...{ events: unheard, version: '0.2.0' },
      },
    );
    stores.push(store);
    return store;
  };
  return {
    folder,
    open,
    async book(environment = {}, { secret, previousSecret, dataDir = folder } = {}) {
      const store = await open();
      const place = { dataDir, secret, previousSecret };
      const read = () => readSecretKeys(place);
      const collections = openAccountCollections(store.collections);
      const book = createAccountBook({
        ...{ collections: store.collections, processes: store.processes, environment },
        ...{ data: store.accountData, background: store.background, clock, newId },
        deleteOwn: createOwnDeletion({ ...store, environment }),
        readPersonas: createPersonaReader(),
        keys: { read, ensure: () => ensureSecretKeys(place), place: 'the key of the test' },
      });
      return {
        ...book,
        ...{ store, collections },
        ring: {
          kind: secret === undefined ? 'file' : 'environment',
          read,
          add: () => addKeyToFile(dataDir),
          keepNewest: () => keepNewestKeyInFile(dataDir),
        },
        async opened(account, setting) {
          const sealed = (await collections.accounts.get(account))?.value.secrets[setting];
          return sealed && createSecretBox(read()).open(sealed, { account, setting });
        },
      };
    },
    bytes: () =>
      readdirSync(folder)
        .filter((name) => name.includes('sqlite'))
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join(''),
  };
}
