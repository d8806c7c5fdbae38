import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { findFreePort } from '../support/find-free-port.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
/** Without the variables by which npm tells its scripts where they are. */
const environment = { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C' };

/** A cache such as npx keeps, with the packed package and the packages that it needs. */
let cache: string;
let folder: string;
const program = () => join(cache, 'node_modules/kuaihui/dist/cli/kuaihui.js');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kuaihui-tarball-'));
  cache = join(folder, '_npx', '0123456789abcdef');
  const modules = join(cache, 'node_modules');
  mkdirSync(modules, { recursive: true });
  const packed = await run(
    ...(['npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]] as const),
    { cwd: ROOT },
  );
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
  await run('tar', ['-xzf', join(folder, filename), '-C', modules]);
  await run('mv', [join(modules, 'package'), join(modules, 'kuaihui')]);
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    if (name !== '.bin') symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  const manifest = { _npx: { packages: ['./kuaihui.tgz'] } };
  writeFileSync(join(cache, 'package.json'), JSON.stringify(manifest));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** A folder of the person who types the command. */
function makeFolder(): string {
  const own = mkdtempSync(join(folder, 'person-'));
  return own;
}

it('npx starts the server without a further word, with data in ./data and the link to the console', async () => {
  const own = makeFolder();
  const port = await findFreePort();
  const server = spawn(process.execPath, [program()], {
    ...{ cwd: own, stdio: ['ignore', 'pipe', 'inherit'] },
    env: { ...environment, PORT: String(port), SIMULATOR: 'off' },
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  onTestFinished(() => void server.kill('SIGKILL'));
  const said: string[] = [];
  for await (const line of createInterface(server.stdout)) {
    said.push(line);
    if (line.includes('"metrics_at"')) break;
  }
  const log = said.join('\n');
  expect(log).toContain(`http://localhost:${port}/console/setup?code=`);
  // What the log tells to type can be typed.
  expect(log).toContain('npx ./kuaihui.tgz chat');
  expect(log).not.toMatch(/npm (?:run|start)/);
  expect(readdirSync(join(own, 'data'))).toContain('kuaihui.sqlite');
  expect((await fetch(`http://localhost:${port}/console/`)).status).toBe(200);
  server.kill('SIGTERM');
  expect(await ended).toBe(0);
});

it('another program starts and stops it through what the package exports', async () => {
  const own = makeFolder();
  writeFileSync(
    join(own, 'use.mjs'),
    `import { startKuaihui } from 'kuaihui';
     const bot = await startKuaihui({ PORT: '0', DATA_DIR: './bot', SIMULATOR: 'off' });
     const { status } = await fetch('http://localhost:' + bot.port + '/readyz');
     console.log(status, bot.setupLink.includes('/console/setup?code='));
     await bot.stop();`,
  );
  symlinkSync(join(cache, 'node_modules'), join(own, 'node_modules'));
  const { stdout } = await run(process.execPath, ['use.mjs'], { cwd: own, env: environment });
  expect(stdout).toBe('200 true\n');
  expect(readdirSync(own)).toContain('bot');
});

it('a program that embeds it is told each setting that is wrong', async () => {
  const own = makeFolder();
  writeFileSync(
    join(own, 'use.mjs'),
    `import { startKuaihui } from 'kuaihui';
     await startKuaihui({ PORT: 'x', WECHAT_TOKEN: '?' }).catch((error) => console.log(error.message));`,
  );
  symlinkSync(join(cache, 'node_modules'), join(own, 'node_modules'));
  const { stdout } = await run(process.execPath, ['use.mjs'], { cwd: own, env: environment });
  expect(stdout).toContain('PORT');
  expect(stdout).toContain('WECHAT_TOKEN');
});
