import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findBrokenRestore, stagePrefix, swapFolder } from '../../src/backup/swap-folder.ts';

const NOW = Date.parse('2026-11-30T12:00:00Z');

function makePlace() {
  const root = mkdtempSync(join(tmpdir(), 'kuaihui-swap-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const place = join(root, 'data');
  const fill = (folder: string, text: string) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'kuaihui.sqlite'), text);
    return folder;
  };
  const read = (folder: string) => readFileSync(join(folder, 'kuaihui.sqlite'), 'utf8');
  return { root, place, fill, read };
}

it('takes the place of a folder by one rename, and keeps the folder beside it', () => {
  const { root, place, fill, read } = makePlace();
  fill(place, 'old');
  expect(stagePrefix(place)).toBe(join(root, '.data.restore-'));
  const kept = swapFolder(fill(join(root, 'new'), 'new'), place, NOW);
  expect(kept).toBe(`${place}.before-20261130120000`);
  expect([read(place), read(kept ?? '')]).toEqual(['new', 'old']);
  expect(readdirSync(root).sort()).toEqual(['data', 'data.before-20261130120000']);
});

it.each(['that is empty', 'that does not exist'])('takes the place of a folder %s', (which) => {
  const { root, place, fill, read } = makePlace();
  if (which === 'that is empty') mkdirSync(place);
  expect(swapFolder(fill(join(root, 'new'), 'new'), place, NOW)).toBeUndefined();
  expect(read(place)).toBe('new');
});

it('replaces the files of a volume, which cannot be renamed, and keeps the old ones in it', () => {
  const { place, fill, read } = makePlace();
  fill(place, 'old');
  writeFileSync(join(place, 'kuaihui.sqlite-wal'), 'old log');
  fill(join(place, 'before-20261129120000'), 'older');
  const kept = swapFolder(fill(join(place, '.restore'), 'new'), place, NOW);
  expect(kept).toBe(join(place, 'before-20261130120000'));
  expect([read(place), read(kept ?? '')]).toEqual(['new', 'old']);
  expect(readdirSync(kept ?? '').sort()).toEqual(['kuaihui.sqlite', 'kuaihui.sqlite-wal']);
  expect(readdirSync(place)).not.toContain('kuaihui.sqlite-wal');
});

it.each([
  ['a folder', 'new'],
  ['a volume', 'data/.restore'],
])('keeps what two restores of one second replaced in %s, each in its own folder', (_, stage) => {
  const { root, place, fill, read } = makePlace();
  fill(place, 'oldest');
  const kept = ['older', 'new'].map((text) =>
    swapFolder(fill(join(root, stage), text), place, NOW),
  );
  expect(new Set(kept).size).toBe(2);
  expect([read(place), ...kept.map((folder) => read(folder ?? ''))]).toEqual([
    'new',
    'oldest',
    'older',
  ]);
});

it('finds a restore that broke off by its folder, as long as the place has no database', () => {
  const { root, place, fill } = makePlace();
  expect(findBrokenRestore(place)).toBeUndefined();
  const stage = fill(`${stagePrefix(place)}a1B2c3`, 'new');
  expect(findBrokenRestore(place)).toBe(stage);
  mkdirSync(place);
  expect(findBrokenRestore(place)).toBe(join(root, '.data.restore-a1B2c3'));
  fill(place, 'old');
  expect(findBrokenRestore(place)).toBeUndefined();
});
