import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createPersonaBook } from '../../src/personas/persona-book.ts';
import { personaSetOf } from '../../src/personas/persona-set.ts';
import { openStoredPersonas, PERSONAS } from '../../src/personas/stored-personas.ts';
import { createSqliteWorld } from '../store/sqlite/sqlite-world.ts';
import { createLogLines } from '../support/log-lines.ts';

const persona = (name: string, prompt = 'p') => `---\nname: ${name}\n---\n\n${prompt}\n`;

/** A folder of personas and processes over one store that read it. */
function openWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-personas-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const world = createSqliteWorld();
  const { log, raw } = createLogLines();
  const process = async () => {
    const store = await world.open();
    const looks: Promise<void>[] = [];
    const book = createPersonaBook({
      collections: store.collections,
      clock: world.clock,
      background: { run: (_name, task) => void looks.push(task()) },
      log,
    });
    onTestFinished(() => book.stop());
    const names = (personasDir: string | undefined = folder, chosen?: string) =>
      book.read({ personasDir, persona: chosen }, 'default').personas.map(({ name }) => name);
    /** Lets so much time pass, and what falls due in it happen. */
    const wait = async (ms: number) => {
      await world.clock.advance(ms);
      await Promise.all(looks.splice(0));
    };
    return { store, book, names, wait, stored: openStoredPersonas(store.collections) };
  };
  const write = (id: string, text: string) => writeFileSync(join(folder, `${id}.md`), text);
  return { folder, world, process, write, logs: raw, set: personaSetOf(folder).name };
}

it('a folder becomes records, and what is the same is not written again', async () => {
  const { process, write, set, names, store, book, stored } = await start({ a: persona('甲') });
  await book.importFolders();
  expect(await stored.list(set)).toMatchObject([{ id: 'a', name: '甲', prompt: 'p' }]);
  const before = await store.collections.generation(PERSONAS.name);
  const second = await process();
  expect(second.names()).toEqual(['甲']);
  await second.book.importFolders();
  expect(await store.collections.generation(PERSONAS.name)).toBe(before);
  write('b', persona('乙'));
  await book.importFolders();
  await book.refresh();
  expect(names()).toEqual(['甲', '乙']);
});

it('a changed, a new and a deleted file count in every process after the next look', async () => {
  const { process, write, folder, book, names, wait } = await start({
    a: persona('甲'),
    b: persona('乙'),
  });
  const second = await process();
  second.names();
  await book.importFolders();
  await second.book.importFolders();
  book.watch();
  write('a', persona('甲甲'));
  write('c', persona('丙'));
  unlinkSync(join(folder, 'b.md'));
  await second.book.refresh();
  expect(second.names()).toEqual(['甲', '乙']);
  await wait(3_000);
  for (const one of [book, second.book]) await one.refresh();
  expect(names()).toEqual(['甲甲', '丙']);
  expect(second.names()).toEqual(['甲甲', '丙']);
});

it('a changed record counts, and stays while the folder is as it was', async () => {
  const { set, book, names, wait, store } = await start({ a: persona('甲') });
  await book.importFolders();
  book.watch();
  const records = store.collections.open(PERSONAS);
  await records.put(`${set}/a`, { id: 'a', name: '新名', prompt: 'q' });
  await wait(3_000);
  await book.refresh();
  expect(names()).toEqual(['新名']);
});

it('a file that breaks is left out and named, once', async () => {
  const { write, book, names, wait, logs } = await start({ a: persona('甲'), b: persona('乙') });
  await book.importFolders();
  book.watch();
  write('b', '---\nname: [\n---\np');
  await wait(3_000);
  await wait(3_000);
  await book.refresh();
  expect(names()).toEqual(['甲']);
  expect(logs().split('persona_left_out')).toHaveLength(2);
  expect(logs()).toContain('b.md:');
});

it('what was imported stays while the folder cannot be read', async () => {
  const { folder, book, names, wait, logs } = await start({ a: persona('甲') });
  await book.importFolders();
  book.watch();
  rmSync(folder, { recursive: true });
  await wait(3_000);
  await wait(3_000);
  await book.refresh();
  expect(names()).toEqual(['甲']);
  expect(logs().split('personas_gone')).toHaveLength(2);
});

it('a store that came back empty is written again', async () => {
  const { set, book, names, stored } = await start({ a: persona('甲') });
  await book.importFolders();
  await stored.replace(set, []);
  await book.restore();
  await book.refresh();
  expect(names()).toEqual(['甲']);
  expect(await stored.list(set)).toHaveLength(1);
});

it('an unknown folder and an unknown persona are refused', async () => {
  const { folder, names } = await start({ a: persona('甲') });
  expect(() => names('./nowhere')).toThrow('./nowhere');
  expect(() => names(folder, '没有')).toThrow('没有');
  expect(names(folder, '甲')).toEqual(['甲']);
});

it('the shipped personas are a set of their own', () => {
  expect(personaSetOf(undefined).name).toBe('shipped');
  expect(personaSetOf('./one').name).toMatch(/^dir\.[0-9a-f]{8}$/);
  expect(personaSetOf('./one')).toEqual(personaSetOf('one/'));
});

async function start(files: Readonly<Record<string, string>>) {
  const world = openWorld();
  for (const [id, text] of Object.entries(files)) world.write(id, text);
  const first = await world.process();
  first.names();
  return { ...world, ...first };
}
