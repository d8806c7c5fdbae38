import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { closeDataFolder } from '../../src/store/data-folder.ts';
import { createLogLines } from '../support/log-lines.ts';

function makeFolder(mode: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, mode);
  return folder;
}

function write(folder: string, name: string, mode: number): string {
  const file = join(folder, name);
  writeFileSync(file, 'x');
  chmodSync(file, mode);
  return file;
}

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

describe.skipIf(process.platform === 'win32')('the data folder', () => {
  it.each([
    'kuaihui.sqlite',
    'kuaihui.sqlite-wal',
    'kuaihui.sqlite-shm',
    'kuaihui.sqlite-journal',
    'local-token',
    'local-token.0a1b2c3d',
    'metrics-0.sock',
    'simulator.json',
    'simulator.sqlite',
  ])('keeps %s for its user alone', (name) => {
    const folder = makeFolder(0o700);
    const file = write(folder, name, 0o644);
    const { log, raw } = createLogLines();
    closeDataFolder(folder, log);
    expect(modeOf(file)).toBe('600');
    expect(raw()).toBe('');
  });

  it.each(['notes.md', 'kuaihuizi.txt', 'metricsfile'])(
    'leaves a deployer’s own %s alone',
    (name) => {
      const folder = makeFolder(0o700);
      const file = write(folder, name, 0o644);
      closeDataFolder(folder, createLogLines().log);
      expect(modeOf(file)).toBe('644');
    },
  );

  it.each([0o755, 0o750, 0o711, 0o707, 0o770, 0o705])(
    'of mode %o is named with the command that closes it',
    (mode) => {
      const folder = makeFolder(mode);
      const { log, lines } = createLogLines();
      closeDataFolder(folder, log);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatchObject({ level: 'warn', mode: mode.toString(8) });
      expect(lines[0]?.msg).toContain(`chmod 700 '${folder}'`);
      expect(modeOf(folder)).toBe(mode.toString(8));
    },
  );

  it('that does not exist yet, or is a file, is left unchanged', () => {
    const folder = makeFolder(0o700);
    const { log, raw } = createLogLines();
    closeDataFolder(join(folder, 'later'), log);
    write(folder, 'file', 0o600);
    closeDataFolder(join(folder, 'file'), log);
    mkdirSync(join(folder, 'empty'), { mode: 0o700 });
    closeDataFolder(join(folder, 'empty'), log);
    expect(raw()).toBe('');
  });
});
