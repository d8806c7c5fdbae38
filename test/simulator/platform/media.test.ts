import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openMediaFolder } from '../../../src/simulator/platform/media-folder.ts';
import { createMedia } from '../../../src/simulator/platform/media.ts';

const MEGABYTE = 1024 * 1024;

function open(folder: string) {
  const keeper = openMediaFolder(folder, {
    onProblem: (error) => {
      throw error;
    },
  });
  return createMedia({ random: randomBytes, host: () => 'http://localhost', keeper });
}

function makeFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'kuaihui-media-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, 'media');
}

it('keeps no more than 32 MB, in memory and on disk; the oldest go first', () => {
  const folder = makeFolder();
  const media = open(folder);
  const ids = Array.from({ length: 5 }, () => media.add(Buffer.alloc(9 * MEGABYTE), 'image/png'));
  expect(ids.map((id) => media.find(id) !== undefined)).toEqual([false, false, true, true, true]);
  expect(readdirSync(folder)).toHaveLength(3);
});

it('is there after a restart, private, and gone after a reset', () => {
  const folder = makeFolder();
  const id = open(folder).add(Buffer.from('picture'), 'image/png');
  const again = open(folder);
  expect(again.find(id)).toMatchObject({ mimeType: 'image/png', bytes: Buffer.from('picture') });
  const [name = ''] = readdirSync(folder);
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  again.clear();
  expect(readdirSync(folder)).toEqual([]);
});
