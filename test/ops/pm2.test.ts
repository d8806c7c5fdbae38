import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { listSettings } from '../../src/config.ts';
import { createPlatform, type Follower, type PushOutcome } from '../../src/simulator/platform.ts';
import { saysSlowly, startScriptedModel } from '../support/scripted-model.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TOKEN = 'pm2token';
const FOLLOWERS = 20;

it('is started, reloaded under load without a failed push, and stopped by PM2', async () => {
  const model = await startScriptedModel({
    // About a second, so that questions are under way whenever the process is replaced.
    answerWith: (question) =>
      saysSlowly(`回答：${question}。说完了。`, { pieceLength: 3, everyMs: 200 }),
  });
  onTestFinished(() => model.close());
  const port = await findFreePort();
  const pm2 = preparePm2({
    HOST: '127.0.0.1',
    PORT: String(port),
    WECHAT_TOKEN: TOKEN,
    OPENAI_BASE_URL: model.url,
    OPENAI_MODEL: 'scripted',
  });
  const platform = createPlatform({
    webhookUrl: `http://127.0.0.1:${port}/wechat`,
    token: TOKEN,
    mode: 'plain',
    accountKind: 'personal',
  });
  onTestFinished(() => platform.close());

  await pm2.run('start', 'ecosystem.config.js');
  const first = await pm2.describe();
  expect(first).toMatchObject({ status: 'online', mode: 'cluster_mode' });
  expect(await platform.verifyUrl()).toMatchObject({ ok: true });

  let isReloaded = false;
  let reloading: Promise<void> | undefined;
  const reload = async () => {
    await pm2.run('reload', 'kuaihui');
    isReloaded = true;
  };
  /** Asks without a pause until the new process has answered as well. */
  const keepAsking = async (follower: Follower): Promise<PushOutcome[]> => {
    const outcomes: PushOutcome[] = [];
    for (let wasReloaded = false; !wasReloaded;) {
      wasReloaded = isReloaded;
      outcomes.push(await follower.says(`${follower.openId}的第${outcomes.length + 1}问`));
      reloading ??= reload();
    }
    return outcomes;
  };
  const followers = Array.from({ length: FOLLOWERS }, (_, n) => platform.follower(`oFollower${n}`));
  const asked = (await Promise.all(followers.map(keepAsking))).map((outcomes, n) =>
    outcomes.map((outcome, question) => ({
      ...outcome,
      expected: `回答：oFollower${n}的第${question + 1}问。`,
    })),
  );
  await reloading;

  const outcomes = asked.flat();
  expect(outcomes.length).toBeGreaterThan(2 * FOLLOWERS);
  for (const { attempts, text, expected } of outcomes) {
    expect(attempts.map(({ how }) => how)).toEqual(['answered']);
    expect(text).toContain(expected);
  }
  expect(model.calls).toHaveLength(outcomes.length);
  expect((await pm2.describe()).pid).not.toBe(first.pid);

  await pm2.run('stop', 'kuaihui');
  expect(await pm2.describe()).toMatchObject({ status: 'stopped' });
  expect(pm2.exitCodes()).toEqual([0, 0]);
});

/** A PM2 of our own, whatever else runs on this machine; it is gone when the test is over. */
function preparePm2(settings: Readonly<Record<string, string>>) {
  const home = mkdtempSync(join(tmpdir(), 'kuaihui-pm2-'));
  const { PATH, HOME } = process.env;
  const env = {
    PATH,
    HOME,
    PM2_HOME: home,
    PM2_DISCRETE_MODE: 'true',
    // An empty setting counts as not set, and keeps what a developer's own .env says away.
    ...Object.fromEntries(listSettings().map((name) => [name, ''])),
    DATA_DIR: join(home, 'data'),
    ...settings,
  };
  const run = async (...words: string[]) => {
    const file = join(ROOT, 'node_modules/pm2/bin/pm2');
    const options = { cwd: ROOT, env, timeout: 60_000 };
    return (await promisify(execFile)(process.execPath, [file, ...words], options)).stdout;
  };
  onTestFinished(async () => {
    await run('kill');
    rmSync(home, { recursive: true, force: true });
  });
  return {
    run,
    async describe() {
      const [app] = JSON.parse(await run('jlist')) as {
        pid: number;
        pm2_env: { status: string; exec_mode: string };
      }[];
      return { pid: app?.pid, status: app?.pm2_env.status, mode: app?.pm2_env.exec_mode };
    },
    /** Of every process that PM2 saw go, oldest first. */
    exitCodes: () =>
      [...readFileSync(join(home, 'pm2.log'), 'utf8').matchAll(/exited with code \[(\d+)\]/g)].map(
        ([, code]) => Number(code),
      ),
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
