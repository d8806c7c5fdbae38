import { KuaihuiError } from '../../runtime/errors.ts';
import type { AdminSettings } from './api.ts';

/** What kind of account WeChat plays; it decides which API calls are permitted. */
export type AccountKind = 'personal' | 'certified-subscription' | 'certified-service' | 'sandbox';

/** How WeChat writes its pushes, as chosen in its console. */
export type MessageMode = 'plain' | 'compat' | 'safe';

/** What an admin types into WeChat's console, and how patient WeChat is. */
export interface PlatformSettings {
  /** Where pushes go. A function is asked at each attempt, so that a test can send one to another process. */
  readonly webhookUrl: string | ((attempt: number) => string);
  readonly token: string;
  readonly appId?: string;
  readonly appSecret?: string;
  /** 43 letters and digits; needed in compat and safe mode. */
  readonly encodingAesKey?: string;
  readonly mode: MessageMode;
  readonly accountKind: AccountKind;
  /** What the admin had set in the backend before; nothing when absent. */
  readonly adminSettings?: AdminSettings;
  /** The account's original id, `gh_…`. */
  readonly accountId?: string;
  /** How long WeChat waits for an answer: 5,000 ms. https://developers.weixin.qq.com/doc/subscription/guide/product/message/Passive_user_reply_message.html */
  readonly timeoutMs?: number;
  /** How often a message is pushed at most: 3. WeChat's "重试三次" was observed as three requests in all. */
  readonly attempts?: number;
  /** The pause before the next attempt when one was refused or failed (not timed out): 0 ms. WeChat does not document it. */
  readonly retryFailedAfterMs?: number;
  /** The longest text that is shown: 2,048 bytes of UTF-8, known from practice only. */
  readonly textLimitBytes?: number;
  /**
   * Which customer-service quota a tap on a `weixin://bizmsgmenu` link opens. WeChat says `menu`
   * for its own menu message and nothing about hand-made links, so the stricter one is the default.
   */
  readonly tapOpens?: 'menu' | 'message';
}

/** The account with every value decided. */
export interface PlatformAccount {
  readonly kind: AccountKind;
  readonly mode: MessageMode;
  readonly accountId: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  /** Absent in plain mode. */
  readonly aesKey?: Buffer;
}

/** The settings of a played platform contradict each other. */
export class PlatformSettingsError extends KuaihuiError {
  override readonly name = 'PlatformSettingsError';
  readonly code = 'platform_settings';
}

/** Fills in what the settings leave open with random values; throws PlatformSettingsError for an unusable AES key. */
export function createPlatformAccount(
  settings: PlatformSettings,
  random: (sizeBytes: number) => Buffer,
): PlatformAccount {
  return {
    kind: settings.accountKind,
    mode: settings.mode,
    accountId: settings.accountId ?? `gh_${random(6).toString('hex')}`,
    appId: settings.appId ?? `wx${random(8).toString('hex')}`,
    appSecret: settings.appSecret ?? random(16).toString('hex'),
    token: settings.token,
    ...(settings.mode === 'plain' ? {} : { aesKey: readAesKey(settings) }),
  };
}

function readAesKey({ encodingAesKey, mode }: PlatformSettings): Buffer {
  if (encodingAesKey === undefined) {
    throw new PlatformSettingsError(`The ${mode} mode needs an AES key (EncodingAESKey).`);
  }
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) {
    throw new PlatformSettingsError(
      'The AES key (EncodingAESKey) has to be 43 letters and digits.',
    );
  }
  return Buffer.from(`${encodingAesKey}=`, 'base64');
}

/** Whether an account of this kind may send customer-service messages at all. */
export function hasCustomerService(kind: AccountKind): boolean {
  // Only accounts certified as an organisation, and the sandbox, have the call.
  // https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage
  return kind !== 'personal';
}
