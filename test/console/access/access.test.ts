import { describe, expect, it } from 'vitest';
import {
  createConsoleClient,
  openConsoleOf,
  PASSWORD,
  signInAs,
} from '../../support/console-client.ts';
import { startBot } from '../../support/start-bot.ts';

const HTTPS = { host: 'localhost', 'x-forwarded-proto': 'https' };

describe('users', () => {
  it('are made, changed and removed by owners; their sessions end with each change', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const ann = await signInAs(owner, 'viewer', 'Ann');
    expect((await ann.get('/users')).body.items).toMatchObject([
      { name: 'owner', role: 'owner', sessions: 1 },
      { name: 'Ann', role: 'viewer', sessions: 1 },
    ]);
    expect((await owner.patch('/users/ann', { role: 'agent' })).body).toMatchObject({
      role: 'agent',
    });
    expect((await ann.get('/users')).status).toBe(401);
    await ann.signIn('ann', PASSWORD);
    expect((await ann.get('/users')).status).toBe(403);
    expect((await owner.delete('/users/Ann')).status).toBe(200);
    expect((await ann.get('/sessions')).status).toBe(401);
    const taken = await owner.post('/users', { name: 'OWNER', role: 'viewer', password: PASSWORD });
    expect([taken.status, taken.body.code]).toEqual([409, 'name_taken']);
    const named = await owner.post('/users', { name: '<b>', role: 'viewer', password: PASSWORD });
    expect([named.status, named.body.code]).toEqual([400, 'bad_name']);
  });

  it('always have an owner among them, also when two owners leave at the same moment', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    for (const attempt of [
      owner.delete('/users/owner'),
      owner.patch('/users/owner', { role: 'viewer' }),
    ]) {
      const { status, body } = await attempt;
      expect([status, body.code]).toEqual([409, 'last_owner']);
    }
    const second = await signInAs(owner, 'owner', 'second');
    await Promise.all([
      owner.patch('/users/owner', { role: 'viewer' }),
      second.patch('/users/second', { role: 'viewer' }),
    ]);
    await owner.signIn('owner', PASSWORD);
    const items = (await owner.get('/users')).body.items as readonly { role: string }[];
    expect(items.filter(({ role }) => role === 'owner')).toHaveLength(1);
  });

  it('change their own password with the current one, stay signed in, and end their other sessions', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const elsewhere = createConsoleClient(bot.url());
    await elsewhere.signIn('owner', PASSWORD);
    const wrong = { current: 'not the password', password: 'another long password' };
    expect((await owner.post('/password', wrong)).body.code).toBe('wrong_password');
    expect((await owner.post('/password', { ...wrong, current: PASSWORD })).status).toBe(200);
    expect((await owner.get('/sessions')).body.items).toHaveLength(1);
    expect((await elsewhere.get('/sessions')).status).toBe(401);
    await elsewhere.signIn('owner', 'another long password');
  });
});

describe('sessions', () => {
  it('are listed and ended: one’s own, and by an owner everybody’s', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const agent = await signInAs(owner, 'agent');
    const own = (await agent.get('/sessions')).body.items;
    expect(own).toMatchObject([{ user: 'a.agent', address: '127.0.0.1', isCurrent: true }]);
    const all = (await owner.get('/sessions')).body.items as readonly {
      id: string;
      user: string;
    }[];
    expect(all).toHaveLength(2);
    const ofOwner = all.find(({ user }) => user === 'owner');
    expect((await agent.delete(`/sessions/${ofOwner?.id}`)).status).toBe(404);
    expect((await owner.delete(`/sessions/${own[0].id}`)).status).toBe(200);
    expect((await agent.get('/sessions')).status).toBe(401);
    expect(JSON.stringify(all)).not.toContain(owner.cookie().split('=')[1]);
  });

  it('have a cookie that only HTTPS carries where the browser speaks it', async () => {
    const bot = await startBot();
    await openConsoleOf(bot);
    const browser = createConsoleClient(bot.url());
    const body = { name: 'owner', password: PASSWORD };
    const init = { headers: { ...HTTPS, 'x-forwarded-for': '203.0.113.9' } };
    const { status, headers } = await browser.send('POST', '/login', body, init);
    expect(status).toBe(200);
    expect(headers.get('set-cookie')).toMatch(
      /^__Host-kuaihui=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
    );
    expect((await browser.get('/sessions')).status).toBe(401);
    const seen = await browser.send('GET', '/sessions', undefined, init);
    expect(seen.body.items[0].address).toBe('203.0.113.9');
  });
});

describe('the audit', () => {
  it('keeps who did what from where, the newest first, and no password', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const stranger = createConsoleClient(bot.url());
    for (const name of ['owner', 'owner', 'guess1', 'guess2'])
      await stranger.post('/login', { name, password: 'a secret guess' });
    await owner.post('/users', { name: 'ann', role: 'agent', password: PASSWORD });
    const { items, next } = (await owner.get('/audit?most=2')).body;
    expect(items).toMatchObject([
      { by: 'owner', action: 'user.add', target: 'ann', details: { role: 'agent' } },
      { by: null, action: 'sign-in.failed', target: '?', details: { times: 2 } },
    ]);
    const rest = (await owner.get(`/audit?after=${next}`)).body;
    expect(rest.items).toMatchObject([
      { by: null, action: 'sign-in.failed', target: 'owner', details: { times: 2 } },
      { by: 'owner', action: 'set-up', address: '127.0.0.1' },
    ]);
    expect(rest.next).toBeUndefined();
    const text = JSON.stringify([items, rest]);
    for (const secret of ['guess1', 'a secret guess', PASSWORD]) expect(text).not.toContain(secret);
  });
});
