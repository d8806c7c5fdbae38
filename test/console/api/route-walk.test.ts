import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { mayCall } from '../../../src/console/access/may-call.ts';
import type { Route } from '../../../src/console/api/route.ts';
import { createConsoleClient, openConsoleOf, signInAs } from '../../support/console-client.ts';
import { connectRaw } from '../../support/raw-client.ts';
import { startBot } from '../../support/start-bot.ts';

/** More than every route takes as JSON. */
const HUGE_BYTES = 1024 ** 3;

/** Calls a route with the head of a huge request only: an answer that needs its body does not come. */
async function callWithoutBody(origin: string, route: Route, cookie: string): Promise<number> {
  const { port, host } = new URL(origin);
  const client = await connectRaw(Number(port));
  const path = `/console/api${route.path.replaceAll(/:\w+/g, 'anything')}`;
  const lines = [
    `${route.method} ${path} HTTP/1.1`,
    ...[`Host: ${host}`, `Origin: ${origin}`, 'Content-Type: application/json'],
    ...(cookie === '' ? [] : [`Cookie: ${cookie}`]),
    ...(route.method === 'GET' ? [] : [`Content-Length: ${HUGE_BYTES}`]),
  ];
  client.send(`${lines.join('\r\n')}\r\n\r\n`);
  const answer = await client.until('\r\n\r\n');
  client.socket.destroy();
  await once(client.socket, 'close').catch(() => {});
  return Number(/^HTTP\/1.1 (\d+)/.exec(answer)?.[1]);
}

describe('every route of the console', () => {
  it('asks strangers to sign in and refuses other roles, before it reads a byte of the body', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const { routes = [] } = bot.server.console ?? {};
    const people = {
      stranger: createConsoleClient(owner.origin),
      agent: await signInAs(owner, 'agent'),
      viewer: await signInAs(owner, 'viewer'),
    };
    const wrong: string[] = [];
    for (const route of routes) {
      for (const [name, client] of Object.entries(people)) {
        const role = name === 'stranger' ? undefined : (name as 'agent' | 'viewer');
        const allowed = mayCall(route.permission, role);
        if (allowed === 'yes') continue;
        const status = await callWithoutBody(owner.origin, route, client.cookie());
        if (status !== (allowed === 'sign in' ? 401 : 403))
          wrong.push(`${route.method} ${route.path} answers ${status} to ${name}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(routes.length).toBeGreaterThan(10);
  });

  it('is closed to strangers, but for three', async () => {
    const { server } = await startBot();
    const open = server.console?.routes.filter(({ permission }) => permission === 'open') ?? [];
    const names = open.map(({ method, path }) => `${method} ${path}`);
    expect(names.sort()).toEqual(['GET /state', 'POST /login', 'POST /setup']);
  });

  it('is noted in the audit where it changes something', async () => {
    const { server } = await startBot();
    const silent = server.console?.routes.filter(
      (route) => route.method !== 'GET' && route.kind === 'json' && route.audit === undefined,
    );
    expect(silent?.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('refuses what another site sends, whoever is signed in', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as readonly Record<string, string>[]) {
      const { status, body } = await owner.send('POST', '/logout', {}, { headers });
      expect([status, body.code]).toEqual([403, 'foreign_site']);
    }
    expect((await owner.get('/sessions')).status).toBe(200);
  });

  it('knows no address beside its own', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const stranger = createConsoleClient(owner.origin);
    expect((await stranger.get('/no-such-thing')).status).toBe(401);
    expect((await owner.get('/no-such-thing')).status).toBe(404);
    expect((await owner.put('/users')).status).toBe(404);
  });
});
