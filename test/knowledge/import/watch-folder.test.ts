import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createDocuments } from '../../../src/knowledge/bases/documents.ts';
import { createImportLease, LEASE_MS } from '../../../src/knowledge/import/import-lease.ts';
import { createDocumentReader } from '../../../src/knowledge/import/read-document.ts';
import { watchFolder, type FolderWatch } from '../../../src/knowledge/import/watch-folder.ts';
import { createSqliteWorld } from '../../store/sqlite/sqlite-world.ts';
import { createLogLines } from '../../support/log-lines.ts';

const LOOK_MS = 2_000;
const BASE = 'dir.00000000';

/** A folder with its store, and processes that watch it. */
async function openFolder(files: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const world = createSqliteWorld();
  const write = (name: string, content: string) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  const read: string[] = [];
  const { log, raw } = createLogLines();
  const store = await world.open();
  const documents = createDocuments({ collections: store.collections, clock: world.clock });
  const watched: FolderWatch[] = [];

  /** A process begins to watch; without an end in order, as if it were killed. */
  const watch = async () => {
    const { collections } = await world.open();
    const clock = world.clock.forProcess();
    const reader = createDocumentReader();
    const watching = watchFolder({
      ...{ folder, base: BASE, log, clock },
      documents: createDocuments({ collections, clock: world.clock }),
      reader: {
        ...reader,
        read: (file, name) => {
          read.push(name);
          return reader.read(file, name);
        },
      },
      lease: createImportLease({ collections, id: `p${watched.length}`, hasEnded: () => false }),
    });
    watched.push(watching);
    onTestFinished(() => watching.stop());
    await watching.scanned;
    return { ...watching, freeze: () => clock.freeze() };
  };
  /** Moves on until the folder was looked at twice, for files that have to settle. */
  const lookTwice = async () => {
    for (let looks = 0; looks < 2; looks += 1) await look();
  };
  const look = async () => {
    await world.clock.advance(LOOK_MS);
    for (const { looked } of watched) await looked();
  };
  const names = async () => (await documents.list(BASE)).map(({ document }) => document);
  return { folder, world, write, watch, look, lookTwice, names, documents, read, logs: raw };
}

it('a folder is in its base once it was scanned, but for hidden files, locks and what is no document', async () => {
  const { watch, names, documents } = await openFolder({
    'a.md': '# A\n\none',
    'deep/er/b.txt': 'two',
    '.hidden.md': 'x',
    '~$c.docx': 'x',
    'picture.png': 'x',
    'old.doc': 'x',
  });
  await watch();
  expect(await names()).toEqual(['a.md', 'deep/er/b.txt', 'old.doc']);
  const old = await documents.find(BASE, 'old.doc');
  expect(old).toMatchObject({ state: 'failed', problem: { en: expect.stringContaining('.docx') } });
});

it('a changed file is imported once it stays as it is, a removed one is removed', async () => {
  const { watch, write, look, lookTwice, names, documents, read, folder } = await openFolder({
    'a.md': 'one',
    'b.md': 'two',
  });
  await watch();
  const hash = (await documents.find(BASE, 'a.md'))?.hash;
  write('a.md', 'on');
  await look();
  write('a.md', 'one and more');
  await look();
  expect(read).toEqual(['a.md', 'b.md']);
  await look();
  expect(read).toEqual(['a.md', 'b.md', 'a.md']);
  expect((await documents.find(BASE, 'a.md'))?.hash).not.toBe(hash);
  rmSync(join(folder, 'b.md'));
  renameSync(join(folder, 'a.md'), join(folder, 'c.md'));
  await lookTwice();
  expect(await names()).toEqual(['c.md']);
});

it('what the base has already is not read again: by dates, by hash after a restart, and after a failure', async () => {
  const { watch, write, lookTwice, read } = await openFolder({ 'a.md': 'one', 'b.pdf': 'broken' });
  const first = await watch();
  expect(read).toEqual(['a.md', 'b.pdf']);
  await lookTwice();
  await first.stop();
  await watch();
  write('a.md', 'one');
  await lookTwice();
  expect(read).toEqual(['a.md', 'b.pdf']);
  write('b.pdf', 'broken in another way');
  await lookTwice();
  expect(read).toEqual(['a.md', 'b.pdf', 'b.pdf']);
});

it('a folder that is gone or suddenly empty removes nothing, and says so once', async () => {
  const { watch, look, names, logs, folder } = await openFolder({ 'a.md': 'one' });
  await watch();
  rmSync(join(folder, 'a.md'));
  await look();
  await look();
  expect(await names()).toEqual(['a.md']);
  expect(logs().match(/documents_vanished/g)).toHaveLength(1);
  rmSync(folder, { recursive: true });
  await look();
  expect(await names()).toEqual(['a.md']);
  expect(logs()).toContain('documents_unreadable');
  expect(logs()).toContain('先前导入的资料仍可回答');
  mkdirSync(folder);
  writeFileSync(join(folder, 'b.md'), 'two');
  await look();
  await look();
  expect(await names()).toEqual(['b.md']);
});

it.runIf(process.getuid?.() !== 0)('a file that cannot be read keeps its document', async () => {
  const { watch, names, lookTwice, write, logs, folder } = await openFolder({ 'a.md': 'one' });
  await watch();
  write('a.md', 'two');
  chmodSync(join(folder, 'a.md'), 0);
  await lookTwice();
  expect(await names()).toEqual(['a.md']);
  expect(logs()).toContain('documents_left_out');
});

it('of several processes one imports, and another goes on when that one ends or dies', async () => {
  const { watch, write, lookTwice, read, world, look, names } = await openFolder({ 'a.md': 'one' });
  const first = await watch();
  const second = await watch();
  expect(read).toEqual(['a.md']);
  await first.stop();
  write('b.md', 'two');
  await lookTwice();
  expect(read).toEqual(['a.md', 'b.md']);
  second.freeze();
  await watch();
  write('c.md', 'three');
  await lookTwice();
  expect(await names()).toEqual(['a.md', 'b.md']);
  await world.clock.advance(LEASE_MS);
  await look();
  await look();
  expect(read).toEqual(['a.md', 'b.md', 'c.md']);
  expect(await names()).toEqual(['a.md', 'b.md', 'c.md']);
});

it('a document that was removed by hand comes back, because its file is there', async () => {
  const { watch, documents, look, names } = await openFolder({ 'a.md': 'one' });
  await watch();
  await documents.remove(BASE, 'a.md');
  await look();
  expect(await names()).toEqual(['a.md']);
});

it('a document that fails is named first, and a missing folder is told without a stack', async () => {
  const { logs, watch } = await openFolder({ '加密.pdf': 'broken' });
  await watch();
  expect(logs()).toContain('"zh":"加密.pdf：文件已损坏');
  expect(logs()).toContain('"msg":"加密.pdf: The file is broken');
  const gone = await openFolder();
  rmSync(gone.folder, { recursive: true });
  await gone.watch();
  expect(gone.logs()).toContain('不存在；里面的资料还不能用来回答');
  expect(gone.logs()).not.toContain('stack');
});
