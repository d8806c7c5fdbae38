import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { basesOf } from '../../../src/server/knowledge/account-bases.ts';

it('an account that names no base has one with its own name', () => {
  const bases = basesOf('shop', { bases: undefined, folder: undefined });
  expect(bases).toEqual({ named: ['shop'], folder: undefined, all: ['shop'] });
});

it('named bases are read in their order, and those of the folder after them', () => {
  const { named, folder, all } = basesOf('shop', {
    bases: ['products', 'service'],
    folder: 'docs',
  });
  expect(named).toEqual(['products', 'service']);
  expect(folder?.path).toBe(resolve('docs'));
  expect(folder?.base).toMatch(/^dir\.[0-9a-f]{8}$/);
  expect(all).toEqual(['products', 'service', folder?.base]);
});

it('accounts with the same folder share its base, however it is written', () => {
  const one = basesOf('shop', { bases: undefined, folder: './docs' });
  const other = basesOf('branch', { bases: undefined, folder: resolve('docs') });
  expect(one.folder).toEqual(other.folder);
  expect(basesOf('shop', { bases: undefined, folder: './docs/zh' }).folder).not.toEqual(one.folder);
});
