import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A client that sends what it likes, when it likes. */
export interface RawClient {
  readonly socket: Socket;
  send(text: string): void;
  /** Resolves with everything that was received until it contains `text`; rejects when the connection ends before. */
  until(text: string): Promise<string>;
  /** Resolves with everything that was received when the connection has ended, however. */
  readonly ended: Promise<string>;
}

/** Connects to a port of this machine. */
export async function connectRaw(port: number): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1' });
  let received = '';
  let check = () => {};
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text;
    check();
  });
  // A connection that is cut may end by a reset.
  socket.on('error', () => {});
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(received)));
  await once(socket, 'connect');
  return {
    socket,
    ended,
    send: (text) => void socket.write(text),
    until: (text) =>
      new Promise((resolve, reject) => {
        check = () => {
          if (received.includes(text)) resolve(received);
        };
        check();
        void ended.then(() => reject(new Error(`The connection ended after: ${received}`)));
      }),
  };
}

/** A request that is complete. */
export const get = (path = '/'): string => `GET ${path} HTTP/1.1\r\nHost: bot\r\n\r\n`;
