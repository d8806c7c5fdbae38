import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { init } from '../../src/cli/init.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-init-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it('writes the list of settings, and a .env for secrets that its user alone may read', () => {
  const folder = makeFolder();
  const said = init(folder);
  expect(readFileSync(join(folder, '.env.example'), 'utf8')).toContain('# CHAT_MODELS=');
  expect(readFileSync(join(folder, '.env'), 'utf8')).toContain('# WECHAT_TOKEN=');
  expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
  expect(said.map(({ en }) => en).join()).toContain(join(folder, '.env'));
});

it('keeps a .env that is there, and renews the list', () => {
  const folder = makeFolder();
  writeFileSync(join(folder, '.env'), 'PORT=4000\n');
  writeFileSync(join(folder, '.env.example'), 'an older list');
  expect(init(folder).map(({ zh }) => zh)[1]).toContain('已经存在');
  expect(readFileSync(join(folder, '.env'), 'utf8')).toBe('PORT=4000\n');
  expect(readFileSync(join(folder, '.env.example'), 'utf8')).toContain('# PORT=');
});

it('says which folder takes no files', () => {
  const file = join(makeFolder(), 'file');
  writeFileSync(file, '');
  chmodSync(file, 0o600);
  expect(() => init(file)).toThrow(`No file can be written into ${file} (ENOTDIR)`);
});
