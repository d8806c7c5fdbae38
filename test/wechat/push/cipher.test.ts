import crypto from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createCipher } from '../../../src/wechat/push/cipher.ts';
import { parseXml } from '../../../src/wechat/push/parse-xml.ts';
import { account } from '../api/account-double.ts';
import { decryptByHand, encryptByHand, encryptBytes } from './cipher-oracle.ts';
import { vectors } from './vectors.ts';

const { appId, encodingAesKey, otherAesKey } = account;
const cipher = createCipher(account);

const random = Object.getOwnPropertyDescriptor(crypto, 'pseudoRandomBytes') ?? {};
const replaceRandom = (draw: () => Buffer) =>
  Object.defineProperty(crypto, 'pseudoRandomBytes', { configurable: true, value: draw });
afterEach(() => {
  Object.defineProperty(crypto, 'pseudoRandomBytes', random);
});

describe('the published vectors', () => {
  it.each(vectors.decrypt)('decrypts $id', async (vector) => {
    const own = createCipher({
      token: vector.token,
      appId: vector.receiveId,
      encodingAesKey: vector.encodingAESKey,
    });
    expect(own.sign(vector.timestamp, vector.nonce, vector.encrypt)).toBe(vector.msgSignature);

    const decrypted = own.decrypt(vector.encrypt);
    if (decrypted.is !== 'message') throw new Error(decrypted.is);
    if (vector.expectedPlaintext !== undefined) {
      expect(decrypted.message).toBe(vector.expectedPlaintext);
    }
    if (vector.expectedMsgLen !== undefined) {
      expect(Buffer.byteLength(decrypted.message)).toBe(vector.expectedMsgLen);
    }
    if (vector.expectedFields !== undefined) {
      const xml = await parseXml(decrypted.message);
      const fields = Object.entries(vector.expectedFields).map(([name, value]) => [name, [value]]);
      expect(xml).toMatchObject(Object.fromEntries(fields));
    }

    const byHand = decryptByHand(vector.encrypt, vector.encodingAESKey);
    expect(byHand).toMatchObject({ message: decrypted.message, id: vector.receiveId });
    if (vector.expectedRandom !== undefined) expect(byHand.random).toBe(vector.expectedRandom);
    if (vector.expectedCipherBytes !== undefined) {
      expect(byHand.cipherBytes).toBe(vector.expectedCipherBytes);
    }
    if (vector.expectedUnpaddedBytes !== undefined) {
      expect(byHand.cipherBytes - byHand.paddingLength).toBe(vector.expectedUnpaddedBytes);
    }
  });

  it.each(vectors.encrypt)('encrypts $id', (vector) => {
    // The library draws its random bytes itself, so this is the only way to give it the published ones.
    replaceRandom(() => Buffer.from(vector.random));
    const own = createCipher({
      token: vector.token,
      appId: vector.receiveId,
      encodingAesKey: vector.encodingAESKey,
    });
    expect(own.encrypt(vector.plaintext)).toBe(vector.expectedEncrypt);
    expect(own.decrypt(vector.expectedEncrypt)).toEqual({
      is: 'message',
      message: vector.plaintext,
      key: 'current',
    });
    if (vector.expectedMsgSignature !== undefined) {
      const { timestamp = '', nonce = '' } = vector;
      expect(own.sign(timestamp, nonce, vector.expectedEncrypt)).toBe(vector.expectedMsgSignature);
    }

    const { encodingAESKey, receiveId, random } = vector;
    const parts = { encodingAesKey: encodingAESKey, appId: receiveId, random };
    expect(encryptByHand(vector.plaintext, parts)).toBe(vector.expectedEncrypt);
  });
});

describe('together with a second implementation', () => {
  const anyMessage = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
  const anyKey = fc.stringMatching(/^[A-Za-z0-9]{43}$/);

  it('decrypts what the other encrypted', () => {
    fc.assert(
      fc.property(anyMessage, anyKey, (message, key) => {
        const own = createCipher({ ...account, encodingAesKey: key });
        const encrypted = encryptByHand(message, { appId, encodingAesKey: key });
        expect(own.decrypt(encrypted)).toEqual({ is: 'message', message, key: 'current' });
      }),
    );
  });

  it('encrypts what the other can decrypt', () => {
    fc.assert(
      fc.property(anyMessage, anyKey, (message, key) => {
        const encrypted = createCipher({ ...account, encodingAesKey: key }).encrypt(message);
        expect(decryptByHand(encrypted, key)).toMatchObject({ message, id: appId });
      }),
    );
  });

  it('pads a whole block of 32 bytes when nothing is missing', () => {
    const message = 'm'.repeat(64 - 16 - 4 - appId.length);
    const encrypted = cipher.encrypt(message);
    expect(decryptByHand(encrypted, encodingAesKey)).toMatchObject({ paddingLength: 32, message });
    expect(cipher.decrypt(encryptByHand(message, account))).toMatchObject({ message });
  });

  it('finds no message in random bytes', () => {
    const blocks = fc.uint8Array({ minLength: 1, maxLength: 20 }).map((seed) => {
      const bytes = crypto.createHash('sha512').update(seed).digest();
      return bytes.toString('base64');
    });
    fc.assert(
      fc.property(blocks, (encrypted) => {
        expect(cipher.decrypt(encrypted)).toEqual({ is: 'unreadable' });
      }),
    );
  });
});

describe('what the library would have accepted', () => {
  const good = encryptByHand('<xml/>', account);
  const padded = (wanted: number, ...end: number[]) =>
    Buffer.concat([Buffer.alloc(wanted - end.length, wanted), Buffer.from(end)]);

  it.each<[string, string]>([
    ['an empty text', ''],
    ['a length that is no multiple of four', good.slice(0, -3)],
    ['a ciphertext cut in the middle of a block', good.slice(0, -8)],
    ['characters that are not base64', `${good.slice(0, -4)}!!==`],
    ['spaces and line feeds', `${good.slice(0, 4)}\n\n\n\n${good.slice(4)}`],
    ['the URL alphabet', '-_-_'.repeat(16)],
    ['padding in the middle', `${good.slice(0, 42)}==${good.slice(44)}`],
    ['more than any body can hold', 'A'.repeat(400_000)],
    ['padding of 0', encryptByHand('m', { ...account, padding: (n) => padded(n, 0) })],
    ['padding of 33', encryptByHand('m', { ...account, padding: (n) => padded(n, 33) })],
    [
      'padding whose bytes differ',
      encryptByHand('m', { ...account, padding: (n) => padded(n, n - 1, n) }),
    ],
    ['nothing but padding', encryptBytes(Buffer.alloc(32, 32), encodingAesKey)],
    ['more padding than there is ciphertext', encryptBytes(Buffer.alloc(16, 32), encodingAesKey)],
    [
      'no room for a length',
      encryptBytes(Buffer.concat([Buffer.alloc(18), Buffer.alloc(14, 14)]), encodingAesKey),
    ],
    ['a length beyond the end', encryptByHand('m', { ...account, statedLength: 0xfffffff0 })],
    ['a length that is one too long', encryptByHand('', { ...account, statedLength: 100 })],
    ['an empty message', encryptByHand('', account)],
    ['broken UTF-8', encryptByHand(Buffer.from([0xe4, 0xbd]), account)],
    ['another key', encryptByHand('<xml/>', { ...account, encodingAesKey: otherAesKey })],
  ])('is unreadable: %s', (_, encrypted) => {
    expect(cipher.decrypt(encrypted)).toEqual({ is: 'unreadable' });
  });

  it.each([
    ['another account', 'wxffffffffffffffff'],
    ['no account', ''],
    ['an account whose id begins with ours', `${appId}0`],
  ])('is refused: a message for %s', (_, otherId) => {
    const encrypted = encryptByHand('<xml/>', { ...account, appId: otherId });
    expect(cipher.decrypt(encrypted)).toEqual({ is: 'for another app id' });
  });

  it('is refused: a stated length that moves part of the id into the message', () => {
    const encrypted = encryptByHand('m', { ...account, statedLength: 3 });
    expect(cipher.decrypt(encrypted)).toEqual({ is: 'for another app id' });
  });

  it('never signs an empty ciphertext, whose signature is that of a plain push', () => {
    expect(() => cipher.sign('1', '2', '')).toThrow(TypeError);
  });

  it.each(['', 'short', `${encodingAesKey}A`, `${encodingAesKey.slice(1)}+`])(
    'is refused as an EncodingAESKey: "%s"',
    (key) => {
      expect(() => createCipher({ ...account, encodingAesKey: key })).toThrow(/43 letters/);
      expect(() => createCipher({ ...account, previousEncodingAesKey: key })).toThrow(/43 letters/);
    },
  );
});

describe('while the key is being changed', () => {
  const rotating = createCipher({ ...account, previousEncodingAesKey: otherAesKey });

  it.each([
    ['current', encodingAesKey],
    ['previous', otherAesKey],
  ] as const)('opens and answers messages under the %s key', (name, key) => {
    const encrypted = encryptByHand('<xml/>', { appId, encodingAesKey: key });
    expect(rotating.decrypt(encrypted)).toEqual({ is: 'message', message: '<xml/>', key: name });
    expect(decryptByHand(rotating.encrypt('r', name), key)).toMatchObject({ message: 'r' });
  });

  it('still says that a message is for another account', () => {
    const other = { appId: 'wxffffffffffffffff' };
    for (const key of [encodingAesKey, otherAesKey]) {
      const encrypted = encryptByHand('<xml/>', { ...other, encodingAesKey: key });
      expect(rotating.decrypt(encrypted)).toEqual({ is: 'for another app id' });
    }
  });
});
