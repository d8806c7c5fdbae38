import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { listKeys } from '../../src/cli/keys.ts';
import { readSecret, SecretFileError } from '../../src/cli/read-secret.ts';
import { accessKey } from '../../src/config/local-token.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it('a secret comes from the first line of a file', () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'token'), 'my-token\r\nmore\n');
  expect(readSecret(join(folder, 'token'))).toBe('my-token');
  expect(() => readSecret(join(folder, 'nothing'))).toThrow(SecretFileError);
});

it('the addresses are printed with the keys that open them', () => {
  const folder = makeFolder();
  const environment = { DATA_DIR: folder, PORT: '3456' };
  expect(listKeys(environment)).toEqual([
    expect.stringContaining(
      `http://localhost:3456/simulator/?key=${accessKey(folder, 'simulator page')}`,
    ),
    expect.stringContaining(`http://localhost:3456/metrics?key=${accessKey(folder, 'metrics')}`),
  ]);
});

it('a key of the deployer’s own is not printed, nor one for a page that is off', () => {
  const metricsKey = 'a-key-of-the-deployer';
  const settings = { METRICS_KEY: metricsKey, SIMULATOR: 'off' };
  const printed = listKeys({ DATA_DIR: makeFolder(), ...settings }).join('\n');
  expect(printed).not.toContain(metricsKey);
  expect(printed).toContain('METRICS_KEY');
  expect(printed).not.toContain('/simulator/');
});
