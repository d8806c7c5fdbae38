import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEventBus } from '../../src/events/event-bus.ts';
import { createMetrics } from '../../src/metrics/create-metrics.ts';
import { shareMetrics } from '../../src/metrics/share-metrics.ts';
import { parseScrape } from '../support/read-metrics.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-metrics-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A process that has answered so many attempts. */
async function start(folder: string, name: string, answered: number) {
  const metrics = createMetrics({ version: '1', process: name });
  const warnings: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) });
  const events = createEventBus(log);
  metrics.listen(events);
  for (let n = 0; n < answered; n += 1)
    events.emit({ type: 'attempt-ended', account: 'default', end: 'answered' });
  const shared = await shareMetrics({ folder, name, read: metrics.read, log });
  onTestFinished(() => shared.close());
  const answeredBy = async (process: string) =>
    parseScrape(await shared.readAll())[
      `kuaihui_attempts_total{account="default",end="answered",process="${process}"}`
    ];
  return { ...shared, answeredBy, warnings };
}

/** Leaves a socket behind that nobody listens at, as a killed process does. */
function leaveDeadSocket(path: string): void {
  const program = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', program, path]);
  expect(existsSync(path)).toBe(true);
}

describe('whichever of the processes over one folder is asked', () => {
  it('gives the numbers of all, each under its own label', async () => {
    const folder = makeFolder();
    const one = await start(folder, '1', 2);
    const two = await start(folder, '2', 5);
    for (const asked of [one, two]) {
      expect(await asked.answeredBy('1')).toBe(2);
      expect(await asked.answeredBy('2')).toBe(5);
    }
    const scrape = await one.readAll();
    expect(scrape.match(/^# TYPE kuaihui_attempts_total /gm)).toHaveLength(1);
    expect(scrape.match(/^kuaihui_first_content_seconds_bucket/m)).toBeNull();
  });

  it('leaves out one that has stopped', async () => {
    const folder = makeFolder();
    const one = await start(folder, '1', 2);
    const two = await start(folder, '2', 5);
    await two.close();
    expect(await one.answeredBy('2')).toBeUndefined();
    expect(readdirSync(folder)).toEqual(['metrics-1.sock']);
  });

  it('leaves out one that was killed, and clears its socket away', async () => {
    const folder = makeFolder();
    const one = await start(folder, '1', 2);
    leaveDeadSocket(join(folder, 'metrics-2.sock'));
    expect(await one.answeredBy('1')).toBe(2);
    expect(readdirSync(folder)).toEqual(['metrics-1.sock']);
  });

  it('does not wait for one that hangs', async () => {
    const folder = makeFolder();
    const one = await start(folder, '1', 2);
    const hanging = createServer();
    await new Promise<void>((resolve) => hanging.listen(join(folder, 'metrics-2.sock'), resolve));
    onTestFinished(() => void hanging.close());
    expect(await one.answeredBy('1')).toBe(2);
    expect(existsSync(join(folder, 'metrics-2.sock'))).toBe(true);
  });

  it('takes the socket of a dead process with the same number over', async () => {
    const folder = makeFolder();
    leaveDeadSocket(join(folder, 'metrics-1.sock'));
    const one = await start(folder, '1', 2);
    const two = await start(folder, '2', 5);
    expect(one.warnings).toEqual([]);
    expect(await two.answeredBy('1')).toBe(2);
  });
});

it('can be asked by this user only', async () => {
  const folder = makeFolder();
  await start(folder, '1', 2);
  expect(statSync(folder).mode & 0o077).toBe(0);
});

it('gives its own numbers, and says why no others, where the folder can have no sockets', async () => {
  const folder = join(makeFolder(), 'deep'.repeat(30));
  mkdirSync(folder);
  const one = await start(folder, '1', 2);
  expect(await one.answeredBy('1')).toBe(2);
  expect(one.warnings.join('')).toContain('too long');
});
