import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../../../src/store/sqlite/database.ts';
import { zeroUnused } from '../../../src/store/sqlite/unused-bytes.ts';
import { createSeededRandom } from '../../faults/seeded-random.ts';
import { makeFolder } from './sqlite-world.ts';

function openNotes(): Database {
  const folder = makeFolder();
  const database = openDatabase(join(folder, 'notes.sqlite'), 0);
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  database.exec(`
    CREATE TABLE notes (id INTEGER PRIMARY KEY, who TEXT, text TEXT);
    CREATE INDEX by_who ON notes (who);
    CREATE TABLE replies (who TEXT, key TEXT, text TEXT, PRIMARY KEY (who, key)) WITHOUT ROWID`);
  return database;
}

function readPages(database: Database): Buffer[] {
  return database
    .prepare<{ data: Buffer }>('SELECT data FROM sqlite_dbpage')
    .all()
    .map(({ data }) => data);
}

/** Writes, lengthens and deletes rows of every size, so that pages split, merge and are freed. */
function stir(database: Database, random: () => number): void {
  const text = () => '话'.repeat(Math.floor(random() * random() * 3000));
  const statements = [
    'INSERT INTO notes (who, text) VALUES (:who, :text)',
    'UPDATE notes SET text = text || :text WHERE id % 7 = :n',
    'DELETE FROM notes WHERE id % 11 = :n AND id % 3 = 1',
    'INSERT OR REPLACE INTO replies VALUES (:who, :n, :text)',
    'DELETE FROM replies WHERE who = :who',
  ];
  for (let step = 0; step < 400; step += 1) {
    const sql = statements[Math.floor(random() * random() * statements.length)] ?? '';
    const n = Math.floor(random() * 30);
    database.prepare(sql).run({ who: `o${n}`, text: text(), n });
  }
}

describe('what is unused in a page', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'can be zeroed without a change of what is stored (seed %i)',
    (seed) => {
      const database = openNotes();
      const random = createSeededRandom(seed);
      const content = () => [
        database.prepare('SELECT * FROM notes ORDER BY id').all(),
        database.prepare('SELECT * FROM replies ORDER BY who, key').all(),
      ];
      const isSound = () => database.prepare('PRAGMA integrity_check').all();
      let zeroed = 0;
      for (let round = 0; round < 3; round += 1) {
        stir(database, random);
        const before = content();
        const update = database.prepare('UPDATE sqlite_dbpage SET data = :data WHERE pgno = :page');
        for (const [index, page] of readPages(database).entries()) {
          const data = zeroUnused(page, index + 1);
          if (!data) continue;
          zeroed += 1;
          update.run({ data, page: index + 1 });
          expect(zeroUnused(data, index + 1)).toBeUndefined();
        }
        expect(content()).toEqual(before);
        expect(isSound()).toEqual([{ integrity_check: 'ok' }]);
      }
      expect(zeroed).toBeGreaterThan(0);
    },
  );

  it.each<[string, (page: Buffer) => void]>([
    ['of no tree', (page) => page.fill(7)],
    ['of zeros', (page) => page.fill(0)],
    ['whose rows would run into their content', (page) => page.writeUInt16BE(60_000, 3)],
    ['whose content would begin after its end', (page) => page.writeUInt16BE(5000, 5)],
    ['whose free block lies after its end', (page) => page.writeUInt16BE(4095, 1)],
    ['whose free block lies before its content', (page) => page.writeUInt16BE(9, 1)],
    [
      'whose free blocks go round in a ring',
      (page) => {
        page.writeUInt16BE(4000, 1);
        page.writeUInt16BE(4000, 4000);
        page.writeUInt16BE(20, 4002);
      },
    ],
  ])('is left alone in a page %s', (_which, break_) => {
    const page = Buffer.alloc(4096);
    page.writeUInt8(0x0d, 0);
    page.writeUInt16BE(3000, 5);
    page.fill(7, 100, 200);
    expect(zeroUnused(page, 2)).toBeDefined();
    break_(page);
    expect(zeroUnused(page, 2)).toBeUndefined();
  });
});
