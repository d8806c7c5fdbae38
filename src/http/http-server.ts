import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import type { Clock } from '../runtime/clock.ts';
import { createThrottledLog } from './throttled-log.ts';

/** How long, and how many, clients may keep the server waiting. */
export interface ConnectionLimits {
  /** From the connection, or the request before, to the last header. */
  readonly headersMs: number;
  /** From the connection, or the request before, to the last byte of the body; an answer may take longer. */
  readonly requestMs: number;
  /** How often the two are looked at. */
  readonly checkEveryMs: number;
  /** How long a connection without a request stays open after an answer. */
  readonly keepAliveMs: number;
  /** All headers of a request together. */
  readonly headerBytes: number;
  /** Connections at a time, those of held attempts included. */
  readonly most: number;
}

/**
 * Node's own limits are made for long uploads (60 s, 300 s, looked at every 30 s), and it has none for the number of
 * connections. WeChat sends a push in one go and gives it up after 5 s; behind Nginx it arrives in one go as well.
 */
export const usualLimits: Omit<ConnectionLimits, 'most'> = {
  headersMs: 10_000,
  requestMs: 15_000,
  checkEveryMs: 2000,
  // Nginx keeps idle connections to us for 60 s; ours have to live longer, or it meets a closed one.
  keepAliveMs: 75_000,
  // Node's default, said here because a browser brings the cookies of everything that runs on localhost.
  headerBytes: 16 * 1024,
};

/** A response emits this when its connection may be closed to make room, as if it had no request. */
export const GIVES_WAY = Symbol('gives way');

/**
 * A server that slow and silent clients cannot hold. When there are too many connections, the one gives way that has
 * been without a request for the longest time; only when all of them wait for an answer is a new one turned away.
 * Nothing cuts an answer that takes long: attempts are held for up to 30 s.
 */
export function createHttpServer(
  handle: RequestListener,
  limits: ConnectionLimits,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      keepAliveTimeout: limits.keepAliveMs,
      maxHeaderSize: limits.headerBytes,
    },
    handle,
  );
  const open = new Set<Socket>();
  /** Those without a request, in the order in which they began to be so. */
  const idle = new Set<Socket>();
  const seldom = createThrottledLog(log, clock);

  const forget = (socket: Socket) => {
    open.delete(socket);
    idle.delete(socket);
  };
  // Not `maxConnections`: it turns the newest connection away, and in PM2's cluster mode sends them round and round.
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => forget(socket));
    if (open.size > limits.most) {
      const [longestIdle = socket] = idle;
      forget(longestIdle);
      longestIdle.destroy();
      seldom.write(
        'warn',
        {
          code: 'too_many_connections',
          reason: 'too many connections',
          says: {
            en: 'There are too many connections; the idle ones are closed. If this is the real load, raise MAX_CONNECTIONS, and the limit of open files with it.',
            zh: '连接太多，空闲的被关掉了。如果这是真实的访问量，请调高 MAX_CONNECTIONS 和可打开的文件数。',
          },
        },
        { connections: limits.most },
      );
    }
    if (!socket.destroyed) idle.add(socket);
  });
  server.prependListener('request', (request, response) => {
    const { socket } = request;
    const giveWay = () => {
      if (!socket.destroyed && open.has(socket)) idle.add(socket);
    };
    idle.delete(socket);
    response.once('close', giveWay).once(GIVES_WAY, giveWay);
    // Node would read on to the end of a body that the answer did not need.
    response.once('finish', () => {
      if (!request.complete) socket.destroySoon();
    });
  });
  return server;
}
