import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { registerBackupCommands } from '../../src/cli/backup/register-backup-commands.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';
import { runCommandLine } from '../support/run-command.ts';
import { says, streams, type ModelStep } from '../support/scripted-model.ts';
import { startBot, type BotOptions } from '../support/start-bot.ts';

const SENTENCES = 40;
const sentences = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => `这是第${from + n}句，说的是第${from + n}件事。`);
const numbersIn = (text: string) =>
  [...text.matchAll(/这是第(\d+)句/g)].map(([, number]) => Number(number));

function makeDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'kuaihui-migrate-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

async function migrate(to: 'redis' | 'sqlite', dataDir: string, prefix: string) {
  return runCommandLine(['migrate', '--to', to], {
    folder: dataDir,
    environment: {
      ...{ LANG: 'C', DATA_DIR: dataDir },
      ...{ REDIS_URL: redisUrl(), REDIS_KEY_PREFIX: prefix },
    },
    register: registerBackupCommands,
  });
}

/** Plays a conversation that ends half-way in an answer, and stops the server. */
async function playHalf(settings: BotOptions['settings'] = {}) {
  const bot = await startBot({ settings: { FOLLOWER_QUESTIONS_PER_DAY: '50', ...settings } });
  const half: ModelStep[] = sentences(1, SENTENCES / 2).map((text) => ({ text }));
  bot.model.next(says('我记住了。'), streams(...half, { text: '\n\n' }, 'hang'));
  await bot.follower.says('我叫小红');
  await bot.follower.says('记住我喜欢猫');
  await bot.follower.says('讲一个长故事');
  await bot.stop();
  return bot;
}

/** What the tables hold, without what a copy leaves out or writes by its own clock. */
function readTables(dataDir: string) {
  const database = openDatabase(join(dataDir, 'kuaihui.sqlite'), 1000);
  const all = (sql: string) => database.prepare<Record<string, unknown>>(sql).all();
  try {
    return {
      followers: all('SELECT * FROM followers ORDER BY open_id'),
      turns: all(
        `SELECT id, account, open_id, conversation_id, sequence, asked_by, question, answer, notice_from, origin, state,
         fence, starts_at, begins_at, created_at, ended_at, delivery, task, task_argument, is_again, left_out
         FROM turns ORDER BY id`,
      ),
      parts: all('SELECT * FROM parts ORDER BY turn_id, number'),
      inbound: all('SELECT * FROM inbound ORDER BY key'),
      traces: all('SELECT turn_id, entries FROM traces ORDER BY turn_id'),
      usage: all('SELECT open_id, day, questions, tokens, minute_from FROM usage'),
      model_usage: all('SELECT * FROM model_usage ORDER BY open_id, day, model'),
      activity: all('SELECT * FROM activity ORDER BY account, day, name'),
      ring_entries: all('SELECT * FROM ring_entries ORDER BY ring, n'),
      records: all('SELECT * FROM records ORDER BY collection, key'),
      collections: all('SELECT * FROM collections ORDER BY name'),
      pushes: all(
        'SELECT account, signature, timestamp, nonce, open_id, key FROM pushes ORDER BY signature',
      ),
      background: all(
        'SELECT kind, key, state, due_at, failures FROM background ORDER BY kind, key',
      ),
    };
  } finally {
    database.close();
  }
}

describe.runIf(hasRedis)('kuaihui migrate', () => {
  it('brings everything to Redis and back as it was, and leaves the source untouched', async () => {
    const { dataDir } = await playHalf();
    const prefix = makeKeyPrefix();
    const before = readTables(dataDir);
    expect(await migrate('redis', dataDir, prefix)).toMatchObject({
      complains: '',
      says: expect.stringContaining('All data are in Redis'),
    });
    expect(readTables(dataDir)).toEqual(before);
    const elsewhere = makeDataDir();
    expect(await migrate('sqlite', elsewhere, prefix)).toMatchObject({ code: 0, complains: '' });
    const after = readTables(elsewhere);
    for (const [table, rows] of Object.entries(before)) {
      expect(rows.length, table).toBeGreaterThan(table === 'background' ? -1 : 0);
      expect({ [table]: after[table as keyof typeof after] }).toEqual({ [table]: rows });
    }
  });

  it('lets the server go on over Redis: the rest of an answer comes, and nothing twice', async () => {
    const { dataDir, follower: before } = await playHalf();
    const prefix = makeKeyPrefix();
    expect(await migrate('redis', dataDir, prefix)).toMatchObject({ code: 0, complains: '' });
    const read = before.seen.flatMap(({ text }) => numbersIn(text));
    expect(read.length).toBeGreaterThan(0);
    const { model, follower } = await startBot({
      settings: { REDIS_URL: redisUrl(), REDIS_KEY_PREFIX: prefix },
    });
    model.next(says(...sentences(SENTENCES / 2 + 1, SENTENCES)));
    const seen = () => follower.seen.flatMap(({ text }) => numbersIn(text));
    for (let tries = 0; tries < 10 && !seen().includes(SENTENCES); tries += 1)
      await follower.says('继续');
    expect([...read, ...seen()]).toEqual(Array.from({ length: SENTENCES }, (_, n) => n + 1));
    expect((await model.call(1)).body.messages.map(({ content }) => content)).toContain('我叫小红');
  });

  it('begins anew after a copy that broke off, over which no server starts', async () => {
    const { dataDir, stop } = await startBot();
    await stop();
    const prefix = makeKeyPrefix();
    const redis = new Redis(redisUrl());
    onTestFinished(() => redis.disconnect());
    await redis.mset(`${prefix}:unfinished-copy`, '1', `${prefix}:answer:half`, 'half');
    const settings = { REDIS_URL: redisUrl(), REDIS_KEY_PREFIX: prefix };
    await expect(startBot({ settings })).rejects.toThrow(/broke off/);
    expect(await migrate('redis', dataDir, prefix)).toMatchObject({ code: 0, complains: '' });
    expect(await redis.exists(`${prefix}:answer:half`)).toBe(0);
    await startBot({ settings });
  });

  it('refuses while a server works with the data, and overwrites nothing', async () => {
    const prefix = makeKeyPrefix();
    const { dataDir, stop } = await startBot();
    expect(await migrate('redis', dataDir, prefix)).toMatchObject({
      code: 1,
      complains: expect.stringMatching(/is running over this data/),
    });
    await stop();
    expect(await migrate('redis', dataDir, prefix)).toMatchObject({ code: 0, complains: '' });
    expect(await migrate('redis', dataDir, prefix)).toMatchObject({
      code: 1,
      complains: expect.stringMatching(/There is data already in Redis/),
    });
    expect(await migrate('sqlite', dataDir, prefix)).toMatchObject({
      code: 1,
      complains: expect.stringMatching(/There is a database already in DATA_DIR/),
    });
  });
});
