import type { AttemptOutcome, RefusalReason, UnreadableReason } from './domain-event.ts';

/**
 * Why a call of the webhook led to nothing. unknown path: WeChat's parameters came to an address where nothing is.
 * opened by hand: an address of a webhook without any parameter of WeChat. unreadable address: broken escapes. failed:
 * it broke something here.
 */
export type WebhookFault =
  | RefusalReason
  | UnreadableReason
  | 'unknown path'
  | 'opened by hand'
  | 'unreadable address'
  | 'failed';

/** The parameters that WeChat puts into the address. */
export type WebhookParameter =
  'signature' | 'timestamp' | 'nonce' | 'msg_signature' | 'encrypt_type' | 'echostr';

/** What was checked of one call of a webhook. No token, signature, OpenID or text is in it. */
export interface WebhookCall {
  /** When it came; milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** Without what follows the question mark, and cut. */
  readonly path: string;
  /** The account at the address; absent where nothing is. */
  readonly account?: string;
  readonly fault?: WebhookFault;
  /** How far it came: nothing was right, the address was, or the message was read. */
  readonly passed: 'nothing' | 'address' | 'message';
  /** Which parameters of WeChat the address has. */
  readonly parameters: readonly WebhookParameter[];
  /** By how many seconds this machine's clock is ahead of the request's time; negative when it is behind. */
  readonly aheadSeconds?: number;
  /** The account whose token signed a call that another address refused. */
  readonly signedFor?: string;
  readonly body?: {
    readonly bytes?: number;
    readonly looksLike?: 'xml' | 'json' | 'nothing' | 'other';
    readonly isEncrypted?: boolean;
  };
  /** What a message was: `text`, or the name of an event. */
  readonly message?: string;
  readonly gave?: AttemptOutcome | 'echo';
  readonly status: number;
  readonly from: {
    readonly address: string;
    readonly isProxied: boolean;
    /** By the User-Agent; WeChat's is Mozilla/4.0. */
    readonly client: 'wechat' | 'browser' | 'program' | 'unnamed';
  };
}
