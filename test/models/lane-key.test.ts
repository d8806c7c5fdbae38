import { expect, it } from 'vitest';
import { laneKeyOf } from '../../src/models/lane-key.ts';
import type { ModelSettings } from '../../src/models/model-settings.ts';

const bare: ModelSettings = {
  provider: 'test',
  model: 'one',
  maxTokensField: 'max_tokens',
  firstEventTimeoutMs: 1,
  idleTimeoutMs: 1,
  maxRetries: 0,
};
const first: ModelSettings = {
  ...bare,
  baseUrl: 'https://user:password@api.example.com/v1',
  apiKey: 'sk-very-secret',
};

it.each<[string, Partial<ModelSettings>, boolean]>([
  ['another model', { model: 'two' }, true],
  ['a slash at the end of the address', { baseUrl: `${first.baseUrl}/` }, true],
  ['capital letters in the host', { baseUrl: 'https://user:password@API.example.com/v1' }, true],
  ['another key', { apiKey: 'sk-other' }, false],
  ['another path', { baseUrl: 'https://user:password@api.example.com/v2' }, false],
  ['another host', { baseUrl: 'https://user:password@api.example.org/v1' }, false],
])('%s: same lane %s', (_what, change, isSame) => {
  expect(laneKeyOf({ ...first, ...change }) === laneKeyOf(first)).toBe(isSame);
});

it('is made without an address and without a key', () => {
  expect(laneKeyOf(bare)).toBe(laneKeyOf({ ...bare, baseUrl: 'https://api.openai.com/v1' }));
});

it('gives no secret away', () => {
  expect(laneKeyOf(first)).toMatch(/^[0-9a-f]{64}$/);
});
