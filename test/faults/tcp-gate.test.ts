import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openTcpGate } from './tcp-gate.ts';

/** A way through a gate to a server that sends everything back. */
async function startWay() {
  const sockets = new Set<Socket>();
  const echo = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.pipe(socket);
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const gate = await openTcpGate((echo.address() as AddressInfo).port);
  onTestFinished(async () => {
    await gate.close();
    sockets.forEach((socket) => socket.destroy());
    echo.close();
  });
  const open = async () => {
    const socket = connect({ port: gate.port, host: '127.0.0.1' }).setNoDelay();
    await once(socket, 'connect');
    return socket;
  };
  return { gate, open };
}

const read = async (socket: Socket, length: number): Promise<string> => {
  let got = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    got += String(chunk);
    if (got.length >= length) break;
  }
  return got;
};

it('keeps the order of bytes when the delay is taken back', async () => {
  const { gate, open } = await startWay();
  const socket = await open();
  const got = read(socket, 6);
  for (const [word, delayMs] of [
    ['a', 50],
    ['b', 20],
    ['c', 0],
    ['d', 10],
    ['e', 0],
    ['f', 0],
  ] as const) {
    gate.delay(delayMs);
    socket.write(word);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await got).toBe('abcdef');
  socket.destroy();
});

it('breaks what is open and takes nobody while it is shut', async () => {
  const { gate, open } = await startWay();
  const before = await open();
  const broken = once(before, 'error');
  before.write('x');
  gate.shut();
  expect(await broken).toMatchObject([{ code: 'ECONNRESET' }]);
  const refused = connect({ port: gate.port, host: '127.0.0.1' });
  await once(refused, 'error');
  gate.open();
  const after = await open();
  after.write('y');
  expect(await read(after, 1)).toBe('y');
  after.destroy();
});
