import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { InboundMessage } from '../inbound-message.ts';
import { type CheckedQuery, createPushCheck } from './check-push.ts';
import { type AesKeyName, createCipher } from './cipher.ts';
import { encodeEnvelope, encodeText } from './encode-reply.ts';
import { RefusedPushError } from './errors.ts';
import { keepLegalXml } from './legal-xml.ts';
import { BODY_LIMIT_BYTES } from './limits.ts';
import { createModeReport, type MessageMode } from './message-mode.ts';
import { parseMessage } from './parse-message.ts';
import { parseXml, type XmlElement } from './parse-xml.ts';
import { parsePushQuery } from './push-query.ts';

export type { MessageMode } from './message-mode.ts';

/** What the operator typed into WeChat's console, and how strict to be. */
export interface CodecSettings {
  readonly token: string;
  readonly appId?: string | undefined;
  readonly encodingAesKey?: string | undefined;
  readonly previousEncodingAesKey?: string | undefined;
  readonly messageMode: MessageMode;
  /** How far the clocks of WeChat and this machine may differ; 0 means that it does not matter. */
  readonly timestampWindowSeconds: number;
  /** A longer text reply is reported: it was not cut where it should have been. */
  readonly textLimitBytes?: number | undefined;
}

/** One attempt of WeChat to hand over a message, found genuine. */
export interface Push {
  readonly message: InboundMessage;
  /** When WeChat made this attempt; Unix seconds, from the address. */
  readonly timestamp: number;
  readonly nonce: string;
  /** The one that was checked: over the ciphertext when the message was decrypted, else over timestamp and nonce. */
  readonly signature: string;
  readonly isEncrypted: boolean;
  /** The key that opened it, and that the reply is encrypted with. */
  readonly aesKey?: AesKeyName | undefined;
}

/** What a push is answered with. */
export type Reply =
  { readonly kind: 'text'; readonly content: string } | { readonly kind: 'nothing' };

/** Translates between WeChat's requests and messages, for one account. */
export interface Codec {
  /** The text that proves to WeChat that this address is ours. A wrong clock does not matter here. Throws RefusedPushError. */
  answerHandshake(query: unknown): string;
  /** Checks, decrypts and types a push. Throws RefusedPushError. */
  decode(query: unknown, body: string): Promise<Push>;
  /** The HTTP answer. A text without a legal, visible character is answered as nothing. */
  encode(reply: Reply, push: Push): { readonly body: string; readonly contentType: string };
}

const envelopeFields = z.object({
  // Present but unusable is not the same as absent: it reads as empty, and that is refused.
  Encrypt: z
    .tuple([z.string()])
    .transform(([text]) => text)
    .optional()
    .catch(''),
});

type Check = (encrypted?: string) => CheckedQuery;

/** Creates the codec of an account. Throws TypeError for an empty token, with which everybody could sign. */
export function createCodec(
  settings: CodecSettings,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): Codec {
  const { token, appId, encodingAesKey, previousEncodingAesKey, messageMode } = settings;
  if (token === '') throw new TypeError('A codec needs a token');
  const cipher =
    appId === undefined || encodingAesKey === undefined
      ? undefined
      : createCipher({ token, appId, encodingAesKey, previousEncodingAesKey });
  const windowSeconds = settings.timestampWindowSeconds;
  const pushCheck = createPushCheck({ token, windowSeconds }, { clock });
  const reportMode = createModeReport(messageMode, log);

  function readPlain(check: Check, xml: XmlElement): Push {
    const checked = check();
    if (messageMode === 'safe') throw plainRefused();
    const message = parseMessage(xml);
    reportMode('plain');
    return { message, isEncrypted: false, ...checked };
  }

  async function readEncrypted(check: Check, encrypted: string): Promise<Push> {
    // Over an empty ciphertext the signature would be the plain one, which vouches for no body at all.
    if (encrypted === '') throw cannotDecrypt();
    const checked = check(encrypted);
    if (messageMode === 'plain') throw encryptedRefused();
    if (cipher === undefined) throw settingMissing(encodingAesKey);
    const decrypted = cipher.decrypt(encrypted);
    if (decrypted.is === 'for another app id') throw appIdWrong();
    if (decrypted.is === 'unreadable') throw cannotDecrypt();
    const message = parseMessage(await parseXml(decrypted.message));
    reportMode('encrypted');
    return { message, isEncrypted: true, aesKey: decrypted.key, ...checked };
  }

  return {
    answerHandshake(query) {
      const parsed = parsePushQuery(query);
      pushCheck.checkSignature(parsed);
      if (parsed.echostr === undefined) {
        throw new RefusedPushError('query malformed', 'The address has no echostr to answer with.');
      }
      return parsed.echostr;
    },

    async decode(query, body) {
      const parsed = parsePushQuery(query);
      if (Buffer.byteLength(body) > BODY_LIMIT_BYTES) throw bodyTooLarge();
      const check = pushCheck.checkAny(parsed, body);

      const xml = await parseXml(body);
      const encrypted = envelopeFields.parse(xml).Encrypt;
      if (encrypted === undefined) return readPlain(check, xml);
      // A compat body says everything twice; the encrypted copy is the one that the signature covers.
      const hasPlainFields = Object.hasOwn(xml, 'MsgType');
      const cannotOpen = cipher === undefined && messageMode !== 'safe';
      return hasPlainFields && (cannotOpen || messageMode === 'plain')
        ? readPlain(check, xml)
        : readEncrypted(check, encrypted);
    },

    encode(reply, push) {
      // The word that stops WeChat from resending; it is never encrypted.
      const nothing = { body: 'success', contentType: 'text/plain; charset=utf-8' };
      if (reply.kind === 'nothing') return nothing;
      const content = keepLegalXml(reply.content);
      if (content.trim() === '') return nothing;

      const bytes = Buffer.byteLength(content);
      if (settings.textLimitBytes !== undefined && bytes > settings.textLimitBytes) {
        log.error({ bytes }, 'A text reply is too long: the follower may see a failure notice');
      }
      const timestamp = Math.floor(clock.now() / 1000);
      const contentType = 'text/xml; charset=utf-8';
      const text = encodeText(content, push.message, timestamp);
      if (push.aesKey === undefined || cipher === undefined) return { body: text, contentType };
      const { aesKey: key, nonce } = push;
      return { body: encodeEnvelope(text, { cipher, key, nonce, timestamp }), contentType };
    },
  };
}

const plainRefused = () =>
  new RefusedPushError(
    'plain body refused',
    "The message is not encrypted, and WECHAT_MESSAGE_MODE is safe. If WeChat sent it, choose 安全模式 in WeChat's console or set WECHAT_MESSAGE_MODE=auto.",
  );

const encryptedRefused = () =>
  new RefusedPushError(
    'encrypted body refused',
    "The message is encrypted, and WECHAT_MESSAGE_MODE is plain. Choose 明文模式 in WeChat's console, or set WECHAT_MESSAGE_MODE=auto, WECHAT_APP_ID and WECHAT_ENCODING_AES_KEY.",
  );

const settingMissing = (encodingAesKey: string | undefined) =>
  encodingAesKey === undefined
    ? new RefusedPushError(
        'aes key missing',
        "The message is encrypted. Set WECHAT_ENCODING_AES_KEY to the EncodingAESKey in WeChat's console, or choose 明文模式 there.",
      )
    : new RefusedPushError(
        'app id missing',
        "The message is encrypted, and for one app id only. Set WECHAT_APP_ID to the AppID in WeChat's console.",
      );

const appIdWrong = () =>
  new RefusedPushError(
    'app id wrong',
    "The message was encrypted for another account. Compare WECHAT_APP_ID with the AppID in WeChat's console.",
  );

const cannotDecrypt = () =>
  new RefusedPushError(
    'cannot decrypt',
    "The message cannot be decrypted. Compare WECHAT_ENCODING_AES_KEY with the EncodingAESKey in WeChat's console.",
  );

const bodyTooLarge = () =>
  new RefusedPushError('body too large', 'The body is larger than any that WeChat sends.');
