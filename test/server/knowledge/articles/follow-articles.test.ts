import { expect, it, onTestFinished } from 'vitest';
import type { ArticleSync } from '../../../../src/server/knowledge/articles/article-sync.ts';
import { ArticlesRefusedError } from '../../../../src/server/knowledge/articles/articles-refused-error.ts';
import { followArticles } from '../../../../src/server/knowledge/articles/follow-articles.ts';
import type { SyncRequest } from '../../../../src/server/knowledge/articles/sync-articles.ts';
import { parseConfig } from '../../../../src/config/parse-config.ts';
import { openKnowledgeProcess, passUntil } from '../../../knowledge/work/knowledge-process.ts';
import { createSqliteWorld } from '../../../store/sqlite/sqlite-world.ts';
import { HOUR_MS, MINUTE_MS, type StoreWorld } from '../../../store/store-world.ts';

const LAST: Omit<SyncRequest, 'onNote'> = {
  ...{ account: 'shop', base: 'shop', most: 200, isByItself: true },
};

/** Processes that follow the articles of the account `shop`; what WeChat answers is scripted. */
async function startFollowing(
  answer: (run: number) => ArticlesRefusedError | undefined = () => undefined,
  { processes = 1, isOn = true } = {},
) {
  const world: StoreWorld = createSqliteWorld();
  const runs: Omit<SyncRequest, 'onNote'>[] = [];
  const notedAt: number[] = [];
  let last: number | undefined;
  const note = () => {
    last = world.clock.now();
    notedAt.push(last);
    return Promise.resolve();
  };
  const sync: ArticleSync = {
    lastAt: () => Promise.resolve(last),
    note,
    async *run({ onNote: _, ...request }) {
      runs.push(request);
      await Promise.resolve();
      const refused = answer(runs.length);
      if (refused) throw refused;
      yield {
        document: 'https://a.example/',
        title: 'A',
        result: 'added',
        passages: 1,
        isFaq: false,
      };
      await note();
    },
  };
  const config = parseConfig({ WECHAT_TOKEN: 'token', SYNC_ARTICLES: isOn ? 'on' : 'off' });
  const logs: (() => string)[] = [];
  for (let number = 0; number < processes; number += 1) {
    const process = await openKnowledgeProcess(world);
    const following = followArticles({
      ...{ ...process, sync, accounts: () => ['shop'], configOf: () => config },
    });
    const stop = process.start(following.kind, following.step);
    following.begin();
    logs.push(process.logs);
    onTestFinished(async () => {
      await stop();
      await following.close();
    });
  }
  const pass = async (ms: number) => {
    const until = world.clock.now() + ms;
    while (world.clock.now() < until) await world.clock.advance(MINUTE_MS);
  };
  return { world, runs, notedAt, pass, logs: () => logs.map((raw) => raw()).join('') };
}

it('takes the articles in when an account is switched on, and every six hours then', async () => {
  const { world, runs, pass } = await startFollowing();
  await passUntil(world, () => runs.length === 1);
  expect(runs).toEqual([LAST]);
  await pass(5.5 * HOUR_MS);
  expect(runs).toHaveLength(1);
  await pass(HOUR_MS);
  expect(runs).toEqual([LAST, LAST]);
});

it('is done by one process of all', async () => {
  const { world, runs, pass } = await startFollowing(undefined, { processes: 2 });
  await passUntil(world, () => runs.length === 1);
  await pass(HOUR_MS);
  expect(runs).toHaveLength(1);
});

it('asks for nothing while it is switched off', async () => {
  const { runs, pass } = await startFollowing(undefined, { isOn: false });
  await pass(HOUR_MS);
  expect(runs).toEqual([]);
});

it('asks again soon where WeChat was away', async () => {
  const away = new ArticlesRefusedError({ en: 'It is away', zh: '不在' }, true);
  const { world, runs, logs } = await startFollowing((run) => (run === 1 ? away : undefined));
  await passUntil(world, () => runs.length === 2, 20 * MINUTE_MS);
  expect(logs()).toContain('The own articles could not be taken in: It is away');
});

it('does not nag where the account has no right to the list', async () => {
  const refused = new ArticlesRefusedError({ en: 'No right', zh: '没有权限' });
  const { world, runs, pass } = await startFollowing(() => refused);
  await passUntil(world, () => runs.length === 1);
  await pass(5 * HOUR_MS);
  expect(runs).toHaveLength(1);
});
