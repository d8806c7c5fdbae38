import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readLuaLibrary } from '../../../src/store/redis/lua-library.ts';

const DRIVER = new URL('../../../src/store/redis/', import.meta.url);
const namesIn = (folder: string, end: string) =>
  readdirSync(new URL(folder, DRIVER), { encoding: 'utf8', recursive: end === '.ts' }).filter(
    (file) => file.endsWith(end),
  );
const scripts = namesIn('lua/', '.lua').map((file) => file.replace('.lua', ''));

it('holds a file for each script that the driver defines, and no other', () => {
  const code = namesIn('.', '.ts').map((file) => readFileSync(new URL(file, DRIVER), 'utf8'));
  const defined = code.flatMap((text) =>
    [...text.matchAll(/\.define(?:ForRecovery)?\(\s*'([^']+)'/g)].map(([, name]) => name),
  );
  expect([...new Set(defined)].sort()).toEqual(scripts.sort());
});

it.each(scripts)('gives %s the numbers and keys that it names', (name) => {
  const { read, link } = readLuaLibrary();
  const linked = link(read(name));
  const bare = linked.replace(/'[^']*'/g, '').replace(/--.*$/gm, '');
  const constants = new Set(bare.match(/\b[A-Z][A-Z_]+\b/g));
  for (const given of ['ARGV', 'KEYS', 'REST']) constants.delete(given);
  for (const constant of constants) expect(linked).toContain(`local ${constant} =`);
});
