import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createPlatform } from '../../src/simulator/platform/platform.ts';
import { startServerProcess } from '../bench/server-process.ts';
import { builtServer } from '../support/built-server.ts';
import { findFreePort } from '../support/find-free-port.ts';

const TOKEN = 'logtoken';
/** A device on which nothing can be written; only Linux has it. */
const FULL = '/dev/full';

/** A server in a process of its own that answers from the handbook, and a follower. */
async function start(ownLog?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const logFile = ownLog ?? join(folder, 'server.log');
  const port = await findFreePort();
  const settings = { HOST: '127.0.0.1', PORT: String(port), WECHAT_TOKEN: TOKEN };
  const server = await startServerProcess({
    ...{ folder, logFile, settings },
    program: builtServer(),
  });
  onTestFinished(() => server.stop());
  const webhookUrl = `http://127.0.0.1:${port}/wechat`;
  const platform = createPlatform({
    ...{ webhookUrl, token: TOKEN, mode: 'plain', accountKind: 'personal' },
  });
  onTestFinished(() => platform.close());
  return { server, follower: platform.follower('oFollower'), logFile };
}

it('has one line for each push', async () => {
  const { server, follower, logFile } = await start();
  for (const question of ['你好', '怎么部署？', '怎么升级？'])
    expect((await follower.says(question)).shown).toBe('text');
  await server.stop();
  const messages = readFileSync(logFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
  // The first push also tells in which mode messages arrive.
  const firstEnd = messages.indexOf('Push handled');
  expect(messages.slice(firstEnd)).toEqual([
    ...Array.from({ length: 3 }, () => 'Push handled'),
    expect.stringContaining('Stopping'),
  ]);
});

it.skipIf(!existsSync(FULL))(
  'may be impossible to write, and everybody is answered all the same',
  async () => {
    const { follower } = await start(FULL);
    for (const question of ['你好', '怎么部署？'])
      expect((await follower.says(question)).shown).toBe('text');
  },
);
