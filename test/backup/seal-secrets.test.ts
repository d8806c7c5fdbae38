import { expect, it } from 'vitest';
import { openSecrets, sealSecrets } from '../../src/backup/seal-secrets.ts';

const TEXT = JSON.stringify({ WECHAT_APP_SECRET: 'a-secret-of-the-shop' });
const PASSPHRASE = '一匹蓝色的马在月亮上';

it('opens with the passphrase only, and tells of another one', async () => {
  const sealed = await sealSecrets(TEXT, PASSPHRASE);
  expect(sealed.includes('a-secret-of-the-shop')).toBe(false);
  expect(await openSecrets(sealed, PASSPHRASE)).toBe(TEXT);
  await expect(openSecrets(sealed, `${PASSPHRASE}。`)).rejects.toThrow(/passphrase is not the one/);
});

it('does not open what was altered', async () => {
  const sealed = await sealSecrets(TEXT, PASSPHRASE);
  sealed[sealed.length - 20] = (sealed[sealed.length - 20] ?? 0) ^ 1;
  await expect(openSecrets(sealed, PASSPHRASE)).rejects.toThrow(/passphrase is not the one/);
  await expect(openSecrets(Buffer.from('short'), PASSPHRASE)).rejects.toThrow(/no backup/);
});

it('seals the same text differently each time', async () => {
  const [one, other] = [await sealSecrets(TEXT, PASSPHRASE), await sealSecrets(TEXT, PASSPHRASE)];
  expect(one.equals(other)).toBe(false);
});
