import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished, vi } from 'vitest';
import { listSettings } from '../../src/config.ts';
import { createPlatform, type Follower, type PushOutcome } from '../../src/simulator/platform.ts';
import { findFreePort } from '../support/find-free-port.ts';
import {
  says,
  saysSlowly,
  startScriptedModel,
  streams,
  type ModelScript,
} from '../support/scripted-model.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TOKEN = 'pm2token';
const FOLLOWERS = 20;

// PM2 waits for one process after the other.
vi.setConfig({ testTimeout: 90_000 });

/** PM2 with so many processes of Kuaihui, a model that answers as it is told, and a personal account. */
async function prepare(processes: number, answerWith: (question: string) => ModelScript) {
  const model = await startScriptedModel({ answerWith });
  onTestFinished(() => model.close());
  const port = await findFreePort();
  const pm2 = preparePm2({
    HOST: '127.0.0.1',
    PORT: String(port),
    KUAIHUI_PROCESSES: String(processes),
    WECHAT_TOKEN: TOKEN,
    OPENAI_BASE_URL: model.url,
    OPENAI_MODEL: 'scripted',
    SIMULATOR: 'on',
  });
  const origin = `http://127.0.0.1:${port}`;
  const platform = createPlatform({
    ...{ webhookUrl: `${origin}/wechat`, token: TOKEN, mode: 'plain', accountKind: 'personal' },
  });
  onTestFinished(() => platform.close());
  await pm2.run('start', 'ecosystem.config.js');
  return { model, pm2, platform, origin };
}

it.each([1, 2])(
  'runs in %i processes, is reloaded under load without a failed push, and is stopped',
  async (processes) => {
    const { model, pm2, platform } = await prepare(processes, (question) =>
      // About a second, so that questions are under way whenever a process is replaced.
      saysSlowly(`回答：${question}。说完了。`, { pieceLength: 3, everyMs: 200 }),
    );
    const first = await pm2.list();
    const online = { status: 'online', mode: 'cluster_mode' };
    expect(first).toMatchObject(Array.from({ length: processes }, () => online));
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
    const followers = Array.from({ length: FOLLOWERS }, (_, n) =>
      platform.follower(`oFollower${n}`),
    );
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
    const pids = (await pm2.list()).map(({ pid }) => pid);
    for (const { pid } of first) expect(pids).not.toContain(pid);

    await pm2.run('stop', 'kuaihui');
    expect(await pm2.list()).toMatchObject(first.map(() => ({ status: 'stopped' })));
    expect(pm2.exitCodes()).toEqual(Array.from({ length: 2 * processes }, () => 0));
  },
);

it('answers each question once when its attempts reach two processes that are reloaded meanwhile', async () => {
  // Too slow for the first attempt: the second finds the answer, wherever it is written.
  const { model, pm2, platform } = await prepare(2, (question) =>
    streams({ text: `开始：${question}。继` }, { afterMs: 7000 }, { text: '续。说完了。' }, 'done'),
  );
  const questions = Array.from({ length: FOLLOWERS }, (_, n) => `第${n}问`);
  const asked = Promise.all(
    questions.map((question, n) => platform.follower(`oFollower${n}`).says(question)),
  );
  await model.call(FOLLOWERS);
  const reloaded = pm2.run('reload', 'kuaihui');

  const outcomes = await asked;
  await reloaded;
  outcomes.forEach(({ attempts, text }, n) => {
    expect(attempts.map(({ how }) => how)).toEqual(['timed out', 'answered']);
    expect(text).toContain(`开始：第${n}问。继续。说完了。`);
  });
  expect(model.calls.map(({ question }) => question).sort()).toEqual([...questions].sort());
  const spread = [...pm2.processesByMessage().values()].filter((pids) => pids.size > 1);
  expect(spread.length).toBeGreaterThan(0);
  expect(pm2.exitCodes()).toEqual([0, 0]);
});

it('says where the simulator is, and gives the metrics of all, whichever of two processes is asked', async () => {
  const { pm2, origin } = await prepare(2, says);
  const pids = (await pm2.list()).map(({ pid }) => pid).sort();
  for (let request = 0; request < 4; request += 1) {
    // Each on a connection of its own: the processes get them in turn.
    const headers = { connection: 'close' };
    const page = await fetch(`${origin}/simulator/`, { headers });
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('npm run simulator');
    const metrics = await (await fetch(`${origin}/metrics`, { headers })).text();
    const named = [...metrics.matchAll(/^kuaihui_build_info\{.*process="(\d+)"\} 1$/gm)];
    expect(named.map(([, pid]) => Number(pid)).sort()).toEqual(pids);
  }
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
    async list() {
      const apps = JSON.parse(await run('jlist')) as {
        pid: number;
        pm2_env: { status: string; exec_mode: string };
      }[];
      return apps.map(({ pid, pm2_env }) => ({
        ...{ pid, status: pm2_env.status, mode: pm2_env.exec_mode },
      }));
    },
    /** Which processes attended to attempts of each message, as their log says. */
    processesByMessage() {
      const byMessage = new Map<string, Set<number>>();
      const lines = readFileSync(join(home, 'logs/kuaihui-out.log'), 'utf8').split('\n');
      for (const line of lines.filter((text) => text.startsWith('{'))) {
        const { message, pid } = JSON.parse(line) as { message?: string; pid: number };
        if (message === undefined) continue;
        byMessage.set(message, (byMessage.get(message) ?? new Set()).add(pid));
      }
      return byMessage;
    },
    /** Of every process that PM2 saw go, oldest first. */
    exitCodes: () =>
      [...readFileSync(join(home, 'pm2.log'), 'utf8').matchAll(/exited with code \[(\d+)\]/g)].map(
        ([, code]) => Number(code),
      ),
  };
}
