import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { KuaihuiError } from '../../runtime/errors.ts';

// Written from WeChat's page and independent of src/wechat, so that one checks the other.
// https://developers.weixin.qq.com/doc/subscription/guide/dev/push/encryption.html
const BLOCK_BYTES = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/** What both sides share: the 32 bytes of the AES key, and the app id that closes every message. */
export interface MessageKey {
  readonly aesKey: Buffer;
  readonly appId: string;
}

/** An encrypted text that WeChat could not read. */
export class UnreadableCiphertextError extends KuaihuiError {
  override readonly name = 'UnreadableCiphertextError';
  readonly code = 'unreadable_ciphertext';
}

/** SHA-1 over the sorted parts: (token, timestamp, nonce), and the ciphertext as a fourth in encrypted modes. */
export function sign(...parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

/** Encrypts a message; `random` is the 16 bytes that make two equal messages look different. */
export function encryptMessage(key: MessageKey, message: string, random: Buffer): string {
  const text = Buffer.from(message);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(text.length);
  const content = Buffer.concat([random, length, text, Buffer.from(key.appId)]);
  // A full block is added when nothing is missing, as PKCS#7 wants.
  const padBytes = BLOCK_BYTES - (content.length % BLOCK_BYTES);
  const cipher = createCipheriv('aes-256-cbc', key.aesKey, key.aesKey.subarray(0, 16));
  cipher.setAutoPadding(false); // OpenSSL would pad to 16 bytes.
  return Buffer.concat([
    cipher.update(Buffer.concat([content, Buffer.alloc(padBytes, padBytes)])),
    cipher.final(),
  ]).toString('base64');
}

/** Decrypts a message and checks padding, length and app id; throws UnreadableCiphertextError. */
export function decryptMessage(
  key: MessageKey,
  encrypted: string,
): { readonly message: string; readonly random: string } {
  const content = removePadding(decryptBlocks(key, encrypted));
  const headBytes = RANDOM_BYTES + LENGTH_BYTES;
  if (content.length < headBytes) throw new UnreadableCiphertextError('it is too short');
  const endOfMessage = headBytes + content.readUInt32BE(RANDOM_BYTES);
  if (endOfMessage > content.length) throw new UnreadableCiphertextError('its length is wrong');
  if (content.toString('utf8', endOfMessage) !== key.appId) {
    throw new UnreadableCiphertextError('it closes with another app id');
  }
  return {
    message: content.toString('utf8', headBytes, endOfMessage),
    random: content.toString('latin1', 0, RANDOM_BYTES),
  };
}

function decryptBlocks({ aesKey }: MessageKey, encrypted: string): Buffer {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encrypted) || encrypted.length % 4 !== 0) {
    throw new UnreadableCiphertextError('it is not base64');
  }
  const blocks = Buffer.from(encrypted, 'base64');
  if (blocks.length % BLOCK_BYTES !== 0) {
    throw new UnreadableCiphertextError('it is not made of blocks of 32 bytes');
  }
  const decipher = createDecipheriv('aes-256-cbc', aesKey, aesKey.subarray(0, 16));
  decipher.setAutoPadding(false);
  return Buffer.concat([decipher.update(blocks), decipher.final()]);
}

function removePadding(content: Buffer): Buffer {
  const padBytes = content.at(-1) ?? 0;
  const pad = content.subarray(content.length - padBytes);
  if (padBytes < 1 || padBytes > BLOCK_BYTES || pad.some((byte) => byte !== padBytes)) {
    throw new UnreadableCiphertextError('its padding is wrong (another AES key?)');
  }
  return content.subarray(0, content.length - padBytes);
}
