import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeOldNode } from '../../scripts/refuse-old-node.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { version, scripts, engines } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as {
  version: string;
  scripts: { start: string };
  engines: { node: string };
};

async function run(file: string, ...words: string[]): Promise<string> {
  return (await promisify(execFile)(file, words, { cwd: ROOT, timeout: 30_000 })).stdout;
}

describe('the package', () => {
  it('holds what it takes to run, and nothing else', async () => {
    const report = await run('npm', 'pack', '--dry-run', '--json', '--ignore-scripts');
    const [pack] = JSON.parse(report) as { size: number; files: { path: string }[] }[];
    expect(pack?.size).toBeLessThan(4_000_000);
    const paths = pack?.files.map(({ path }) => path) ?? [];
    const folders = paths.filter((path) => path.includes('/'));
    const root = paths.filter((path) => !path.includes('/'));
    expect(root.sort()).toEqual(
      [
        ...['.env.example', 'CHANGELOG.md', 'LICENSE', 'README.md', 'README.zh-CN.md'],
        ...['ecosystem.config.js', 'package.json'],
      ].sort(),
    );
    expect(folders).toEqual(
      expect.arrayContaining([
        ...['dist/main.js', 'dist/cli/kuaihui.js', 'handbook/zh/01-introduction.md'],
        // What other programs import, with its types.
        ...['dist/index.js', 'dist/index.d.ts', 'docs/console-openapi.json'],
        // READMEs, pages and messages lead to them.
        ...['docs/models.md', 'docs/models.zh-CN.md'],
        ...['dist/web/simulator/index.html', 'dist/web/console/index.html'],
        'personas/translator.md',
        // package.json's `prepare` runs it, also where the unpacked package is installed.
        'scripts/build-when-possible.js',
        'scripts/refuse-old-node.js',
      ]),
    );
    const page = /^dist\/web\/(?:simulator|console)\/(index\.html|assets\/[^/]+\.(js|css|svg))$/;
    const allowed =
      /^(dist\/.+\.js|dist\/index\.d\.ts|docs\/.+\.(?:md|json|png|webp)|dist\/store\/redis\/lua\/.+\.lua|dist\/knowledge\/import\/formats\/cmaps\/(?:LICENSE|[\w-]+\.bcmap)|handbook\/.+\.md|personas\/[^/]+\.md|scripts\/(build-when-possible|refuse-old-node)\.js)$/;
    expect(folders.filter((path) => !allowed.test(path) && !page.test(path))).toEqual([]);
    const scripts = readdirSync(`${ROOT}/src/store/redis/lua`, {
      recursive: true,
      encoding: 'utf8',
    })
      .filter((file) => file.endsWith('.lua'))
      .map((file) => `dist/store/redis/lua/${file}`);
    expect(folders.filter((path) => path.endsWith('.lua')).sort()).toEqual(scripts.sort());
  });
});

it('has a console of at most 250 kB, as it is sent', () => {
  const folder = join(ROOT, 'dist/web/console');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
  expect(files.length).toBeGreaterThan(2);
  const bytes = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
  expect(bytes).toBeLessThanOrEqual(250_000);
});

it('has its Lua scripts also where a benchmark compiles it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await run('node', 'scripts/copy-lua.js', folder);
  const scripts = (root: string) =>
    readdirSync(join(root, 'store/redis/lua'), { recursive: true }).toSorted();
  expect(scripts(folder)).toEqual(scripts(join(ROOT, 'src')));
});

it('has the tables of characters of old Chinese PDFs with their licence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await run('node', 'scripts/copy-cmaps.js', folder);
  const copied = readdirSync(join(folder, 'knowledge/import/formats/cmaps'));
  expect(copied).toEqual(expect.arrayContaining(['LICENSE', 'UniGB-UCS2-H.bcmap']));
});

it('is started in the same way by npm and by PM2', async () => {
  const { apps } = (await import(`${ROOT}/ecosystem.config.js`)) as {
    apps: { node_args: string; script: string }[];
  };
  expect(apps).not.toHaveLength(0);
  for (const { node_args, script } of apps)
    expect(scripts.start).toBe(`node ${node_args} ${script}`);
});

describe('a Node that is too old', () => {
  it.each(['v12.22.12', 'v14.21.3', 'v16.20.2', 'v18.20.8', 'v20.0.0', 'v20.18.3'])(
    'is refused in both languages: %s',
    (nodeVersion) => {
      const says = describeOldNode(nodeVersion);
      expect(says).toContain(
        `needs Node.js ${engines.node.slice(2, -2)} or newer, and this is ${nodeVersion}`,
      );
      expect(says).toContain(`当前是 ${nodeVersion}`);
    },
  );

  it.each(['v20.19.0', 'v22.1.0', 'v24.0.0', process.version])('is not %s', (nodeVersion) => {
    expect(describeOldNode(nodeVersion)).toBeUndefined();
  });

  it.each(['dist/main.js', 'dist/cli/kuaihui.js'])(
    'is told before %s loads anything that it cannot parse',
    (file) => {
      const code = readFileSync(`${ROOT}/${file}`, 'utf8');
      const imports = [...code.matchAll(/^import .*$/gm)].map(([line]) => line);
      expect(imports).toEqual([expect.stringContaining('/scripts/refuse-old-node.js')]);
      // Syntax that Node 12 does not know.
      expect(code).not.toMatch(/^await |\?\.|\?\?|#\w+\(/m);
    },
  );
});

describe('the command kuaihui', () => {
  const kuaihui = (...words: string[]) => run(process.execPath, 'dist/cli/kuaihui.js', ...words);

  it('explains itself', async () => {
    const help = await kuaihui('--help');
    for (const command of ['start', 'check', 'chat', 'simulator'])
      expect(help).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    expect(await kuaihui('chat', '--help')).toContain('--api-port');
    expect(await kuaihui('check', '--help')).toContain('--online');
  });

  it('says its version', async () => {
    expect((await kuaihui('--version')).trim()).toBe(version);
  });

  it('can be run by the shell that npm links it into', () => {
    const [firstLine] = readFileSync(`${ROOT}/dist/cli/kuaihui.js`, 'utf8').split('\n');
    expect(firstLine).toBe('#!/usr/bin/env node');
  });
});
