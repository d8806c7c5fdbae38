import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeDeed } from '../../../src/web/console/pages/audit/audit-sentences.ts';

const SOURCES = fileURLToPath(new URL('../../../src/', import.meta.url));

/** Every action that a route or a book writes into the audit. */
const ACTIONS = ['console', 'server/console'].flatMap((folder) =>
  readdirSync(`${SOURCES}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const source = readFileSync(`${SOURCES}${folder}/${file}`, 'utf8');
      return [...source.matchAll(/\baction: '([^']+)'/g)].map(([, action = '']) => action);
    }),
);

it.each([...new Set(ACTIONS)])('has a sentence for the deed %s in both languages', (action) => {
  const deed = { action, target: 'xiaoli', details: {} };
  expect(describeDeed(deed, 'zh')).toMatch(/^[^·]*[\u4e00-\u9fff][^·]*$/);
  expect(describeDeed(deed, 'en')).toMatch(/^[A-Z][^·\u4e00-\u9fff]*$/);
});

it('shows a deed of another version as it was kept', () => {
  const deed = { action: 'toString', target: 'tea', details: { cups: 2 } };
  expect(describeDeed(deed, 'zh')).toBe('toString · tea · cups: 2');
});
