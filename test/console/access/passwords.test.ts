import { describe, expect, it } from 'vitest';
import { createPasswords } from '../../../src/console/access/passwords.ts';

const CHEAP = { n: 2, r: 1, p: 1 };

describe('passwords', () => {
  it('are hashed by scrypt with N=2^15, r=8, p=3 and a salt of their own', async () => {
    const passwords = createPasswords();
    const hash = await passwords.hash('correct horse');
    expect(hash).toMatchObject({ n: 32_768, r: 8, p: 3 });
    expect(Buffer.from(hash.salt, 'base64')).toHaveLength(16);
    expect(await passwords.matches('correct horse', hash)).toBe(true);
    expect(await passwords.matches('correct horsE', hash)).toBe(false);
  });

  it('match by the parameters with which they were stored', async () => {
    const hash = await createPasswords(CHEAP).hash('correct horse');
    expect(await createPasswords({ n: 4, r: 2, p: 1 }).matches('correct horse', hash)).toBe(true);
    expect((await createPasswords(CHEAP).hash('correct horse')).salt).not.toBe(hash.salt);
  });

  it('are the same whichever way a keyboard composes a letter', async () => {
    const passwords = createPasswords(CHEAP);
    const hash = await passwords.hash('cafe\u0301 au lait');
    expect(await passwords.matches('caf\u00e9 au lait', hash)).toBe(true);
  });

  it('of nobody match nothing', async () => {
    expect(await createPasswords(CHEAP).matches('', undefined)).toBe(false);
  });

  it('wait in a short queue; more are told to come back', async () => {
    const passwords = createPasswords(CHEAP);
    const accepted = Array.from({ length: 9 }, () => passwords.hash('correct horse'));
    await expect(passwords.hash('correct horse')).rejects.toMatchObject({
      ...{ status: 429, code: 'busy', retryAfterSeconds: 3 },
    });
    expect(() => passwords.requirePlace()).toThrow('Too many people');
    await Promise.all(accepted);
    await expect(passwords.hash('correct horse')).resolves.toMatchObject(CHEAP);
  });

  it('of a browser that has left are not hashed', async () => {
    await expect(
      createPasswords(CHEAP).hash('correct horse', AbortSignal.abort(new Error('gone'))),
    ).rejects.toThrow('gone');
  });
});
