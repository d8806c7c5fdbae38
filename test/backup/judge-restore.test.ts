import { expect, it } from 'vitest';
import { judgeRestore, type RestorePlace } from '../../src/backup/judge-restore.ts';

const empty: RestorePlace = {
  ...{ isEmpty: true, living: [], hasKeys: false, isReplaced: true },
  ...{ isConfirmed: false, dataDir: '/srv/data' },
};
const living = [{ host: 'shop', pid: 17 }];

it.each<[string, Partial<RestorePlace>, RegExp | undefined]>([
  ['an empty folder', {}, undefined],
  ['existing data', { isEmpty: false }, /add --yes/],
  ['existing data, confirmed', { isEmpty: false, isConfirmed: true }, undefined],
  ['keys without a database', { hasKeys: true }, /add --yes/],
  ['keys without a database, confirmed', { hasKeys: true, isConfirmed: true }, undefined],
  ['a living process', { isEmpty: false, living }, /process 17 @ shop/],
  ['a living process, confirmed', { isEmpty: false, living, isConfirmed: true }, /process 17/],
  ['data in Redis', { isEmpty: false, isReplaced: false }, /REDIS_KEY_PREFIX/],
  [
    'data in Redis, confirmed',
    { isEmpty: false, isReplaced: false, isConfirmed: true },
    /REDIS_KEY_PREFIX/,
  ],
])('judges %s', (_, place, refusal) => {
  const judge = () => judgeRestore({ ...empty, ...place });
  if (refusal === undefined) expect(judge).not.toThrow();
  else expect(judge).toThrow(refusal);
});
