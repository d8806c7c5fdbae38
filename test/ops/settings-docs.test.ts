import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../src/config/schema.ts';
import { writeEnvExample } from '../../scripts/settings/env-example.ts';
import { fillSettingsPage } from '../../scripts/settings/settings-tables.ts';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

describe('what is written about settings (npm run docs:settings writes it anew)', () => {
  it('is current in .env.example', () => {
    expect(read('.env.example')).toBe(writeEnvExample());
  });

  it.each([
    ['docs/settings.md', 'en'],
    ['docs/settings.zh-CN.md', 'zh'],
  ] as const)('is current in %s', (name, language) => {
    const page = read(name);
    expect(page).toBe(fillSettingsPage(page, language));
    for (const setting of SETTINGS) expect(page).toContain(`| \`${setting.name}\` |`);
  });
});
