import type { SealedSecret } from './secret-box.ts';

/** An account as the store keeps it, under its name. */
export interface AccountRecord {
  /** By the names of .env, and only what differs from the defaults. */
  readonly settings: Readonly<Record<string, string>>;
  /** The settings that are secret, sealed for this account and this setting. */
  readonly secrets: Readonly<Record<string, SealedSecret>>;
  /** A paused account answers without a model. */
  readonly isPaused?: boolean;
  /** Its data is being deleted, and the name is free again afterwards. */
  readonly isRemoved?: boolean;
}

/** WeChat may sign with the token before the last change until it has the new one. Sealed as WECHAT_TOKEN of the account. */
export interface PreviousToken {
  readonly token: SealedSecret;
}
