import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { builtServer } from '../support/built-server.ts';
import { findFreePort } from '../support/find-free-port.ts';

const OPEN_FILES = 500;

/** A server that may open few files; resolves when it listens, with what it logged until then. */
async function startWithFewFiles(): Promise<{ port: number; lines: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-files-'));
  const port = await findFreePort();
  const { main, flags } = builtServer();
  const child = spawn(
    '/bin/sh',
    ['-c', `ulimit -n ${OPEN_FILES} && exec "$@"`, 'sh', process.execPath, ...flags, main],
    {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        HOST: '127.0.0.1',
        PORT: String(port),
        WECHAT_TOKEN: 'filestoken',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  });
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (line.includes('listens on port')) break;
  }
  child.stdout.resume();
  return { port, lines };
}

it.skipIf(process.platform === 'win32')(
  'a server that may open fewer files than MAX_CONNECTIONS says so, and idle connections shut no client out',
  async () => {
    const { port, lines } = await startWithFewFiles();
    const warnings = lines.filter((line) => line.includes('LimitNOFILE'));
    expect(warnings).toHaveLength(1);
    const idle: Socket[] = [];
    onTestFinished(() => idle.forEach((socket) => socket.destroy()));
    for (let n = 0; n < 2 * OPEN_FILES; n += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      idle.push(socket);
      await once(socket, 'connect');
    }
    const response = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(await response.json()).toEqual({ status: 'ok' });
  },
);
