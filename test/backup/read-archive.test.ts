import { createHash } from 'node:crypto';
import {
  createWriteStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { pack, type Headers } from 'tar-stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BackupError } from '../../src/backup/backup-error.ts';
import type { Manifest } from '../../src/backup/manifest.ts';
import { readArchive } from '../../src/backup/read-archive.ts';
import { describeMember, writeArchive } from '../../src/backup/write-archive.ts';

const CONTENTS = { 'kuaihui.sqlite': 'rows of followers', 'settings.env': 'PORT=3000\n' };
const members = Object.entries(CONTENTS).map(([name, text]) => ({
  name,
  bytes: text.length,
  sha256: createHash('sha256').update(text).digest('hex'),
}));
const manifest: Manifest = {
  ...{ product: 'kuaihui', format: 1, version: '0.2.0', schema: 9 },
  ...{ madeAt: '2026-11-30T12:00:00.000Z', consistency: 'one moment', hasSecrets: false },
  ...{ secretSettings: [], counts: { turns: 1 }, members },
};

const MUCH = 'x'.repeat(2 * 1024 ** 2);

function makePlace() {
  const root = mkdtempSync(join(tmpdir(), 'kuaihui-archive-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = mkdtempSync(join(root, 'into-'));
  return { root, folder, file: join(root, 'backup.kuaihui') };
}

/** The types of tar-stream leave out the header that goes before a member. */
type ForgedHeaders = Headers & { readonly pax?: Readonly<Record<string, string>> };
type ForgedEntry = readonly [headers: ForgedHeaders, content?: string];

/** Writes a file as a forger may. */
async function forge(entries: readonly ForgedEntry[]) {
  const place = makePlace();
  const archive = pack();
  const written = pipeline(archive, createGzip(), createWriteStream(place.file));
  for (const [headers, content] of entries) {
    if (content === undefined) archive.entry(headers).end();
    else archive.entry(headers, content);
  }
  archive.finalize();
  await written;
  return place;
}

const read = ({ file, folder }: { readonly file: string; readonly folder: string }) =>
  readArchive(file, folder, () => {});
const own: readonly ForgedEntry[] = [
  [{ name: 'manifest.json' }, JSON.stringify(manifest)],
  ...Object.entries(CONTENTS).map(([name, text]): ForgedEntry => [{ name }, text]),
];

it('writes the members of a backup into a folder as they were', async () => {
  const place = makePlace();
  const files = Object.entries(CONTENTS).map(([name, text]) => {
    writeFileSync(join(place.root, name), text);
    return { name, path: join(place.root, name) };
  });
  expect(await Promise.all(files.map(describeMember))).toEqual(members);
  await writeArchive(place.file, manifest, files, () => {});
  expect(await read(place)).toEqual(manifest);
  for (const [name, text] of Object.entries(CONTENTS))
    expect(readFileSync(join(place.folder, name), 'utf8')).toBe(text);
});

describe('a forged or broken file is refused:', () => {
  it.each<[string, readonly ForgedEntry[]]>([
    [
      'a link in the place of a member',
      [...own.slice(0, 1), [{ name: 'kuaihui.sqlite', type: 'symlink', linkname: '/etc/passwd' }]],
    ],
    ['a path out of the folder', [...own, [{ name: '../../evil' }, 'x']]],
    ['an absolute path', [...own, [{ name: '/tmp/kuaihui-evil' }, 'x']]],
    ['a folder', [...own, [{ name: 'folder', type: 'directory' }]]],
    ['a member that the manifest does not name', [...own, [{ name: 'secret.key' }, 'x']]],
    ['a member that comes twice', [...own, ...own.slice(2)]],
    [
      'a member that is longer than the manifest says',
      [...own.slice(0, 2), [{ name: 'settings.env' }, 'x'.repeat(1000)]],
    ],
    [
      'a member with another content',
      [...own.slice(0, 2), [{ name: 'settings.env' }, 'PORT=4000\n']],
    ],
    ['a member that is missing', own.slice(0, 2)],
    ['a manifest that does not come first', [...own.slice(1), ...own.slice(0, 1)]],
    ['a manifest of enormous length', [[{ name: 'manifest.json' }, ' '.repeat(300_000)]]],
    ['nothing in it', []],
  ])('%s', async (_, entries) => {
    await expect(read(await forge(entries))).rejects.toThrow(BackupError);
  });

  it('a manifest whose members are more than the disk has room for', async () => {
    const huge = [{ ...members[0], bytes: 2 ** 52 }, members[1]];
    const place = await forge([
      [{ name: 'manifest.json' }, JSON.stringify({ ...manifest, members: huge })],
    ]);
    await expect(read(place)).rejects.toThrow(/no space/);
    expect(readdirSync(place.folder)).toEqual([]);
  });

  it.each<[string, ForgedEntry[]]>([
    [
      'a header that is longer than memory should hold',
      [[{ name: 'manifest.json', pax: { a: MUCH } }, JSON.stringify(manifest)], ...own.slice(1)],
    ],
    [
      'such a header after the manifest',
      [...own.slice(0, 1), [{ name: 'x', pax: { a: MUCH } }], ...own.slice(1)],
    ],
  ])('%s', async (_, entries) => {
    const place = await forge(entries);
    await expect(read(place)).rejects.toThrow(/no backup of Kuaihui/);
    expect(readdirSync(place.folder)).toEqual([]);
  });

  it('zeros without an end after the last member', async () => {
    const place = await forge(own);
    writeFileSync(
      place.file,
      Buffer.concat([readFileSync(place.file), gzipSync(Buffer.alloc(MUCH.length))]),
    );
    await expect(read(place)).rejects.toThrow(/no backup of Kuaihui/);
  });

  it('a file that breaks off', async () => {
    const place = await forge(own);
    writeFileSync(place.file, readFileSync(place.file).subarray(0, -20));
    await expect(read(place)).rejects.toThrow(BackupError);
  });

  it('a file that is no archive', async () => {
    const place = makePlace();
    writeFileSync(place.file, 'a text');
    await expect(read(place)).rejects.toThrow(BackupError);
  });
});
