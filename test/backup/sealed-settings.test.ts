import { expect, it } from 'vitest';
import { listClosedSecrets } from '../../src/backup/sealed-settings.ts';

const record = (collection: string, key: string, value: unknown) => ({
  ...{ collection, key, value: JSON.stringify(value), version: 1, expiresAt: null },
});
const sealed = (key: string) => ({ key, nonce: 'n', sealed: 's' });

it('lists the secrets that no key at hand opens, by their owners', () => {
  const records = [
    record('accounts', 'shop', {
      settings: {},
      secrets: { WECHAT_TOKEN: sealed('old'), OPENAI_API_KEY: sealed('new') },
    }),
    record('accounts', 'clinic', { settings: {}, secrets: { WECHAT_TOKEN: sealed('new') } }),
    record('server-settings', 'server', { settings: {}, secrets: { METRICS_KEY: sealed('old') } }),
  ];
  expect(listClosedSecrets(records, new Set(['new']))).toEqual([
    { account: 'shop', settings: ['WECHAT_TOKEN'] },
    { account: undefined, settings: ['METRICS_KEY'] },
  ]);
});
