// Writes .env.example and the tables of docs/settings*.md from the schema: npm run docs:settings
import { readFileSync, writeFileSync } from 'node:fs';
import { writeEnvExample } from './settings/env-example.ts';
import { fillSettingsPage } from './settings/settings-tables.ts';

const PAGES = { 'docs/settings.md': 'en', 'docs/settings.zh-CN.md': 'zh' } as const;

const fileOf = (name: string) => new URL(`../${name}`, import.meta.url);

writeFileSync(fileOf('.env.example'), writeEnvExample());
for (const [name, language] of Object.entries(PAGES)) {
  const page = readFileSync(fileOf(name), 'utf8');
  writeFileSync(fileOf(name), fillSettingsPage(page, language));
}
