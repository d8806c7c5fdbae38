import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../src/backup/manifest.ts';

const member = (name: string) => ({ name, bytes: 1, sha256: 'a'.repeat(64) });
const good = {
  ...{ product: 'kuaihui', format: 1, version: '0.2.0', schema: 9 },
  ...{ madeAt: '2026-11-30T12:00:00.000Z', consistency: 'one moment', hasSecrets: false },
  ...{ secretSettings: ['OPENAI_API_KEY'], counts: { turns: 1 } },
  members: [member('kuaihui.sqlite'), member('settings.env'), member('MP_verify_a1B2.txt')],
};

it('reads what a backup says of itself', () => {
  expect(parseManifest(JSON.stringify(good))).toEqual(good);
});

it('names the version that made a backup of a newer form', () => {
  const newer = { ...good, format: 2, version: '9.1.0' };
  expect(() => parseManifest(JSON.stringify(newer))).toThrow(/Kuaihui 9\.1\.0/);
});

describe('is no backup:', () => {
  it.each([
    ['another program', { ...good, product: 'other' }],
    ['a path as a name', { ...good, members: [...good.members, member('../x')] }],
    ['the same member twice', { ...good, members: [...good.members, member('settings.env')] }],
    ['no database', { ...good, members: good.members.slice(1) }],
    [
      'secrets that are not announced',
      { ...good, members: [...good.members, member('secrets.sealed')] },
    ],
    ['announced secrets that are not there', { ...good, hasSecrets: true }],
    ['a negative length', { ...good, members: [{ ...member('kuaihui.sqlite'), bytes: -1 }] }],
  ])('%s', (_, manifest) => {
    expect(() => parseManifest(JSON.stringify(manifest))).toThrow(/no backup of Kuaihui/);
  });

  it('what is no JSON', () => {
    expect(() => parseManifest('{')).toThrow(/no backup of Kuaihui/);
  });
});
