import { execFile } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  createPlatform,
  type Follower,
  type PushOutcome,
} from '../../src/simulator/platform/platform.ts';
import { findFreePort } from '../support/find-free-port.ts';
import {
  says,
  saysSlowly,
  startScriptedModel,
  streams,
  type ModelScript,
} from '../support/scripted-model.ts';

const require = createRequire(import.meta.url);
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
    DATA_DIR: './data',
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

it('says immediately that KUAIHUI_PROCESSES=0 cannot be used, and starts nothing', async () => {
  const pm2 = preparePm2({ KUAIHUI_PROCESSES: '0' });
  const failure = await complaintOf(pm2.run('start', 'ecosystem.config.js'));
  expect(failure).toMatchObject({ code: 1, killed: false });
  expect(failure?.stderr).toContain('KUAIHUI_PROCESSES must be a number from 1 to 99');
  expect(await pm2.list()).toEqual([]);
});

it.each(['two', 'MAX2', '4个', '0.5x', '-1', '100'])(
  'refuses KUAIHUI_PROCESSES=%s while its file for PM2 is read',
  async (processes) => {
    const folder = mkdtempSync(join(tmpdir(), 'kuaihui-pm2-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    prepareProject(folder, { KUAIHUI_PROCESSES: processes });
    const { PATH } = process.env;
    const options = { cwd: folder, env: { PATH } };
    const failure = await complaintOf(
      promisify(execFile)(process.execPath, ['ecosystem.config.js'], options),
    );
    expect(failure?.code).toBe(1);
    expect(failure?.stderr).toContain('KUAIHUI_PROCESSES must be a number from 1 to 99');
  },
);

function complaintOf(run: Promise<unknown>) {
  return run.then(
    () => undefined,
    (error: unknown) => error as { code: number; stderr: string; killed: boolean },
  );
}

it('finds .env and data in the project when PM2 starts it from another folder', async () => {
  const port = await findFreePort();
  const pm2 = preparePm2({ HOST: '127.0.0.1', PORT: String(port), DATA_DIR: './own-data' });
  const main = join(pm2.project, 'dist/main.js');
  // PM2 waits 3 s for the word of a process, which a busy machine may need to start it.
  const patience = ['--wait-ready', '--listen-timeout', '30000'];
  await pm2.runIn(pm2.home, 'start', main, '--name', 'kuaihui', ...patience);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  expect(existsSync(join(pm2.project, 'own-data'))).toBe(true);
  expect(existsSync(join(pm2.home, 'own-data'))).toBe(false);
  const log = readFileSync(join(pm2.home, 'logs/kuaihui-out.log'), 'utf8');
  expect(log).toContain(`There is no .env in ${pm2.home}, where Kuaihui was started`);
});

/** A project folder of its own, so that no developer's .env has a say. */
function prepareProject(folder: string, settings: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const file of ['ecosystem.config.js', 'package.json'])
    copyFileSync(join(ROOT, file), join(folder, file));
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  for (const part of ['node_modules', 'handbook', 'scripts'])
    symlinkSync(join(ROOT, part), join(folder, part));
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder, '.env'), lines.join(''));
}

/** A PM2 of our own, whatever else runs on this machine; it is gone when the test is over. */
function preparePm2(settings: Readonly<Record<string, string>>) {
  const home = mkdtempSync(join(tmpdir(), 'kuaihui-pm2-'));
  const project = join(home, 'kuaihui');
  prepareProject(project, settings);
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, PM2_HOME: home, PM2_DISCRETE_MODE: 'true' };
  const runIn = async (cwd: string, ...words: string[]) => {
    const file = require.resolve('pm2/bin/pm2');
    const options = { cwd, env, timeout: 60_000 };
    return (await promisify(execFile)(process.execPath, [file, ...words], options)).stdout;
  };
  const run = (...words: string[]) => runIn(project, ...words);
  onTestFinished(async () => {
    await run('kill');
    rmSync(home, { recursive: true, force: true });
  });
  return {
    home,
    project,
    run,
    runIn,
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
