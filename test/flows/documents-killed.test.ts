import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { builtServer } from '../support/built-server.ts';
import { findFreePort } from '../support/find-free-port.ts';
import { makeFolder } from '../support/owner-documents.ts';

const FILES = 40;
/** Each file speaks of a thing of its own, by a name that no other file has. */
const nameOf = (n: number) => `K${1000 + n * 37}`;
const pathOf = (n: number) => `models/${n % 5}/${nameOf(n)}.md`;
const contentOf = (n: number) =>
  `# 型号 ${nameOf(n)}\n\n## 保修多久？\n\n${nameOf(n)} 保修 ${n + 1} 个月。\n`;

const { main, flags } = builtServer();
const CLI = join(dirname(main), 'cli/kuaihui.js');

/** A deployer's folder with many files, and the programs in it. */
async function makeProject(settings: Readonly<Record<string, string>> = {}) {
  const files = Object.fromEntries(
    Array.from({ length: FILES }, (_, n) => [`docs/${pathOf(n)}`, contentOf(n)]),
  );
  const { folder } = makeFolder(files);
  const docs = join(folder, 'docs');
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const port = await findFreePort();
  const env = {
    PATH: process.env['PATH'],
    ...{
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      WECHAT_TOKEN: 'tokenOfTheShop01',
    },
    ...{ SHUTDOWN_SECONDS: '1', ...settings },
  };
  const start = (...words: readonly string[]) => {
    const child = spawn(process.execPath, words, { cwd: folder, env });
    let output = '';
    child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
    child.stderr.on('data', (piece: Buffer) => (output += piece.toString()));
    const ended = once(child, 'exit').then(([code]) => code as number | null);
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await ended;
    });
    return {
      output: () => output,
      ended,
      kill: async () => {
        child.kill('SIGKILL');
        await ended;
      },
    };
  };
  const kb = async (...words: readonly string[]) => {
    const command = start(CLI, 'kb', ...words);
    await command.ended;
    return command.output();
  };
  return { docs, start, kb, serve: () => start(...flags, main), port };
}

type Project = Awaited<ReturnType<typeof makeProject>>;

const listed = async ({ kb }: Project) =>
  JSON.parse(await kb('list', '--json')) as { document: string; state: string }[];

/** Asks until as many documents are there. */
async function untilListed(project: Project, most: (count: number) => boolean): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const count = (await listed(project)).length;
    if (most(count)) return count;
  }
  throw new Error('The documents do not come');
}

/** Every document is there once, and found by what only it says. */
async function expectAll(project: Project, prefix = ''): Promise<void> {
  const all = await listed(project);
  const wanted = Array.from({ length: FILES }, (_, n) => prefix + pathOf(n)).sort();
  expect(all.map(({ document }) => document).sort()).toEqual(wanted);
  expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['ok']));
  for (const n of [0, 17, FILES - 1]) {
    const { results } = JSON.parse(
      await project.kb('search', `${nameOf(n)} 保修多久`, '--json'),
    ) as { results: { document: string; text: string }[] };
    expect(results[0]).toMatchObject({
      document: prefix + pathOf(n),
      text: expect.stringContaining(`保修 ${n + 1} 个月`),
    });
    expect(results.filter(({ document }) => document === prefix + pathOf(n))).toHaveLength(1);
  }
}

it('a server that is killed while it imports a folder and indexes it has every document once after the next start', async () => {
  const project = await makeProject({ KNOWLEDGE_DIR: 'docs' });
  for (const share of [0.1, 0.5]) {
    const server = project.serve();
    await untilListed(project, (count) => count >= FILES * share);
    await server.kill();
  }
  project.serve();
  await untilListed(project, (count) => count >= FILES);
  await expectAll(project);
}, 180_000);

it('`kb add` that is killed half-way has every document once when it is given the folder again', async () => {
  const project = await makeProject();
  const adding = project.start(CLI, 'kb', 'add', project.docs);
  const before = await untilListed(project, (count) => count >= 5);
  await adding.kill();
  expect(before).toBeGreaterThan(0);
  expect(await project.kb('add', project.docs)).toMatch(/unchanged|没有变化|未变/);
  await expectAll(project);
}, 180_000);
