import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  UnreadableCiphertextError,
  decryptMessage,
  encryptMessage,
  sign,
} from '../../../src/simulator/platform/message-crypto.ts';
import { fieldsOf } from '../scripted-bot.ts';

interface SignatureVector {
  id: string;
  token: string;
  timestamp: string;
  nonce: string;
  encrypt?: string;
  expected: string;
}
interface DecryptVector {
  id: string;
  token: string;
  encodingAESKey: string;
  receiveId: string;
  timestamp: string;
  nonce: string;
  msgSignature: string;
  encrypt: string;
  expectedRandom?: string;
  expectedPlaintext?: string;
  expectedFields?: Record<string, string>;
}
interface EncryptVector {
  id: string;
  token: string;
  encodingAESKey: string;
  receiveId: string;
  random: string;
  plaintext: string;
  timestamp?: string;
  nonce?: string;
  expectedEncrypt: string;
  expectedMsgSignature?: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('../../fixtures/vectors.json', import.meta.url), 'utf8'),
) as { signature: SignatureVector[]; decrypt: DecryptVector[]; encrypt: EncryptVector[] };

const keyOf = (vector: { encodingAESKey: string; receiveId: string }) => ({
  aesKey: Buffer.from(`${vector.encodingAESKey}=`, 'base64'),
  appId: vector.receiveId,
});
const key = { aesKey: Buffer.alloc(32, 7), appId: 'wx0123456789abcdef' };
const random = Buffer.from('0123456789abcdef');

describe('published vectors', () => {
  it.each(vectors.signature)('signs $id', ({ token, timestamp, nonce, encrypt, expected }) => {
    const parts = encrypt === undefined ? [] : [encrypt];
    expect(sign(token, timestamp, nonce, ...parts)).toBe(expected);
  });

  it.each(vectors.decrypt)('decrypts $id', (vector) => {
    const { token, timestamp, nonce, encrypt } = vector;
    expect(sign(token, timestamp, nonce, encrypt)).toBe(vector.msgSignature);
    const opened = decryptMessage(keyOf(vector), encrypt);
    if (vector.expectedRandom !== undefined) expect(opened.random).toBe(vector.expectedRandom);
    if (vector.expectedPlaintext !== undefined) {
      expect(opened.message).toBe(vector.expectedPlaintext);
    }
    if (vector.expectedFields !== undefined) {
      expect(fieldsOf(opened.message)).toMatchObject(vector.expectedFields);
    }
  });

  it.each(vectors.encrypt)('encrypts $id', (vector) => {
    const encrypted = encryptMessage(keyOf(vector), vector.plaintext, Buffer.from(vector.random));
    expect(encrypted).toBe(vector.expectedEncrypt);
    if (vector.expectedMsgSignature !== undefined) {
      const { token, timestamp = '', nonce = '' } = vector;
      expect(sign(token, timestamp, nonce, encrypted)).toBe(vector.expectedMsgSignature);
    }
  });
});

it('gives back every message, also one that needs a whole block of padding', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (message) => {
      expect(decryptMessage(key, encryptMessage(key, message, random)).message).toBe(message);
    }),
  );
  // 16 + 4 + 26 + 18 bytes are two blocks exactly.
  const aligned = 'a'.repeat(26);
  const encrypted = encryptMessage(key, aligned, random);
  expect(Buffer.from(encrypted, 'base64')).toHaveLength(96);
  expect(decryptMessage(key, encrypted).message).toBe(aligned);
});

it.each([
  ['another app id', encryptMessage({ ...key, appId: 'wx2' }, 'hello', random)],
  ['another key', encryptMessage({ ...key, aesKey: Buffer.alloc(32, 8) }, 'hello', random)],
  ['a cut ciphertext', encryptMessage(key, 'hello', random).slice(0, -24)],
  ['no base64', 'not base64!!'],
  ['nothing', ''],
])('refuses %s', (_, encrypted) => {
  expect(() => decryptMessage(key, encrypted)).toThrow(UnreadableCiphertextError);
});
