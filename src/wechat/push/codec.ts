import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from '../../runtime/clock.ts';
import type { InboundMessage } from '../../messages/inbound-message.ts';
import type { FinalReply } from '../../messages/reply.ts';
import { checkAddress, checkAge, checkCiphertext, type CheckedQuery } from './check-push.ts';
import { type AesKeyName, type Cipher, createCipher } from './cipher.ts';
import { encodeEnvelope, encodeText } from './encode-reply.ts';
import { RefusedPushError, UnreadablePushError } from '../errors.ts';
import { escapeTypedText } from './escape-typed-text.ts';
import { keepLegalXml } from './legal-xml.ts';
import { createModeReport, type MessageMode } from './message-mode.ts';
import { parseMessage } from './parse-message.ts';
import { parseXml, type XmlElement } from './parse-xml.ts';
import { parsePushQuery, type PushQuery } from './push-query.ts';
import { createSigningTokens, type EndingToken, type TokenName } from './signing-tokens.ts';

/** What the operator typed into WeChat's console, and how strict to be. */
export interface CodecSettings {
  readonly token: string;
  /** Still accepted after the token was changed, until WeChat signs with the new one. */
  readonly previousToken?: EndingToken | undefined;
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
  /** The one over timestamp and nonce, also of an encrypted push: with it alone a plain one could be made. */
  readonly signature: string;
  /** The token that signed it, and that the reply is signed with. */
  readonly token: TokenName;
  readonly isEncrypted: boolean;
  /** The key that opened it, and that the reply is encrypted with. */
  readonly aesKey?: AesKeyName | undefined;
}

/** The address of a push, found genuine. */
interface AdmittedQuery {
  readonly query: PushQuery;
  readonly checked: CheckedQuery;
}

/** What WeChat is answered when it verifies an address, and what its request was signed with. */
export interface Handshake extends CheckedQuery {
  readonly echostr: string;
}

/** Translates between WeChat's requests and messages, for one account. */
export interface Codec {
  /** The text that proves to WeChat that this address is ours. A wrong clock does not matter here. Throws RefusedPushError. */
  answerHandshake(query: unknown): Handshake;
  /** Says whether WeChat signed this address with our token, at any time. */
  hasSigned(query: unknown): boolean;
  /** Checks signature and age of a push before its body is read. Throws RefusedPushError. */
  admit(query: unknown): AdmittedQuery;
  /** Checks, decrypts and types the body. Throws RefusedPushError and UnreadablePushError. */
  decode(admitted: AdmittedQuery, body: string): Promise<Push>;
  /** The HTTP answer. A text without a legal, visible character is answered as nothing. */
  encode(reply: FinalReply, push: Push): { readonly body: string; readonly contentType: string };
}

const envelopeFields = z.object({
  // Present but unusable is not the same as absent: it reads as empty, and that is refused.
  Encrypt: z
    .tuple([z.string()])
    .transform(([text]) => text.trim())
    .optional()
    .catch(''),
});

/** Creates the codec of an account. Throws TypeError for an empty token, with which any attacker could sign. */
export function createCodec(
  settings: CodecSettings,
  {
    clock,
    log,
    onTokenSwitched = () => {},
  }: {
    readonly clock: Clock;
    readonly log: Logger;
    /** Called when WeChat signs with the current token for the first time after a change. */
    readonly onTokenSwitched?: (() => void) | undefined;
  },
): Codec {
  const { token, previousToken, encodingAesKey, messageMode } = settings;
  if (token === '' || previousToken?.token === '') throw new TypeError('A codec needs a token');
  const tokens = createSigningTokens(token, previousToken, { clock, onSwitched: onTokenSwitched });
  const secrets = { current: token, previous: previousToken?.token ?? token };
  const ciphers = createCiphers(settings, secrets);
  const reportMode = createModeReport(messageMode, log);

  function readPlain(checked: CheckedQuery, xml: XmlElement): Push {
    if (messageMode === 'safe') throw plainRefused();
    const message = parseMessage(xml);
    tokens.note(checked.token);
    reportMode('plain');
    return { message, isEncrypted: false, ...checked };
  }

  async function readEncrypted(
    { query, checked }: AdmittedQuery,
    encrypted: string,
  ): Promise<Push> {
    // Over an empty ciphertext the signature would be the plain one, which vouches for no body at all.
    if (encrypted === '') throw cannotDecrypt();
    if (query.msg_signature === undefined) throw messageSignatureMissing();
    checkCiphertext(query, query.msg_signature, encrypted, secrets[checked.token]);
    if (messageMode === 'plain') throw encryptedRefused();
    if (ciphers === undefined) throw settingMissing(encodingAesKey);
    const decrypted = ciphers[checked.token].decrypt(encrypted);
    if (decrypted.is === 'for another app id') throw appIdWrong();
    if (decrypted.is === 'unreadable') throw cannotDecrypt();
    const message = parseMessage(await parseXml(escapeTypedText(decrypted.message)));
    tokens.note(checked.token);
    reportMode('encrypted');
    return { message, isEncrypted: true, aesKey: decrypted.key, ...checked };
  }

  return {
    answerHandshake(given) {
      const query = parsePushQuery(given);
      const checked = checkAddress(query, tokens.list());
      if (query.echostr === undefined) {
        throw new RefusedPushError('query malformed', 'The address has no echostr to answer with.');
      }
      tokens.note(checked.token);
      return { echostr: query.echostr, ...checked };
    },

    hasSigned(given) {
      try {
        checkAddress(parsePushQuery(given), tokens.list());
        return true;
      } catch (error) {
        if (error instanceof RefusedPushError) return false;
        throw error;
      }
    },

    admit(given) {
      const query = parsePushQuery(given);
      const checked = checkAddress(query, tokens.list());
      // After the signature, so that strangers learn nothing about our clock.
      checkAge(checked, clock.now(), settings.timestampWindowSeconds);
      return { query, checked };
    },

    async decode(admitted, body) {
      const { query, checked } = admitted;
      const xml = await parseXml(escapeTypedText(body));
      const encrypted = envelopeFields.parse(xml).Encrypt;
      if (encrypted === undefined) return readPlain(checked, xml);
      // A compat body says everything twice; the encrypted copy is the one that a signature covers, where there is one.
      const hasPlainFields = Object.hasOwn(xml, 'MsgType');
      const cannotOpen = ciphers === undefined || query.msg_signature === undefined;
      return hasPlainFields && messageMode !== 'safe' && (cannotOpen || messageMode === 'plain')
        ? readPlain(checked, xml)
        : readEncrypted(admitted, encrypted);
    },

    encode(reply, push) {
      // The word that stops WeChat from resending; it is never encrypted.
      const nothing = { body: 'success', contentType: 'text/plain; charset=utf-8' };
      if (reply.kind === 'nothing') return nothing;
      const content = keepLegalXml(reply.text);
      if (content.trim() === '') return nothing;

      const bytes = Buffer.byteLength(content);
      if (settings.textLimitBytes !== undefined && bytes > settings.textLimitBytes) {
        log.error(
          { code: 'reply_too_long', bytes, zh: '一条回复太长，粉丝可能会看到故障提示' },
          'A text reply is too long: the follower may see a failure notice',
        );
      }
      const timestamp = Math.floor(clock.now() / 1000);
      const contentType = 'text/xml; charset=utf-8';
      const text = encodeText(content, push.message, timestamp);
      if (push.aesKey === undefined || ciphers === undefined) return { body: text, contentType };
      const { aesKey: key, nonce } = push;
      const cipher = ciphers[push.token];
      return { body: encodeEnvelope(text, { cipher, key, nonce, timestamp }), contentType };
    },
  };
}

/** Creates a cipher for each token, since a reply is signed with the token that signed its request. */
function createCiphers(
  { appId, encodingAesKey, previousEncodingAesKey }: CodecSettings,
  tokens: Readonly<Record<TokenName, string>>,
): Readonly<Record<TokenName, Cipher>> | undefined {
  if (appId === undefined || encodingAesKey === undefined) return undefined;
  const create = (token: string) =>
    createCipher({ token, appId, encodingAesKey, previousEncodingAesKey });
  return { current: create(tokens.current), previous: create(tokens.previous) };
}

const plainRefused = () =>
  new RefusedPushError(
    'plain body refused',
    "The message is not encrypted, and WECHAT_MESSAGE_MODE is safe. If WeChat sent it, choose 安全模式 in WeChat's console or set WECHAT_MESSAGE_MODE=auto.",
  );

const messageSignatureMissing = () =>
  new UnreadablePushError(
    'message signature missing',
    'The message is encrypted, and the address lacks its signature, msg_signature. If WeChat sent it, a proxy changed its query.',
  );

const encryptedRefused = () =>
  new UnreadablePushError(
    'encrypted body refused',
    "The message is encrypted, and WECHAT_MESSAGE_MODE is plain. Choose 明文模式 in WeChat's console, or set WECHAT_MESSAGE_MODE=auto, WECHAT_APP_ID and WECHAT_ENCODING_AES_KEY.",
  );

const settingMissing = (encodingAesKey: string | undefined) =>
  encodingAesKey === undefined
    ? new UnreadablePushError(
        'aes key missing',
        "The message is encrypted. Set WECHAT_ENCODING_AES_KEY to the EncodingAESKey in WeChat's console, or choose 明文模式 there.",
      )
    : new UnreadablePushError(
        'app id missing',
        "The message is encrypted, and for one app id only. Set WECHAT_APP_ID to the AppID in WeChat's console.",
      );

const appIdWrong = () =>
  new UnreadablePushError(
    'app id wrong',
    "The message was encrypted for another account. Compare WECHAT_APP_ID with the AppID in WeChat's console.",
  );

const cannotDecrypt = () =>
  new UnreadablePushError(
    'cannot decrypt',
    "The message cannot be decrypted. Compare WECHAT_ENCODING_AES_KEY with the EncodingAESKey in WeChat's console.",
  );
