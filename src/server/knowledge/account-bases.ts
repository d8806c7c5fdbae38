import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { KnowledgeConfig } from '../../config/config.ts';

/** The bases from which one account answers. */
export interface AccountBases {
  /** Those that the account names; what is added goes into the first. */
  readonly named: readonly [string, ...string[]];
  /** The watched folder with the base that holds what is in it. */
  readonly folder: { readonly path: string; readonly base: string } | undefined;
  /** Every base, in the order in which they are read. */
  readonly all: readonly string[];
}

/** Returns the bases of an account; without a name of its own choice, one has the account's name. */
export function basesOf(
  account: string,
  { bases, folder }: Pick<KnowledgeConfig, 'bases' | 'folder'>,
): AccountBases {
  const [first = account, ...others] = bases ?? [];
  const path = folder === undefined ? undefined : resolve(folder);
  const watched = path === undefined ? undefined : { path, base: baseOfFolder(path) };
  const named = [first, ...others] as const;
  return { named, folder: watched, all: watched ? [...named, watched.base] : named };
}

/** Accounts with the same folder share what is in it. */
function baseOfFolder(path: string): string {
  return `dir.${createHash('sha256').update(path).digest('hex').slice(0, 8)}`;
}
