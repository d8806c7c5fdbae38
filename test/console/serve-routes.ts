import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import express from 'express';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import { createConsoleRouter } from '../../src/console/api/console-router.ts';
import type { Route } from '../../src/console/api/route.ts';
import type { Role } from '../../src/console/access/signed-in.ts';
import type { AuditNote } from '../../src/console/audit/audit.ts';

/** Routes of the console over real HTTP, for a person who has signed in. */
export interface ServedRoutes {
  /** What the audit would keep. */
  readonly notes: readonly AuditNote[];
  /** The answer as it is written, of a route that is no JSON. */
  callForText(method: string, path: string): Promise<string>;
  call(method: string, path: string, body?: unknown, language?: 'zh' | 'en'): Promise<CallResult>;
}

interface CallResult {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test knows what it asked for
  readonly body: any;
}

export async function serveRoutes(
  routes: readonly Route[],
  role: Role = 'owner',
): Promise<ServedRoutes> {
  const notes: AuditNote[] = [];
  const user = { name: role, role, sessionId: 's1' };
  const passage = {
    ...{ address: '127.0.0.1', origin: 'https://bot.test' },
    ...{ isSecure: true, isLocal: false },
  };
  const router = createConsoleRouter({
    routes,
    gate: {
      judge: () => passage,
      holds: () => Promise.resolve(true),
      admit: () => Promise.resolve({ ...passage, user }),
    },
    keepNote: (_user, note) => {
      notes.push(note);
      return Promise.resolve();
    },
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
  const server = express().use(router.handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    notes,
    async callForText(method, path) {
      return (await fetch(`http://127.0.0.1:${port}${path}`, { method })).text();
    },
    async call(method, path, body, language = 'en') {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: { 'Accept-Language': language, 'Content-Type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
  };
}
