import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { registerBackupCommands } from '../../src/cli/backup/register-backup-commands.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';
import { runCommandLine } from '../support/run-command.ts';
import { says, streams, type ModelStep } from '../support/scripted-model.ts';
import { startBot } from '../support/start-bot.ts';

const SENTENCES = 40;
const sentences = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => `这是第${from + n}句，说的是第${from + n}件事。`);
const numbersIn = (text: string) =>
  [...text.matchAll(/这是第(\d+)句/g)].map(([, number]) => Number(number));

describe.runIf(hasRedis)('a backup over Redis', () => {
  it('says that it is consistent for each follower, overwrites nothing, and delivers the rest elsewhere', async () => {
    const root = mkdtempSync(join(tmpdir(), 'kuaihui-backup-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    const [before, elsewhere] = [makeKeyPrefix(), makeKeyPrefix()];
    const run = (words: readonly string[], prefix: string, folder: string) =>
      runCommandLine(words, {
        folder: root,
        environment: {
          ...{ LANG: 'C', DATA_DIR: join(root, folder) },
          ...{ REDIS_URL: redisUrl(), REDIS_KEY_PREFIX: prefix },
        },
        register: registerBackupCommands,
      });
    const bot = await startBot({ settings: { REDIS_URL: redisUrl(), REDIS_KEY_PREFIX: before } });
    const half: ModelStep[] = sentences(1, SENTENCES / 2).map((text) => ({ text }));
    bot.model.next(says('我记住了。'), streams(...half, { text: '\n\n' }, 'hang'));
    await bot.follower.says('我叫小红');
    await bot.follower.says('讲一个长故事');
    const read = bot.follower.seen.flatMap(({ text }) => numbersIn(text));
    expect(read.length).toBeGreaterThan(0);

    const file = join(root, 'copy.kuaihui');
    const made = await run(['backup', file], before, 'before');
    expect(made).toMatchObject({ code: 0, complains: '' });
    expect(made.says).toContain('the data of each follower are of one moment');
    const living = await run(['restore', file, '--yes'], before, 'before');
    expect(living).toMatchObject({ code: 1, says: '' });
    expect(living.complains).toContain('is running over this data');
    await bot.stop();
    const full = await run(['restore', file, '--yes'], before, 'before');
    expect(full.complains).toContain('There is data already in Redis');

    const restored = await run(['restore', file], elsewhere, 'elsewhere');
    expect(restored).toMatchObject({ code: 0, complains: '' });
    const { model, follower } = await startBot({
      settings: { REDIS_URL: redisUrl(), REDIS_KEY_PREFIX: elsewhere },
    });
    model.next(says(...sentences(SENTENCES / 2 + 1, SENTENCES)));
    const seen = () => follower.seen.flatMap(({ text }) => numbersIn(text));
    for (let tries = 0; tries < 10 && !seen().includes(SENTENCES); tries += 1)
      await follower.says('继续');
    expect([...read, ...seen()]).toEqual(Array.from({ length: SENTENCES }, (_, n) => n + 1));
  });
});
