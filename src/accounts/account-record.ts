import type { SealedSecret } from './secret-box.ts';

/** What the store keeps under a name, with secrets. */
export interface SealedRecord {
  /** Sealed for this name and this setting. */
  readonly secrets: Readonly<Record<string, SealedSecret>>;
}

/** An account as the store keeps it, under its name. */
export interface AccountRecord extends SealedRecord {
  /** By the names of .env, and only what differs from the defaults. */
  readonly settings: Readonly<Record<string, string>>;
  /** A paused account answers without a model. */
  readonly isPaused?: boolean;
  /** Its data is being deleted, and the name is free again afterwards. */
  readonly isRemoved?: boolean;
}

/** WeChat may sign with the token before the last change until it has the new one. Sealed as WECHAT_TOKEN of the account. */
export interface PreviousToken {
  readonly token: SealedSecret;
}

/** A server of tools that was added in the console, under the prefix of such servers and its name. */
export interface McpServerRecord extends SealedRecord {
  /** The address without what may be secret in it. */
  readonly shownUrl: string;
  readonly allowTools: readonly string[];
  readonly isOn: boolean;
  readonly timeoutSeconds: number;
}
