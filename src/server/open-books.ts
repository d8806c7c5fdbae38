import { join, resolve } from 'node:path';
import { createAccountBook, type AccountBook } from '../accounts/account-book.ts';
import type { BookKeys } from '../accounts/sealed-records.ts';
import { createServerBook, type ServerBook } from '../accounts/server-book.ts';
import type { ServerProcesses } from '../accounts/wait-for-processes.ts';
import type { ServerConfig } from '../config/config.ts';
import type { Environment } from '../config/env-reader.ts';
import { ensureSecretKeys, readSecretKeys } from '../config/secret-key.ts';
import type { ReadPersonas } from '../personas/persona-reader.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Store } from '../store/store.ts';
import { createOwnDeletion } from './knowledge/delete-own-documents.ts';

interface BookDeps {
  readonly store: Store;
  /** The processes that have to work with a change before it is said to be in effect. */
  readonly processes: ServerProcesses;
  readonly environment: Environment;
  readonly readPersonas: ReadPersonas;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What the store sets, for accounts and for the server itself. */
export interface Books {
  readonly accounts: AccountBook;
  readonly server: ServerBook;
  /** What seals the secrets of every book. */
  readonly keys: BookKeys;
}

/** Opens the books of settings, for a command or in a running server. */
export function openBooks(
  { dataDir, secret, previousSecret }: Pick<ServerConfig, 'dataDir' | 'secret' | 'previousSecret'>,
  deps: BookDeps,
): Books {
  const { store, environment } = deps;
  const { collections } = store;
  const place = { dataDir, secret, previousSecret };
  const keys: BookKeys = {
    read: () => readSecretKeys(place),
    ensure: () => ensureSecretKeys(place),
    place: secret === undefined ? resolve(join(dataDir, 'secret.key')) : 'KUAIHUI_SECRET',
  };
  return {
    keys,
    accounts: createAccountBook({
      ...{ ...deps, collections, keys },
      data: store.accountData,
      deleteOwn: createOwnDeletion({ ...store, environment }),
      background: store.background,
    }),
    server: createServerBook({ ...deps, collections, keys }),
  };
}
