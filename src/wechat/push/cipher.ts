import { isUtf8 } from 'node:buffer';
import { createDecipheriv } from 'node:crypto';
import WXBizMsgCrypt from 'wechat-crypto';
import { BODY_LIMIT_BYTES } from '../limits.ts';

/** The key that a message was encrypted with. While the deployer changes keys, both are in use. */
export type AesKeyName = 'current' | 'previous';

/** The result of decrypting a ciphertext. */
type Decrypted =
  | { readonly is: 'message'; readonly message: string; readonly key: AesKeyName }
  /** Sound, but made for another account. */
  | { readonly is: 'for another app id' }
  /** Not made with our keys, or damaged. */
  | { readonly is: 'unreadable' };

/** Encrypts and decrypts as WeChat's safe and compat modes do. */
export interface Cipher {
  decrypt(encrypted: string): Decrypted;
  encrypt(message: string, key?: AesKeyName): string;
  /** Returns the `msg_signature` of a ciphertext. */
  sign(timestamp: string, nonce: string, encrypted: string): string;
}

export interface CipherSettings {
  readonly token: string;
  readonly appId: string;
  /** 43 letters and digits; the last of them need not be canonical base64. */
  readonly encodingAesKey: string;
  /** Still accepted after the key was changed in WeChat's console. */
  readonly previousEncodingAesKey?: string | undefined;
}

/**
 * Wraps wechat-crypto, which decrypts anything: it reads only the last byte of the padding, trusts the length field,
 * ignores the app id and decodes broken UTF-8. Every ciphertext is therefore inspected before the library gets it.
 * https://developers.weixin.qq.com/doc/subscription/guide/dev/push/encryption.html
 */
export function createCipher(settings: CipherSettings): Cipher {
  const current = createKey(settings.encodingAesKey, settings);
  const previous =
    settings.previousEncodingAesKey === undefined
      ? undefined
      : createKey(settings.previousEncodingAesKey, settings);

  function decryptWith(key: Key, name: AesKeyName, encrypted: string): Decrypted {
    const finding = inspect(encrypted, key.bytes, settings.appId);
    if (finding !== 'sound') return { is: finding };
    return { is: 'message', message: key.library.decrypt(encrypted).message, key: name };
  }

  return {
    decrypt(encrypted) {
      const first = decryptWith(current, 'current', encrypted);
      if (first.is === 'message' || previous === undefined) return first;
      const second = decryptWith(previous, 'previous', encrypted);
      // "For another app id" says more than "unreadable", whichever key found it.
      return second.is === 'unreadable' ? first : second;
    },
    encrypt: (message, name = 'current') =>
      (name === 'previous' && previous !== undefined ? previous : current).library.encrypt(message),
    sign(timestamp, nonce, encrypted) {
      // The signature of an empty ciphertext is that of a plain push, which proves nothing about the body.
      if (encrypted === '') throw new TypeError('An empty ciphertext cannot be signed');
      return current.library.getSignature(timestamp, nonce, encrypted);
    },
  };
}

interface Key {
  readonly bytes: Buffer;
  readonly library: WXBizMsgCrypt;
}

function createKey(encodingAesKey: string, { token, appId }: CipherSettings): Key {
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) {
    throw new TypeError('An EncodingAESKey has 43 letters and digits');
  }
  return {
    bytes: Buffer.from(`${encodingAesKey}=`, 'base64'),
    library: new WXBizMsgCrypt(token, encodingAesKey, appId),
  };
}

const AES_BLOCK_BYTES = 16;
const LONGEST_PADDING_BYTES = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;
const LONGEST_CIPHERTEXT = Math.ceil((BODY_LIMIT_BYTES * 4) / 3);

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Checks everything about a ciphertext that the library does not. */
function inspect(
  encrypted: string,
  key: Buffer,
  appId: string,
): 'sound' | 'unreadable' | 'for another app id' {
  // Node decodes base64 leniently: it skips foreign characters and takes a truncated end.
  if (encrypted.length > LONGEST_CIPHERTEXT || encrypted.length % 4 !== 0) return 'unreadable';
  if (!BASE64.test(encrypted)) return 'unreadable';
  const ciphertext = Buffer.from(encrypted, 'base64');
  if (ciphertext.length % AES_BLOCK_BYTES !== 0) return 'unreadable';

  // Node pads to 16 bytes and WeChat to 32, so the padding is removed here.
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, AES_BLOCK_BYTES));
  decipher.setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(ciphertext), decipher.final()]);

  const paddingLength = padded.at(-1) ?? 0;
  if (paddingLength < 1 || paddingLength > LONGEST_PADDING_BYTES) return 'unreadable';
  if (paddingLength > padded.length) return 'unreadable';
  const padding = padded.subarray(-paddingLength);
  if (!padding.every((byte) => byte === paddingLength)) return 'unreadable';

  const content = padded.subarray(RANDOM_BYTES, -paddingLength);
  if (content.length < LENGTH_BYTES) return 'unreadable';
  const messageLength = content.readUInt32BE(0);
  if (messageLength === 0 || messageLength > content.length - LENGTH_BYTES) return 'unreadable';
  const message = content.subarray(LENGTH_BYTES, LENGTH_BYTES + messageLength);
  if (!isUtf8(message)) return 'unreadable';

  const id = content.subarray(LENGTH_BYTES + messageLength);
  return id.equals(Buffer.from(appId)) ? 'sound' : 'for another app id';
}
