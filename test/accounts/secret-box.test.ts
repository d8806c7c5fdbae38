import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSecretBox,
  SecretKeyError,
  type SealedSecret,
} from '../../src/accounts/secret-box.ts';
import type { SecretKey } from '../../src/config/secret-key.ts';

const aKey = (name: string): SecretKey => ({ name, bytes: randomBytes(32) });
const PLACE = { account: 'shop', setting: 'WECHAT_TOKEN' };

describe('the secret box', () => {
  const key = aKey('one');
  const box = createSecretBox({ keys: [key] });

  it('opens what it sealed, whatever the value is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        fc.string(),
        (value, account, setting) => {
          const sealed = box.seal(value, { account, setting });
          expect(box.open(sealed, { account, setting })).toBe(value);
        },
      ),
    );
  });

  it('opens nothing that was moved to another account or another setting', () => {
    const sealed = box.seal('a-token', PLACE);
    for (const place of [
      { ...PLACE, account: 'other' },
      { ...PLACE, setting: 'WECHAT_APP_SECRET' },
      { account: 'shopW', setting: 'ECHAT_TOKEN' },
    ])
      expect(() => box.open(sealed, place)).toThrow(SecretKeyError);
  });

  it('opens nothing of which a single bit was altered, or the end cut off', () => {
    const sealed = box.seal('a-token', PLACE);
    const alter = (text: string, at: number): string => {
      const bytes = Buffer.from(text, 'base64url');
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes.toString('base64url');
    };
    const altered: SealedSecret[] = [
      ...Array.from({ length: 23 }, (_, at) => ({ ...sealed, sealed: alter(sealed.sealed, at) })),
      ...Array.from({ length: 12 }, (_, at) => ({ ...sealed, nonce: alter(sealed.nonce, at) })),
      { ...sealed, sealed: sealed.sealed.slice(0, -3) },
      { ...sealed, sealed: '' },
      { ...sealed, nonce: '' },
    ];
    for (const one of altered) expect(() => box.open(one, PLACE)).toThrow(SecretKeyError);
  });

  it('seals the same value to something else each time', () => {
    const sealed = Array.from({ length: 50 }, () => box.seal('a-token', PLACE));
    expect(new Set(sealed.map(({ nonce }) => nonce)).size).toBe(50);
    expect(new Set(sealed.map((one) => one.sealed)).size).toBe(50);
    expect(JSON.stringify(sealed)).not.toContain('a-token');
  });

  it('seals with the newest key and still opens what an older one sealed', () => {
    const sealed = box.seal('a-token', PLACE);
    const newer = createSecretBox({ keys: [aKey('two'), key] });
    expect(newer.open(sealed, PLACE)).toBe('a-token');
    expect(newer.isNewest(sealed)).toBe(false);
    expect(newer.seal('a-token', PLACE).key).toBe('two');
  });

  it('names account and setting, and no value, when the key is another one or missing', () => {
    const sealed = box.seal('a-token', PLACE);
    const other = createSecretBox({ keys: [aKey('three')] });
    expect(other.knows(sealed)).toBe(false);
    expect(box.knows(sealed)).toBe(true);
    for (const fail of [
      () => other.open(sealed, PLACE),
      () => createSecretBox({ keys: [] }).seal('a-token', PLACE),
    ])
      expect(fail).toThrow(/^WECHAT_TOKEN of account shop (?!.*a-token)/);
  });
});
