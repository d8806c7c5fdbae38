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

/** By account: where its set-up was left. */
export const PROGRESS: CollectionDefinition = { name: 'assistant', about: 'product' };

/** By account: both answers of WeChat about its menu and replies. */
export const IMPORTS: CollectionDefinition = { name: 'wechat-imports', about: 'product' };

/** The collections of the set-up assistant, to be registered with the store. */
export const ASSISTANT_COLLECTIONS = [PROGRESS, IMPORTS];
