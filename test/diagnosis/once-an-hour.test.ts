import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeHourlyTurn } from '../../src/diagnosis/once-an-hour.ts';

const MINUTE_MS = 60_000;

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-hour-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('what is done once in an hour', () => {
  it('is done once, however often and by however many processes it is asked for', () => {
    const folder = newFolder();
    const now = Date.now();
    const turns = [0, 1, 20, 59].map((minutes) =>
      takeHourlyTurn(folder, 'sk-1', now + minutes * MINUTE_MS),
    );
    expect(turns).toEqual([true, false, false, false]);
    expect(takeHourlyTurn(folder, 'sk-1', now + 121 * MINUTE_MS)).toBe(true);
  });

  it('is done for each subject, of which nothing is written down but a hash', () => {
    const folder = newFolder();
    expect(takeHourlyTurn(folder, 'sk-secret', Date.now())).toBe(true);
    expect(takeHourlyTurn(folder, 'sk-other', Date.now())).toBe(true);
    const names = readdirSync(folder);
    expect(names).toHaveLength(2);
    expect(names.join()).not.toContain('secret');
  });

  it('keeps no old files', () => {
    const folder = newFolder();
    const now = Date.now();
    for (const hours of [0, 3, 6]) takeHourlyTurn(folder, 'sk-1', now + hours * 60 * MINUTE_MS);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('is not done where it cannot be remembered', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(takeHourlyTurn(join(folder, 'file'), 'sk-1', Date.now())).toBe(false);
  });
});
