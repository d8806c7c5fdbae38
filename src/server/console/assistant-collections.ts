import type { StepName } from '../../console/assistant/assistant-contract.ts';
import type { CollectionDefinition } from '../../runtime/collection.ts';

/** Where the set-up of an account was left. */
export interface Progress {
  readonly step: StepName;
  readonly skipped: readonly StepName[];
}

/** The admin's own menu and replies, as WeChat gave them. */
export interface StoredImport {
  readonly at: number;
  readonly menu: unknown;
  readonly replies: unknown;
}

/** Which token and AES key were made here last, until WeChat has used them. */
export interface FreshRecord {
  /** Of both. */
  readonly digest: string;
  readonly madeAt: number;
  /** A message that comes from then on proves that WeChat knows them; a verification does so from `madeAt` on. */
  readonly provenByMessagesFrom: number;
}

/** By account: where its set-up was left. */
export const PROGRESS: CollectionDefinition = { name: 'assistant', about: 'product' };

/** By account: both answers of WeChat about its menu and replies. */
export const IMPORTS: CollectionDefinition = { name: 'wechat-imports', about: 'product' };

/** By account: which token and AES key may still be shown. */
export const FRESH_CREDENTIALS: CollectionDefinition = {
  name: 'fresh-credentials',
  about: 'product',
};

/** The collections of the set-up assistant, to be registered with the store. */
export const ASSISTANT_COLLECTIONS = [PROGRESS, IMPORTS, FRESH_CREDENTIALS];
