import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createSendAlert } from '../../src/alerts/send-alert.ts';

async function startReceiver(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=SECRET`;
  const send = createSendAlert({ webhook: { url }, fetch, now: () => 0 });
  const incident = { is: 'budget-spent', account: 'shop' } as const;
  return { asked, send: () => send({ incident, state: 'open', at: 0 }) };
}

it('a receiver that answers without end is cut off, and has taken the alarm', async () => {
  let left = () => {};
  const hasLeft = new Promise<void>((resolve) => (left = resolve));
  const { send } = await startReceiver((_request, response) => {
    response.on('close', left);
    const write = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    };
    response.on('drain', write);
    write();
  });
  expect(await send()).toBeUndefined();
  await hasLeft;
});

it('a receiver that points elsewhere is not followed, and what is said of it names no address', async () => {
  const { asked, send } = await startReceiver((_request, response) =>
    response.writeHead(307, { location: '/latest/meta-data' }).end(),
  );
  expect(await send()).toBe('status 307');
  expect(asked).toEqual(['/hook?key=SECRET']);
});
