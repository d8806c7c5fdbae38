import express from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../src/console/access/signed-in.ts';
import { createConsoleRouter } from '../../../src/console/api/console-router.ts';
import type { AuditNote } from '../../../src/console/audit/audit.ts';
import type {
  ConversationsAnswer,
  TurnAnswer,
} from '../../../src/console/conversations/conversations-contract.ts';
import { createConversationsRoutes } from '../../../src/console/conversations/conversations-routes.ts';
import { openConversationsDesk } from '../../../src/server/console/open-conversations-desk.ts';
import { createSqliteWorld } from '../../store/sqlite/sqlite-world.ts';
import {
  ask,
  askAndAnswer,
  follower,
  give,
  loseReply,
  otherFollower,
  slice,
} from '../../store/store-world.ts';

/** The routes of conversations over a real store, for a user of this role. */
async function openConsole(role: Role | 'stranger' = 'agent') {
  const world = createSqliteWorld();
  const store = await world.open();
  const notes: AuditNote[] = [];
  const router = createConsoleRouter({
    routes: createConversationsRoutes(openConversationsDesk({ store, config: { traceDays: 7 } })),
    gate: {
      admit: () =>
        Promise.resolve({
          user: role === 'stranger' ? undefined : { name: 'ann', role, sessionId: 's1' },
          ...{ address: '127.0.0.1', origin: 'http://localhost', isSecure: false, isLocal: true },
        }),
      judge: () => {
        throw new Error('Only whole admissions are asked for');
      },
      holds: () => Promise.resolve(true),
    },
    keepNote: (_user, note) => Promise.resolve(void notes.push(note)),
    ...{ clock: world.clock, log: pino({ level: 'silent' }) },
  });
  onTestFinished(() => router.close());
  const server = express().use('/console/api', router.handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/console/api/`;
  const call = (path: string) => fetch(base + path);
  const get = async <Answer>(path: string) => (await (await call(path)).json()) as Answer;
  return { world, store, notes, call, get };
}

it('lists turns with what the follower was given of them', async () => {
  const { world, store, get } = await openConsole();
  const at = world.clock.now();
  const turn = await ask(store, '1', '运费多少？'.repeat(100));
  world.clock.jump(1_500);
  await store.turns.finish(turn, { state: 'complete', rest: '八元。' }, 'model');
  await give(store, '1', [slice(turn, 0, 3)]);
  await askAndAnswer(store, '2', '二。', { follower: otherFollower });
  const { items, next } = await get<ConversationsAnswer>('conversations');
  expect(items).toHaveLength(2);
  expect(next).toBeUndefined();
  expect(items[1]).toMatchObject({
    ...{ turnId: turn.id, account: 'default', openId: follower.openId, answer: '八元。' },
    ...{ state: 'answered', origin: 'model', at, firstWordsMs: 1_500, via: ['passive'], parts: 1 },
  });
  expect(items[1]?.question.length).toBeLessThan(250);
});

it('shows the whole way of a turn: what was given, what was lost, and its trace', async () => {
  const { store, get } = await openConsole();
  const turn = await askAndAnswer(store, '1', '一。二。三。');
  await give(store, '1', [slice(turn, 0, 4)]);
  await loseReply(store, '1');
  await give(store, '1', [slice(turn, 0, 2)]);
  await store.traces.append([
    {
      turnId: turn.id,
      entries: [
        { type: 'attempt', at: 1, tookMs: 5_000, number: 1, key: '1', end: 'held' },
        { type: 'call', at: 2, tookMs: 9, purpose: 'answer', model: 'p/m', number: 1, end: 'stop' },
        { type: 'tool', at: 2, tookMs: 4, tool: 'current_time', end: 'done', bytes: 58 },
        { type: 'restart', at: 3 },
      ],
    },
  ]);
  const shown = await get<TurnAnswer>(`turns/${turn.id}`);
  expect(shown).toMatchObject({
    ...{ question: 'question 1', answer: '一。二。三。', delivery: 'owed', traceDays: 7 },
    given: [
      { text: '一。二。', state: 'lost' },
      { text: '一。', state: 'intended', via: 'passive' },
    ],
    missing: ['二。三。'],
    attempts: [{ number: 1, end: 'held', tookMs: 5_000 }],
    calls: [{ model: 'p/m', end: 'stop' }],
    steps: [{ type: 'tool', tool: 'current_time' }, { type: 'restart' }],
  });
});

it('says in a sentence that a turn is not stored any more', async () => {
  const { call } = await openConsole();
  const response = await call('turns/unknown');
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'no_such_turn', sentence: /./ });
});

it.each([
  'conversations?state=lost',
  'conversations?from=yesterday',
  `conversations?q=${'x'.repeat(201)}`,
  'conversations?account=a&account=b',
  'conversations/export?format=exe',
])('refuses %s', async (path) => {
  const { call } = await openConsole();
  expect((await call(path)).status).toBe(400);
});

it('asks strangers to sign in', async () => {
  const { call } = await openConsole('stranger');
  for (const path of ['conversations', 'conversations/export?format=csv', 'turns/t1'])
    expect((await call(path)).status).toBe(401);
});

it('goes on after the last turn of a page', async () => {
  const { world, store, get } = await openConsole();
  for (let n = 0; n < 60; n += 1) {
    world.clock.jump(1_000);
    await askAndAnswer(store, `${n}`, '一。');
  }
  const first = await get<ConversationsAnswer>('conversations?account=default');
  const second = await get<ConversationsAnswer>(
    `conversations?account=default&after=${first.next ?? ''}`,
  );
  expect([first.items.length, second.items.length]).toEqual([50, 10]);
  expect(new Set([...first.items, ...second.items].map(({ turnId }) => turnId)).size).toBe(60);
});

it('downloads whole texts for a spreadsheet, in which no stranger’s text is a formula', async () => {
  const { store, notes, call } = await openConsole();
  await ask(store, '1', '=HYPERLINK("http://evil.example","点我")');
  await askAndAnswer(store, '2', `${'长'.repeat(500)}。`, { follower: otherFollower });
  const response = await call('conversations/export?format=csv&account=default');
  expect(response.headers.get('content-type')).toContain('text/csv');
  expect(response.headers.get('content-disposition')).toContain('conversations.csv');
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const rows = bytes.toString('utf8').split('\r\n');
  expect(rows).toHaveLength(4);
  expect(rows.join('\n')).toContain('长'.repeat(500));
  expect(rows.join('\n')).toContain(`"'=HYPERLINK(""http://evil.example"",""点我"")"`);
  expect(notes).toEqual([
    {
      ...{ action: 'conversations.export', target: 'default' },
      details: { format: 'csv', turns: 2, account: 'default' },
    },
  ]);
});

it('downloads JSON lines by the same filters, and notes no word that was looked for', async () => {
  const { store, notes, call } = await openConsole();
  await askAndAnswer(store, '1', '要找的话。');
  await askAndAnswer(store, '2', '别的。', { follower: otherFollower });
  const response = await call(`conversations/export?format=jsonl&q=${encodeURIComponent('要找')}`);
  const lines = (await response.text()).trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { answer: string }).answer)).toEqual([
    '要找的话。',
  ]);
  expect(JSON.stringify(notes)).not.toContain('要找');
});
