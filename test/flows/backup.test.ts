import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createPlatform, type Follower } from '../../src/simulator/platform/platform.ts';
import { builtServer } from '../support/built-server.ts';
import { findFreePort } from '../support/find-free-port.ts';
import {
  startScriptedModel,
  streams,
  type ModelRequestBody,
  type ModelScript,
} from '../support/scripted-model.ts';

const { main, flags } = builtServer();
const CLI = join(dirname(main), 'cli/kuaihui.js');
const TOKEN = 'tokenOfTheShop01';
const FOLLOWERS = 200;
/** Longer than the three attempts of a message, so that the answers stream on after the first reply. */
const SENTENCES = 50;
const SENTENCE_EVERY_MS = 500;

/** The numbers of the sentences that the follower has read, in the order of their coming. */
const readBy = ({ seen }: Pick<Follower, 'seen'>) => seen.flatMap(({ text }) => numbersIn(text));
const numbersIn = (text: string) =>
  [...text.matchAll(/这是第(\d+)句/g)].map(([, number]) => Number(number));

/** Goes on after the last sentence that the request knows of, as a model does that is asked to. */
function answerOn(_question: string, { messages }: ModelRequestBody): ModelScript {
  const known = messages.flatMap(({ content }) => numbersIn(content));
  const first = Math.max(0, ...known) + 1;
  const steps = Array.from({ length: SENTENCES - first + 1 }, (_, n) => [
    { afterMs: SENTENCE_EVERY_MS },
    { text: `这是第${first + n}句。` },
  ]);
  return streams(...steps.flat(), { finish: 'stop' }, 'done');
}

/** Folders and programs that end with the test. */
async function makeWorld(modelUrl: string) {
  const root = mkdtempSync(join(tmpdir(), 'kuaihui-backup-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
  const port = await findFreePort();
  const run = (name: string, words: readonly string[]) => {
    const folder = join(root, name);
    mkdirSync(folder, { recursive: true });
    const child = spawn(process.execPath, words, {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        ...{ HOST: '127.0.0.1', PORT: String(port), DATA_DIR: join(folder, 'data'), LANG: 'C' },
        ...{ WECHAT_TOKEN: TOKEN, OPENAI_BASE_URL: modelUrl, OPENAI_MODEL: 'scripted' },
        ...{ SHUTDOWN_SECONDS: '1', CONSOLE: 'off', ANSWER_LINKS: 'off' },
      },
    });
    let output = '';
    child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
    child.stderr.on('data', (piece: Buffer) => (output += piece.toString()));
    const ended = once(child, 'exit').then(([code]) => ({ code: code as number | null, output }));
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await ended;
    });
    const says = (words: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => output.includes(words) && resolve();
        child.stdout.on('data', look);
        look();
        void ended.then(() => reject(new Error(`It ended before it said ${words}:\n${output}`)));
      });
    return { child, ended, says };
  };
  const serve = async (name: string) => {
    const server = run(name, [...flags, main]);
    await server.says('listens on port');
    return server;
  };
  const command = (name: string, ...words: readonly string[]) => run(name, [CLI, ...words]).ended;
  return { root, webhookUrl: `http://127.0.0.1:${port}/wechat`, serve, command };
}

it('a backup that is taken while 200 answers stream delivers the rest of each elsewhere, and nothing twice', async () => {
  const model = await startScriptedModel({ answerWith: answerOn });
  const world = await makeWorld(model.url);
  const { webhookUrl } = world;
  const platform = createPlatform({
    ...{ webhookUrl: () => webhookUrl, token: TOKEN, mode: 'plain', accountKind: 'personal' },
  });
  onTestFinished(async () => {
    await platform.close();
    await model.close();
  });
  const server = await world.serve('before');
  const followers = Array.from({ length: FOLLOWERS }, (_, n) => platform.follower(`oFollower${n}`));
  await Promise.all(followers.map((follower) => follower.says('讲一个长故事')));
  const readBefore = followers.map(readBy);

  const file = join(world.root, 'copy.kuaihui');
  const backup = await world.command('before', 'backup', file);
  expect(backup).toMatchObject({ code: 0 });
  server.child.kill('SIGKILL');
  await server.ended;
  // The answers streamed, and their followers had a part of them; a busy machine may leave some without any.
  expect(model.calls).toHaveLength(FOLLOWERS);
  expect(readBefore.every(({ length }) => length < SENTENCES)).toBe(true);
  expect(readBefore.filter(({ length }) => length > 0).length).toBeGreaterThan(FOLLOWERS / 2);

  expect(await world.command('elsewhere', 'restore', file)).toMatchObject({ code: 0 });
  await world.serve('elsewhere');
  await Promise.all(
    followers.map(async (follower) => {
      while (!readBy(follower).includes(SENTENCES)) await follower.says('继续');
    }),
  );
  const whole = Array.from({ length: SENTENCES }, (_, n) => n + 1);
  for (const follower of followers) expect(readBy(follower)).toEqual(whole);
}, 180_000);
