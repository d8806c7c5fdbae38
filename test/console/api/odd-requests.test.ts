import { describe, expect, it } from 'vitest';
import type { Route } from '../../../src/console/api/route.ts';
import { createConsoleClient, openConsoleOf } from '../../support/console-client.ts';
import { connectRaw } from '../../support/raw-client.ts';
import { startBot } from '../../support/start-bot.ts';

/** What strangers put where a name or an id belongs. */
const PLACES = [
  ...['..', '../../etc/passwd', '..%2f..%2fetc%2fpasswd', '..\\..\\windows', '/etc/passwd'],
  ...['%2e%2e%2f', '\u0000', 'a\u0000b', 'a\r\nSet-Cookie: x=1', '__proto__', 'constructor'],
  ...['*', '%', "' OR 1=1 --", '\u202egnp', 'ｅｔｃ', 'a'.repeat(5000)],
];

const QUERY = ['account', 'after', 'base', 'document', 'name', 'q', 'follower', 'tag'];

/** Sends a request as it is written, and returns status and body. */
async function sendRaw(origin: string, head: readonly string[]) {
  const client = await connectRaw(Number(new URL(origin).port));
  client.send(`${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n`);
  const answer = await client.ended;
  const [top = '', body = ''] = answer.split(/\r\n\r\n([^]*)/);
  return { status: Number(/^HTTP\/1.1 (\d+)/.exec(top)?.[1]), top, body };
}

describe('a request that no page of the console sends', () => {
  it('finds nothing by a name that is a path, in the address or in the query of any route', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const routes = (bot.server.console?.routes ?? []).filter(
      ({ method, path }) => method === 'GET' && path !== '/live',
    );
    const wrong: string[] = [];
    const ask = async (path: string) => {
      const { status, body } = await owner.get(path);
      const isPlain = [200, 400, 404, 409].includes(status);
      if (!isPlain || /root:|\[fonts\]/.test(JSON.stringify(body)))
        wrong.push(`${path.slice(0, 80)} answers ${status}`);
      return status;
    };
    for (const { path } of routes)
      for (const place of PLACES) {
        const word = encodeURIComponent(place);
        if (path.includes(':')) await ask(path.replaceAll(/:\w+/g, word));
        const names = word.length > 1000 ? ['account'] : QUERY;
        const query = names.map((name) => `${name}=${word}`).join('&');
        await ask(`${path.replaceAll(/:\w+/g, 'x')}?${query}`);
      }
    expect(wrong).toEqual([]);
    expect(bot.logs.filter(({ level }) => level >= 50)).toEqual([]);
    expect(routes.some(({ path }: Route) => path.includes(':'))).toBe(true);
  });

  it('is asked to sign in by every address that cannot be read, and finds nothing there with a session', async () => {
    const owner = await openConsoleOf(await startBot());
    const host = `Host: ${new URL(owner.origin).host}`;
    for (const word of ['%zz', '%ff', '%', 'a%2', '%c0%ae%c0%ae']) {
      const lines = [`GET /console/api/turns/${word} HTTP/1.1`, host];
      expect([word, (await sendRaw(owner.origin, lines)).status]).toEqual([word, 401]);
      const signedIn = await sendRaw(owner.origin, [...lines, `Cookie: ${owner.cookie()}`]);
      expect([word, signedIn.status]).toEqual([word, 404]);
    }
  });

  it('changes nothing by another method: HEAD, OPTIONS, TRACE, or one that is written elsewhere', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const host = `Host: ${new URL(owner.origin).host}`;
    const session = `Cookie: ${owner.cookie()}`;
    const head = ['HEAD /console/api/users HTTP/1.1', host];
    expect(await sendRaw(owner.origin, head)).toMatchObject({ status: 401, body: '' });
    expect(await sendRaw(owner.origin, [...head, session])).toMatchObject({
      status: 200,
      body: '',
    });
    for (const method of ['OPTIONS', 'TRACE', 'PROPFIND']) {
      const lines = [`${method} /console/api/users HTTP/1.1`, host];
      expect([method, (await sendRaw(owner.origin, lines)).status]).toEqual([method, 401]);
      const { status, top } = await sendRaw(owner.origin, [...lines, session]);
      expect([method, status >= 400 || !/access-control|set-cookie/i.test(top)]).toEqual([
        method,
        true,
      ]);
    }
    const evil = 'Origin: https://evil.example';
    const preflight = ['OPTIONS /console/api/users HTTP/1.1', host, session, evil];
    const asked = await sendRaw(owner.origin, [
      ...preflight,
      'Access-Control-Request-Method: DELETE',
    ]);
    expect(asked.status).toBe(403);
    expect(asked.top).not.toMatch(/access-control/i);
    for (const name of ['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method']) {
      const lines = ['GET /console/api/users?_method=DELETE HTTP/1.1', host, session];
      const { status } = await sendRaw(owner.origin, [...lines, `${name}: DELETE`]);
      expect([name, status]).toEqual([name, 200]);
    }
    expect((await owner.get('/users')).body.items).toHaveLength(1);
  });

  it('gets no further with a body that is deep, packed, of another kind, or for a prototype', async () => {
    const owner = await openConsoleOf(await startBot());
    const stranger = createConsoleClient(owner.origin);
    const send = (body: string | ArrayBuffer, headers: Record<string, string> = {}) =>
      stranger.send('POST', '/login', undefined, { body, headers });
    expect((await send('['.repeat(30_000))).status).toBe(400);
    expect((await send(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)).status).toBe(400);
    expect((await send('{"name":{"a":1},"password":["x"]}')).body.code).toBe('not_valid');
    const packed = new Blob(['{"name":"', 'a'.repeat(20_000_000), '"}'])
      .stream()
      .pipeThrough(new CompressionStream('gzip'));
    const bomb = await new Response(packed).arrayBuffer();
    expect((await send(bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
    const user =
      '{"name":"eve","role":"viewer","password":"a long password","__proto__":{"role":"owner"}}';
    const made = await owner.send('POST', '/users', undefined, { body: user });
    expect(made.body).toMatchObject({ name: 'eve', role: 'viewer' });
    expect(Object.hasOwn(Object.prototype, 'role')).toBe(false);
    for (const name of ['__proto__', 'prototype.x!', 'a b'])
      expect(
        (await owner.post('/users', { name, role: 'viewer', password: 'x'.repeat(20) })).status,
      ).toBe(400);
  });
});
