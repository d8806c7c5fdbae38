import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findFreePort } from '../../support/find-free-port.ts';
import { keepServers, settingsOf } from './keep-servers.ts';
import type { HttpPlace, StdioPlace } from '../../../src/tools/mcp/mcp-settings.ts';

const EVERYTHING = createRequire(import.meta.url)
  .resolve('@modelcontextprotocol/server-everything/package.json')
  .replace('package.json', 'dist/index.js');

const overStdio: StdioPlace = {
  kind: 'stdio',
  command: process.execPath,
  args: [EVERYTHING, 'stdio'],
  env: {},
  cwd: undefined,
};

/** Serves until the test is over. */
async function serveHttp(port: number): Promise<() => Promise<void>> {
  const env = { PATH: process.env['PATH'], PORT: String(port) };
  const child = spawn(process.execPath, [EVERYTHING, 'streamableHttp'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(stop);
  for await (const line of createInterface({ input: child.stderr }))
    if (line.includes('listening on port')) break;
  child.stderr.resume();
  return stop;
}

async function overHttp(): Promise<HttpPlace> {
  const port = await findFreePort();
  await serveHttp(port);
  return { kind: 'http', url: `http://127.0.0.1:${port}/mcp`, headers: { 'x-key': '1' } };
}

describe.each<[how: string, place: () => StdioPlace | Promise<HttpPlace>]>([
  ['stdio', () => overStdio],
  ['streamable HTTP', overHttp],
])('the official server over %s', (_how, place) => {
  it('offers what only reads, and other tools when they are allowed', async () => {
    const servers = keepServers([
      settingsOf(await place(), { allowTools: ['toggle-simulated-logging', 'no-such'] }),
    ]);
    await servers.untilState('connected');
    const offered = servers.tools().map(({ name }) => name);
    expect(offered).toContain('s__echo');
    expect(offered).toContain('s__get-sum');
    expect(offered).toContain('s__toggle-simulated-logging');
    expect(offered).not.toContain('s__gzip-file-as-resource');
    expect(servers.tool('s__get-sum').parameters).toMatchObject({
      type: 'object',
      required: ['a', 'b'],
    });
    const [state] = servers.states();
    const withheld = state?.tools.filter((tool) => tool.withheld === 'not-read-only');
    expect(withheld?.map(({ name }) => name)).toContain('toggle-subscriber-updates');
    expect(state?.unknownAllowed).toEqual(['no-such']);
  });

  it('answers calls, and says in words what was wrong with one', async () => {
    const servers = keepServers([settingsOf(await place())]);
    await servers.untilState('connected');
    expect(await servers.run('s__echo', { message: '你好 </tool>' })).toContain(
      'Echo: 你好 ＜/tool>',
    );
    expect(await servers.run('s__get-sum', { a: 2, b: 3 })).toContain('The sum of 2 and 3 is 5');
    expect(await servers.run('s__get-tiny-image')).toContain(
      '(image of type image/png, not shown)',
    );
    expect(await servers.run('s__get-sum', { a: 'two' })).toMatch(/^The tool reports an error:/);
    expect(await servers.test({ ...asDeployer('get-sum'), given: { a: 1, b: 1 } })).toContain(
      'is 2',
    );
    expect(await servers.test({ ...asDeployer('no-such'), given: {} })).toBeUndefined();
  });

  it('is asked no more for an answer that was stopped', async () => {
    const servers = keepServers([settingsOf(await place())]);
    await servers.untilState('connected');
    const stop = new AbortController();
    const name = 's__trigger-long-running-operation';
    const running = servers.run(name, { duration: 60, steps: 60 }, stop.signal);
    setImmediate(() => stop.abort(new Error('stopped')));
    await expect(running).rejects.toThrow('stopped');
    expect(await servers.run('s__echo', { message: 'still here' })).toContain('still here');
  });
});

it('opens a lost session anew, and the call goes through', async () => {
  const port = await findFreePort();
  const stop = await serveHttp(port);
  const place: HttpPlace = { kind: 'http', url: `http://127.0.0.1:${port}/mcp`, headers: {} };
  const servers = keepServers([settingsOf(place)]);
  await servers.untilState('connected');
  await stop();
  await serveHttp(port);
  expect(await servers.run('s__echo', { message: 'again' })).toContain('Echo: again');
  expect(servers.states()[0]?.state).toBe('connected');
});

function asDeployer(tool: string) {
  return { server: 's', tool, signal: new AbortController().signal };
}
