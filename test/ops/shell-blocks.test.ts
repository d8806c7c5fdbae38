import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../support/find-free-port.ts';
import { runShellBlock } from '../support/run-shell-block.ts';
import { readShellBlocks } from '../support/shell-blocks.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGES = [
  ...['README.md', 'README.zh-CN.md', 'docs/connect-account.md', 'docs/connect-account.zh-CN.md'],
  ...['docs/operation.md', 'docs/operation.zh-CN.md'],
  ...readdirSync(join(ROOT, 'docs/install')).map((name) => `docs/install/${name}`),
];
/** What a machine that runs the tests has not got. */
const NEEDS = ['the internet', 'systemd', 'Docker', 'Nginx', 'PM2'];
/** What would change the machine, or fetch something. */
const FOREIGN =
  /\b(?:sudo|apt|apt-get|dnf|yum|systemctl|docker|curl -o|wget|git clone|npx|nvm|npm (?:ci|install|i|prune|publish))\b/;
/** Each npm command takes a second, and several on a busy machine. */
const MOST_MS = 90_000;
const PROJECT = 'kuaihui';
const MADE_OR_PRIVATE = ['node_modules', '.git', '.env', 'data', 'coverage'];

/** The project as a deployer has it. */
let place: { readonly folder: string; readonly environment: NodeJS.ProcessEnv };
const ports = new Map<string, number>();

beforeAll(async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'kuaihui-blocks-')), PROJECT);
  mkdirSync(folder);
  for (const name of readdirSync(ROOT))
    if (!MADE_OR_PRIVATE.includes(name))
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const usual of ['3000', '3001']) ports.set(usual, await findFreePort());
  writeFileSync(join(folder, '.env'), `PORT=${ports.get('3000')}\nHOST=127.0.0.1\n`);
  place = { folder, environment: { ...process.env, LANG: 'C.UTF-8' } };
});

afterAll(() => {
  rmSync(dirname(place.folder), { recursive: true, force: true });
});

// What a block wrote beside the project, such as a backup, is not there for the same block of another page.
afterEach(() => {
  const around = dirname(place.folder);
  for (const name of readdirSync(around)) if (name !== PROJECT) rmSync(join(around, name));
});

/** Pages name the usual ports, which a test may not take. */
const onOwnPorts = (code: string) =>
  code.replace(/\b300[01]\b/g, (usual) => String(ports.get(usual)));

describe.each(PAGES)('%s', (page) => {
  const blocks = readShellBlocks(readFileSync(join(ROOT, page), 'utf8'));

  it('says of a block that cannot run in a test what it needs', () => {
    for (const { needs } of blocks) if (needs !== undefined) expect(NEEDS).toContain(needs);
  });

  it.each(blocks.filter(({ needs }) => needs === undefined))(
    'has commands on line $line that work beside a running server',
    async ({ code, line }) => {
      expect(code, `line ${line} has to be marked`).not.toMatch(FOREIGN);
      await runShellBlock(onOwnPorts(code), place);
    },
    MOST_MS,
  );
});

describe('the two commands of the READMEs', () => {
  it.each(['README.md', 'README.zh-CN.md'])('stand in %s as they are', (readme) => {
    const code = readShellBlocks(readFileSync(join(ROOT, readme), 'utf8')).map(
      (block) => block.code,
    );
    expect(code).toEqual(expect.arrayContaining(['npm ci && npm start\n', 'npm ci && npm test\n']));
  });
});
