import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Encrypts as WeChat's page says, without a library, as a second implementation to compare with. `padding` and the rest
 * can be made wrong on purpose.
 */
export function encryptByHand(
  message: string | Buffer,
  deps: {
    readonly encodingAesKey: string;
    readonly appId: string;
    readonly random?: string;
    readonly statedLength?: number;
    readonly padding?: (wanted: number) => Buffer;
  },
): string {
  const bytes = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(deps.statedLength ?? bytes.length);
  const random = deps.random === undefined ? randomBytes(16) : Buffer.from(deps.random, 'latin1');
  const content = Buffer.concat([random, length, bytes, Buffer.from(deps.appId)]);
  const wanted = 32 - (content.length % 32);
  const padding = deps.padding?.(wanted) ?? Buffer.alloc(wanted, wanted);
  return encryptBytes(Buffer.concat([content, padding]), deps.encodingAesKey);
}

/** Encrypts bytes that are already padded. */
export function encryptBytes(padded: Buffer, encodingAesKey: string): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

/** Takes a ciphertext apart without judging it. */
export function decryptByHand(encrypted: string, encodingAesKey: string) {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  const paddingLength = padded[padded.length - 1] ?? 0;
  const content = padded.subarray(0, padded.length - paddingLength);
  const messageEnd = 20 + content.readUInt32BE(16);
  return {
    random: content.subarray(0, 16).toString('latin1'),
    message: content.subarray(20, messageEnd).toString(),
    id: content.subarray(messageEnd).toString(),
    paddingLength,
    cipherBytes: padded.length,
  };
}
