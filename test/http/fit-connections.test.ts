import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fitConnections, readOpenFileLimit } from '../../src/http/fit-connections.ts';

const MODULE = fileURLToPath(new URL('../../src/http/fit-connections.ts', import.meta.url));

describe('the number of connections', () => {
  it.each([
    ['all that is wanted', 20_000, 1000, 1_048_576, 20_000],
    ['all that is wanted, just so', 20_000, 1000, 21_200, 20_000],
    ['one less', 20_000, 1000, 21_199, 19_999],
    ['what a limit of 4096 leaves', 20_000, 1000, 4096, 2896],
    ['half of a usual small limit', 20_000, 1000, 1024, 512],
    ['half of a tiny limit', 20_000, 1000, 256, 128],
    ['what few answers leave', 20_000, 10, 1024, 814],
    ['what a deployer wants, if that is little', 300, 1000, 1024, 300],
    ['all where no limit is known', 1_000_000, 1000, Infinity, 1_000_000],
  ])('is %s', (_what, wanted, answersAtOnce, openFiles, most) => {
    const plan = fitConnections({ wanted, answersAtOnce, ofConsole: 0, openFiles });
    expect(plan.most).toBe(most);
    expect(plan.note === undefined).toBe(wanted === most);
  });

  it('leaves room for the console', () => {
    const limits = { wanted: 20_000, answersAtOnce: 1000, openFiles: 4096 };
    expect(fitConnections({ ...limits, ofConsole: 200 }).most).toBe(2696);
  });

  it('comes with what to do about it', () => {
    const { note } = fitConnections({
      wanted: 20_000,
      answersAtOnce: 1000,
      ofConsole: 0,
      openFiles: 4096,
    });
    expect(note?.en).toMatch(/4096 files[^]*MAX_CONNECTIONS=20000[^]*2896/);
    expect(note?.en).toMatch(/LimitNOFILE=21200/);
    expect(note?.en).toMatch(/ulimit -n 21200/);
    expect(note?.en).toMatch(/PM2/);
  });

  it.each([
    ['a warning where few are left', 20_000, 4096, 'warn'],
    ['no matter for a newcomer where enough are left of the default', 20_000, 20_000, 'debug'],
    ['told to a deployer who asked for more', 50_000, 20_000, 'info'],
  ] as const)('is %s', (_what, wanted, openFiles, level) => {
    expect(fitConnections({ wanted, answersAtOnce: 1000, ofConsole: 0, openFiles }).level).toBe(
      level,
    );
  });
});

describe('the limit of open files', () => {
  it('is a number, or none', () => {
    expect(readOpenFileLimit()).toBeGreaterThan(0);
  });

  it.skipIf(process.platform === 'win32')(
    'is the one of the process, with Node’s own raise',
    () => {
      const program = `import(${JSON.stringify(MODULE)}).then((m) => console.log(m.readOpenFileLimit()))`;
      const told = execFileSync(
        '/bin/sh',
        ['-c', 'ulimit -n 700 && exec "$0" --import tsx -e "$1"', process.execPath, program],
        { encoding: 'utf8' },
      );
      expect(told.trim()).toBe('700');
    },
  );
});
