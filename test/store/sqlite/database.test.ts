import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, type BrokenText } from '../../../src/store/sqlite/database.ts';

/** A table with one row, whose text is made of these bytes. */
function openWith(hex: string) {
  const found: BrokenText[] = [];
  const database = openDatabase(':memory:', 0, { onBrokenText: (text) => found.push(text) });
  onTestFinished(() => database.close());
  database.exec(`CREATE TABLE notes (id TEXT PRIMARY KEY, text TEXT, length INTEGER) WITHOUT ROWID;
    INSERT INTO notes VALUES ('one', CAST(x'${hex}' AS TEXT), 3)`);
  return { database, found };
}

const toHex = (text: string) => Buffer.from(text).toString('hex');

describe('a text', () => {
  it.each([
    ['Chinese', '你好，快回'],
    ['with an emoji', '好的👌🏽'],
    ['empty', ''],
    ['with the replacement character itself', 'a\uFFFDb'],
    ['with U+0000 inside', 'a\0b'],
    ['with a byte order mark in front', '\uFEFFa'],
    ['of 100,000 characters', '长'.repeat(100_000)],
  ])('comes back as it was stored: %s', (_what, text) => {
    const { database, found } = openWith('');
    database.prepare('UPDATE notes SET text = :text').run({ text });
    const read = database.prepare<{ text: string }>('SELECT text FROM notes');
    expect(read.first()).toEqual({ text });
    expect(read.all()).toEqual([{ text }]);
    expect(found).toEqual([]);
  });

  it.each([
    ['a byte of none', '61ff62', 'a\uFFFDb'],
    ['a character cut at its end', 'e4bda0e5a5', '你\uFFFD'],
    ['a character without its beginning', 'bda061', '\uFFFD\uFFFDa'],
    ['half a surrogate pair', 'eda08061', '\uFFFD\uFFFD\uFFFDa'],
    ['an overlong slash', 'c0af', '\uFFFD\uFFFD'],
    ['a character beyond the last', 'f4908080', '\uFFFD\uFFFD\uFFFD\uFFFD'],
    ['GBK', 'c4e3bac3', '\uFFFD\uFFFD\uFFFD'],
  ])(
    'that is not UTF-8 is read as far as it goes, and told with its row: %s',
    (_what, hex, text) => {
      const { database, found } = openWith(hex);
      expect(database.prepare('SELECT id, text FROM notes').first()).toEqual({ id: 'one', text });
      expect(found).toEqual([{ table: 'notes', column: 'text', row: { id: 'one' } }]);
    },
  );

  it.each([
    ['all', 'SELECT * FROM notes'],
    ['ordered and limited', 'SELECT id, text FROM notes ORDER BY length DESC LIMIT 1'],
    ['through a subquery', 'SELECT text FROM (SELECT * FROM notes) WHERE id = :id'],
    ['under another name', 'SELECT text AS words FROM notes'],
    ['joined', 'SELECT a.text FROM notes a JOIN notes b ON a.id = b.id'],
    ['distinct', 'SELECT DISTINCT text FROM notes'],
    ['computed', 'SELECT max(text) AS most FROM notes'],
    ['put together', `SELECT text || '' AS both, count(*) AS n FROM notes`],
    ['the first that is there', 'SELECT coalesce(NULL, text) AS found FROM notes'],
    ['by a query in its place', 'SELECT (SELECT text FROM notes) AS inner_text'],
    ['with a name for a query', 'WITH w AS (SELECT text FROM notes) SELECT text FROM w'],
    ['from two queries', 'SELECT text FROM notes UNION SELECT text FROM notes'],
    ['from a change', 'UPDATE notes SET length = 4 WHERE id = :id RETURNING id, text, length'],
    ['from a deletion', 'DELETE FROM notes WHERE id = :id RETURNING text'],
  ])('that is not UTF-8 ends no process, however it is read: %s', (_how, sql) => {
    const { database, found } = openWith('61ff62');
    const [row] = database.prepare<Record<string, unknown>>(sql).all({ id: 'one' });
    expect(Object.values(row ?? {})).toContain('a\uFFFDb');
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain('a\uFFFDb');
  });

  it.each([
    `UPDATE notes SET length = 4 RETURNING text || '' AS both`,
    'UPDATE notes SET length = 4 RETURNING text AS words',
    `INSERT INTO notes (id) VALUES ('two') RETURNING max(text, id)`,
  ])('that a change computes is refused when the statement is made: %s', (sql) => {
    expect(() => openWith('ff').database.prepare(sql)).toThrow(/cannot be read as bytes/);
  });

  it('is told by what it was found by when the statement does not read its key', () => {
    const { database, found } = openWith('ff');
    database.prepare('SELECT text FROM notes WHERE id = :id').first({ id: 'one' });
    expect(found).toEqual([{ table: 'notes', column: 'text', row: { id: 'one' } }]);
  });

  it('in the place of a number ends no process', () => {
    const { database } = openWith(toHex('好'));
    database.exec(`UPDATE notes SET length = CAST(x'ff33' AS TEXT)`);
    expect(database.prepare('SELECT length FROM notes').all()).toEqual([{ length: 0 }]);
  });
});

describe('what is bound', () => {
  it.each<[string, unknown]>([
    ['a boolean', true],
    ['an object', { a: 1 }],
    ['a list', [1]],
    ['a date', new Date()],
    ['a Map', new Map()],
    ['a symbol', Symbol('a')],
    ['a function', () => 1],
    ['a big integer', 1n],
    ['no number', NaN],
    ['an infinite number', Infinity],
  ])(
    'is refused where libsql would end the process or store something else: %s',
    (_what, value) => {
      const { database } = openWith('');
      const statement = database.prepare('SELECT id FROM notes WHERE text = :text');
      const parameters = { text: value } as never;
      expect(() => statement.first(parameters)).toThrow(/:text/);
      expect(() => statement.all(parameters)).toThrow(/:text/);
      expect(() => statement.run(parameters)).toThrow(/:text/);
    },
  );

  it.each<[string, unknown]>([
    ['a Buffer', Buffer.from('a')],
    ['a list', ['a']],
    ['a string', 'a'],
    ['a boolean', true],
  ])('ends no process when it is no set of names: %s', (_what, lone) => {
    const { database } = openWith(toHex('a'));
    const statement = database.prepare('SELECT id FROM notes WHERE text = :text');
    expect(statement.all(lone as never)).toEqual([]);
    expect(statement.first(lone as never)).toBeUndefined();
  });

  it('may be a Buffer by its name', () => {
    const { database } = openWith('');
    database.exec('CREATE TABLE pages (data BLOB)');
    database.prepare('INSERT INTO pages VALUES (:data)').run({ data: Buffer.from([0, 255]) });
    expect(database.prepare('SELECT data FROM pages').first()).toEqual({
      data: Buffer.from([0, 255]),
    });
  });
});

it('only the driver and the index of documents open files with libsql', () => {
  const sources = fileURLToPath(new URL('../../../src', import.meta.url));
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' });
  const hold = (words: RegExp) =>
    files.filter(
      (file) => /\.ts$/.test(file) && words.test(readFileSync(join(sources, file), 'utf8')),
    );
  expect(hold(/^import (?!type).*from 'libsql'/m).sort()).toEqual([
    join('knowledge', 'index', 'index-database.ts'),
    join('knowledge', 'index', 'lease-file.ts'),
    join('store', 'sqlite', 'database.ts'),
  ]);
});
