import { createClock } from '../../src/runtime/clock.ts';
import { once } from 'node:events';
import { createServer, request as openRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { createFixedDirectory } from '../../src/accounts/account-directory.ts';
import type { Account } from '../../src/accounts/account.ts';
import { createApp } from '../../src/http/app.ts';
import { HOLD } from '../../src/messages/reply.ts';
import type { Push } from '../../src/wechat/push/codec.ts';
import { createStepClock } from '../support/step-clock.ts';

const PATIENCE_MS = 30_000;

/** A server whose account leaves every attempt without a byte. */
async function startHolding() {
  const clock = createStepClock();
  const timers = new Set<object>();
  const watchedClock = {
    now: () => clock.now(),
    after(delayMs: number, task: () => void) {
      const timer = {};
      timers.add(timer);
      const cancel = clock.after(delayMs, () => {
        timers.delete(timer);
        task();
      });
      return () => {
        timers.delete(timer);
        cancel();
        changed();
      };
    },
  };
  let changed = () => {};
  const push: Push = {
    message: {
      ...{ kind: 'text', msgId: '1', content: '你好' },
      ...{ accountId: 'gh_test', openId: 'oA', createTime: 1 },
    },
    ...{ timestamp: 1, nonce: 'n', signature: 's', token: 'current', isEncrypted: false },
  };
  const notForThis = () => {
    throw new Error('Only attempts are held here');
  };
  const account: Account = {
    name: 'default',
    codec: {
      answerHandshake: notForThis,
      hasSigned: notForThis,
      admit: () => ({
        query: { timestamp: '1', nonce: 'n', signature: 's' },
        checked: { timestamp: 1, nonce: 'n', signature: 's', token: 'current' },
      }),
      decode: () => Promise.resolve(push),
      encode: ({ kind }) => ({ body: `gives ${kind}`, contentType: 'text/plain' }),
    },
    handlePush: () => Promise.resolve({ reply: HOLD, wasCut: notForThis }),
    noteHandshake: notForThis,
    runDueWork: notForThis,
    ...{ cancel: notForThis, deliver: notForThis, beginNext: notForThis },
    ...{ running: notForThis, retire: notForThis, handOver: notForThis },
  };
  const held = new Promise<void>((resolve) => {
    const after = watchedClock.after.bind(watchedClock);
    watchedClock.after = (delayMs, task) => {
      const cancel = after(delayMs, task);
      resolve();
      return cancel;
    };
  });
  const told: string[] = [];
  let counted = () => {};
  const closed = new Promise<void>((resolve) => (counted = resolve));
  const app = createApp({
    accounts: createFixedDirectory(account),
    readiness: () => Promise.resolve([]),
    events: {
      emit(event) {
        told.push(event.type === 'attempt-ended' ? event.end : event.type);
        if (event.type === 'attempt-ended') counted();
      },
    },
    clock: createClock(watchedClock),
    log: pino({ level: 'silent' }),
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    clock,
    held,
    told,
    /** Fulfilled when the end of the attempt was counted. */
    closed,
    openTimers: () => timers.size,
    timerCancelled: new Promise<void>((resolve) => (changed = resolve)),
    push: () => {
      const sent = openRequest({ host: '127.0.0.1', port, path: '/wechat', method: 'POST' });
      sent.on('error', () => {});
      sent.end('<xml/>');
      return sent;
    },
  };
}

it('an attempt without a byte that its client never closes ends with the empty answer', async () => {
  const server = await startHolding();
  let isAnswered = false;
  const answered = once(server.push(), 'response').then(async ([response]) => {
    isAnswered = true;
    let body = '';
    for await (const chunk of response as AsyncIterable<Buffer>) body += chunk.toString();
    return body;
  });
  await server.held;
  await server.clock.advance(PATIENCE_MS - 1);
  expect(isAnswered).toBe(false);
  await server.clock.advance(1);
  expect(await answered).toBe('gives nothing');
  await server.closed;
  expect(server.told).toEqual(['attempt-opened', 'attempt-closed', 'webhook-called', 'nothing']);
});

it('an attempt that WeChat closed leaves no timer behind', async () => {
  const server = await startHolding();
  const sent = server.push();
  await server.held;
  expect(server.openTimers()).toBe(1);
  sent.destroy();
  await server.timerCancelled;
  expect(server.openTimers()).toBe(0);
  await server.closed;
  expect(server.told).toEqual(['attempt-opened', 'attempt-closed', 'webhook-called', 'held']);
});
