import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import type { Clock } from '../runtime/clock.ts';
import { createThrottledLog } from './throttled-log.ts';

/** The time and the number of connections that clients may take. */
export interface ConnectionLimits {
  /** From the connection, or the last request, to the last header. */
  readonly headersMs: number;
  /** From the connection, or the last request, to the last byte of the body. An answer may take longer. */
  readonly requestMs: number;
  /** The same for a body that a route reads although it takes long, such as a file. */
  readonly uploadMs: number;
  /** How often the server checks the two limits above. */
  readonly checkEveryMs: number;
  /** How long a connection without a request stays open after an answer. */
  readonly keepAliveMs: number;
  /** All headers of a request together. */
  readonly headerBytes: number;
  /** Concurrent connections, those of held attempts included. */
  readonly most: number;
}

/**
 * Limits that fit WeChat's pushes. Node's own limits are made for long uploads (60 s, 300 s, checked every 30 s), and
 * it limits no number of connections. A push arrives in one go, even through Nginx, and WeChat gives it up after 5 s.
 */
export const usualLimits: Omit<ConnectionLimits, 'most'> = {
  headersMs: 10_000,
  requestMs: 15_000,
  // 50 MB at 1 Mbit/s.
  uploadMs: 10 * 60_000,
  checkEveryMs: 2000,
  // Nginx keeps idle connections to this server for 60 s; the server keeps them longer, or Nginx would meet a closed
  // one.
  keepAliveMs: 75_000,
  // Node's default, repeated here because a browser sends the cookies of everything that runs on localhost.
  headerBytes: 16 * 1024,
};

/** A response emits this when the server may close its connection to make room, as if it had no request. */
export const GIVES_WAY = Symbol('gives way');

/** A response emits this when its connection does not count until the answer is whole: another part counts it. */
export const STANDS_APART = Symbol('stands apart');

/** How long what was refused of a file is read on. */
const LINGER_MS = 5000;

/** A response emits this before its route reads a body that may take long, such as a file of a person who was let in. */
export const TAKES_ITS_TIME = Symbol('takes its time');

/**
 * Creates a server that slow and silent clients cannot hold. Above the limit of connections, it closes the one that has
 * been without a request for the longest time. It turns a new connection away only when all others wait for an answer.
 * Nothing cuts an answer that takes long, because attempts are held for up to 30 s.
 */
export function createHttpServer(
  handle: RequestListener,
  limits: ConnectionLimits,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.uploadMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      keepAliveTimeout: limits.keepAliveMs,
      maxHeaderSize: limits.headerBytes,
    },
    handle,
  );
  const open = new Set<Socket>();
  /** Connections without a request, the longest idle first. */
  const idle = new Set<Socket>();
  const seldom = createThrottledLog(log, clock);

  const forget = (socket: Socket) => {
    open.delete(socket);
    idle.delete(socket);
  };
  // Not `maxConnections`, which turns the newest connection away and in PM2's cluster mode passes it from process to
  // process.
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
    const comeBack = () => {
      if (open.size >= limits.most) socket.destroySoon();
      else if (!socket.destroyed) open.add(socket);
    };
    idle.delete(socket);
    const slowBody = cutSlowBody(request, limits.requestMs);
    response.once(STANDS_APART, () => {
      open.delete(socket);
      response.prependOnceListener('close', comeBack);
    });
    response.once('close', giveWay).once(GIVES_WAY, giveWay);
    let isFile = false;
    response.once(TAKES_ITS_TIME, () => {
      isFile = true;
      slowBody.stop();
    });
    // Node would read to the end of a body that the response did not need.
    response.once('finish', () => {
      if (request.complete) return;
      if (isFile) linger(request);
      else socket.destroySoon();
    });
  });
  return server;
}

/** Node has one limit for all bodies of a server, and that is the longest. */
function cutSlowBody(request: IncomingMessage, withinMs: number): { stop(): void } {
  const timer = setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, withinMs);
  const stop = () => clearTimeout(timer);
  request.once('end', stop).once('close', stop);
  return { stop };
}

/** Reads on for a moment: a browser that is cut while it sends a file shows no answer, only that the connection broke. */
function linger(request: IncomingMessage): void {
  request.resume();
  const timer = setTimeout(() => {
    if (!request.complete) request.socket.destroySoon();
  }, LINGER_MS);
  request.socket.once('close', () => clearTimeout(timer));
}
