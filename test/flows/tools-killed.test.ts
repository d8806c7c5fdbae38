import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPlatform, startPlatformApi } from '../../src/simulator/platform/platform.ts';
import { startServerProcess } from '../bench/server-process.ts';
import { findFreePort } from '../support/find-free-port.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';
import { callsTool, says, startScriptedModel, streams } from '../support/scripted-model.ts';

/** Two processes of the server, as a deployer starts them, with a model and a WeChat around them. */
async function startTwo(settings: Readonly<Record<string, string>>) {
  const model = await startScriptedModel();
  let address = '';
  const platform = createPlatform({
    webhookUrl: () => address,
    ...{ token: 'flowtoken', appId: 'wx0123456789abcdef', appSecret: '0'.repeat(32) },
    ...{ mode: 'plain', accountKind: 'personal', timeoutMs: 5000 },
  });
  const api = await startPlatformApi(platform);
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-'));
  const startOne = async (name: string) => {
    const port = String(await findFreePort());
    const server = await startServerProcess({
      folder,
      logFile: join(folder, `${name}.log`),
      settings: {
        ...{ HOST: '127.0.0.1', PORT: port, DATA_DIR: folder, CONSOLE: 'off' },
        ...{ WECHAT_TOKEN: 'flowtoken', WECHAT_API_BASE_URL: api.url, ANSWER_LINKS: 'off' },
        ...{ OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'scripted', ...settings },
      },
    });
    return { ...server, url: `http://127.0.0.1:${port}/wechat` };
  };
  const servers = [await startOne('one'), await startOne('other')] as const;
  onTestFinished(async () => {
    await platform.close();
    for (const server of servers) await server.stop();
    await api.close();
    await model.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const [one, other] = servers;
  const pointAt = ({ url }: { readonly url: string }) => void (address = url);
  return { model, follower: platform.follower('oFollower'), pointAt, one, other };
}

async function repeatsNoStep(settings: Readonly<Record<string, string>>) {
  const { model, follower, pointAt, one, other } = await startTwo(settings);
  pointAt(one);
  model.next(callsTool('current_time'), callsTool('current_time', { time_zone: 'UTC' }));
  model.next(streams('hang'), says('现在是下午。'));
  const asked = follower.says('现在几点');
  const { body } = await model.call(3);
  pointAt(other);
  await one.kill();
  await model.call(4);
  // A busy machine may take the turn over after WeChat's last attempt; the follower then asks for the rest.
  const given = (await asked).text ?? '';
  const answer = given.includes('现在是') ? given : (await follower.says('继续')).text;
  expect(answer).toContain('现在是下午。');
  // The time in both results is that of the first process: no tool ran again, and no request before was made again.
  expect(model.calls).toHaveLength(4);
  expect(body.messages.filter(({ role }) => role === 'tool')).toHaveLength(2);
  expect(model.calls[3]?.body.messages).toEqual(body.messages);
}

describe('a process that is killed between two steps', () => {
  it('leaves them to the next one over SQLite, which repeats none', { timeout: 60_000 }, () =>
    repeatsNoStep({}),
  );

  it.runIf(hasRedis)(
    'leaves them to the next one over Redis, which repeats none',
    { timeout: 60_000 },
    () => repeatsNoStep({ REDIS_URL: redisUrl(), REDIS_KEY_PREFIX: makeKeyPrefix() }),
  );
});
