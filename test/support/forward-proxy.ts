import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** An HTTP proxy on 127.0.0.1, as companies and desktop programs run one. */
export interface ForwardProxy {
  readonly url: string;
  /** What it was asked for: `CONNECT host:port`, or `POST http://host/path`. */
  readonly asked: readonly string[];
  /** The credentials that came with each request. */
  readonly credentials: readonly (string | undefined)[];
  close(): Promise<void>;
}

/** Starts one that leads everywhere to `target`, whatever host is asked for, or refuses with `status`. */
export async function startForwardProxy({
  target,
  status,
}: {
  target?: string;
  status?: number;
}): Promise<ForwardProxy> {
  const asked: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const { hostname, port } = new URL(target ?? 'http://127.0.0.1:9');
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    credentials.push(incoming.headers['proxy-authorization']);
    if (status !== undefined) return void outgoing.writeHead(status).end();
    const { pathname, search } = new URL(incoming.url ?? '');
    const { method, headers } = incoming;
    const onward = request(
      { hostname, port, path: pathname + search, method, headers },
      (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.on('connect', (incoming, client: Socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    credentials.push(incoming.headers['proxy-authorization']);
    sockets.add(client);
    client.on('error', () => client.destroy());
    if (status !== undefined) return void client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const onward = connect({ host: hostname, port: Number(port) }, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      client.pipe(onward).pipe(client);
    });
    onward.on('error', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    credentials,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
