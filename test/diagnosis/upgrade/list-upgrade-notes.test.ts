import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  compareVersions,
  listUpgradeNotes,
} from '../../../src/diagnosis/upgrade/list-upgrade-notes.ts';
import { readVersion } from '../../../src/runtime/version.ts';

const CHANGELOG = `# Changelog

## Unreleased: 0.10.0

### What to do

- Set \`A\`.

### 要做的事

- 设置 \`A\`。

### What is new

- A thing.

## 0.9.1

- A fix.

## 0.9.0

### What to do

Stop it first.

## 0.1.0

The first version.
`;

describe('the notes between two versions', () => {
  it('come oldest first, without the version before and without what is newer', () => {
    expect(listUpgradeNotes(CHANGELOG, { from: '0.1.0', to: '0.9.1' }, 'en')).toEqual([
      { version: '0.9.0', text: 'Stop it first.' },
      { version: '0.9.1', text: undefined },
    ]);
  });

  it('are in the language of the terminal', () => {
    const notes = (language: 'zh' | 'en') =>
      listUpgradeNotes(CHANGELOG, { from: '0.9.1', to: '0.10.0' }, language);
    expect(notes('en')).toEqual([{ version: '0.10.0', text: '- Set `A`.' }]);
    expect(notes('zh')).toEqual([{ version: '0.10.0', text: '- 设置 `A`。' }]);
  });

  it('are in the changelog of this version, in both languages', () => {
    const changelog = readFileSync(new URL('../../../CHANGELOG.md', import.meta.url), 'utf8');
    const range = { from: '0.1.0', to: readVersion() };
    for (const language of ['zh', 'en'] as const) {
      const [first] = listUpgradeNotes(changelog, range, language);
      expect(first).toMatchObject({ version: '0.2.0', text: expect.stringContaining('DATA_DIR') });
    }
  });
});

it.each([
  ['0.9.0', '0.10.0', -1],
  ['1.0.0', '0.10.9', 1],
  ['0.2.0-beta.1', '0.2.0', 0],
])('compares %s with %s', (one, other, sign) => {
  expect(Math.sign(compareVersions(one, other))).toBe(sign);
});
