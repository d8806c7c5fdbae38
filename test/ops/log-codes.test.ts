import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));

/** The beginning of every call that writes a warning or an error for the deployer. */
const CALLS = /\blog\.(?:warn|error)\(\s*([^]{0,60})/g;

it('every warning and error has a stable code, for programs and for the other language', () => {
  const bare: string[] = [];
  for (const file of readdirSync(SRC, { recursive: true, encoding: 'utf8' })) {
    // The simulator's event log and the pages have lines of their own.
    if (!file.endsWith('.ts') || file.startsWith('simulator')) continue;
    const source = readFileSync(SRC + file, 'utf8');
    for (const [, start = ''] of source.matchAll(CALLS))
      if (!/^\{\s*(?:\.\.\.facts|(?:\.\.\.\{ )?code\b|turn: turn\.id)/.test(start))
        bare.push(`${file}: ${start}`);
  }
  expect(bare).toEqual([]);
});
