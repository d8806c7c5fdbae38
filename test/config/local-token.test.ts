import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { accessKey, ensureLocalToken, readLocalToken } from '../../src/config/local-token.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-token-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'data');
}

describe('the local token', () => {
  it('is made once, for this user only', () => {
    const folder = makeFolder();
    expect(readLocalToken(folder)).toBeUndefined();
    const token = ensureLocalToken(folder);
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(ensureLocalToken(folder)).toBe(token);
    expect(readdirSync(folder)).toEqual(['local-token']);
    expect(statSync(join(folder, 'local-token')).mode & 0o077).toBe(0);
  });

  it('is made anew where the file is empty', () => {
    const folder = makeFolder();
    ensureLocalToken(folder);
    writeFileSync(join(folder, 'local-token'), '');
    expect(readLocalToken(folder)).toBeUndefined();
    const token = ensureLocalToken(folder);
    expect(readLocalToken(folder)).toBe(token);
    expect(readdirSync(folder)).toEqual(['local-token']);
  });

  it('is one for all processes that start at the same time', async () => {
    const folder = makeFolder();
    const program = `import('./src/config/local-token.ts').then((m) => console.log(m.ensureLocalToken(process.argv[1])))`;
    const start = async () => {
      const words = ['--import', 'tsx', '-e', program, folder];
      return (await promisify(execFile)(process.execPath, words)).stdout.trim();
    };
    const tokens = await Promise.all([start(), start(), start()]);
    expect(new Set(tokens)).toEqual(new Set([readLocalToken(folder)]));
  });
});

it('opens each door with a key of its own, the same at each start', () => {
  const folder = makeFolder();
  const key = accessKey(folder, 'metrics');
  expect(key).toMatch(/^[\w-]{22}$/);
  expect(accessKey(folder, 'metrics')).toBe(key);
  expect(accessKey(folder, 'simulator page')).not.toBe(key);
});
