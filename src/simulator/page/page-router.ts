import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { commandLine } from '../../config/command-line.ts';
import { KuaihuiError } from '../../runtime/errors.ts';
import { authorize, readAccessRequest } from '../../http/authorize.ts';
import { requestLanguage } from '../../http/request-language.ts';
import type { EventLog } from './event-log.ts';
import { streamEvents } from './event-stream.ts';
import type { Media } from '../platform/media.ts';
import { pageCommand } from './page-commands.ts';
import type { Simulation } from '../simulation.ts';

export interface PageRouterDeps {
  readonly simulation: Simulation;
  readonly log: EventLog;
  readonly media: Media;
  /** Opens the page to requests from other machines. */
  readonly key: string;
  /** Requests from this machine need the key as well. */
  readonly isLockedForAll?: () => boolean;
  /** Returns what kills the process immediately, in a way that it is started again; nothing where that cannot be. */
  readonly findKill?: () => (() => void) | undefined;
  /** Where the built page lies; its own place unless said. */
  readonly folder?: string;
}

/** Serves the simulator's page and its API, below the path where it is mounted. */
export interface PageRouter {
  readonly handler: RequestHandler;
  /** Ends the streams to open pages. */
  close(): void;
}

// The source is run by tsx in development; what Vite built lies in dist all the same.
const BUILT_PAGE = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../../dist/web/simulator/' : '../../web/simulator/',
    import.meta.url,
  ),
);
/** The cookie that carries the key. */
const KEY_COOKIE = 'kuaihui_simulator';
/** Windows that look on at the same time; each holds a connection. */
const MOST_STREAMS = 50;
/** WeChat takes pictures of up to 10 MB. */
const MEDIA_LIMIT = '10mb';
const POLICY = [
  "default-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
const KEY_NEEDED = {
  zh: `打开这个页面要用带 key 的地址。在服务器上运行 ${commandLine('keys')} 会打印它。`,
  en: `This page opens with an address that carries a key. On the server, ${commandLine('keys')} prints it.`,
};
const NOT_BUILT = {
  zh: '这个页面还没有构建：npm run build',
  en: 'The page is not built yet: npm run build',
};

export function createPageRouter(deps: PageRouterDeps): PageRouter {
  const { simulation, log, media, key, folder = BUILT_PAGE } = deps;
  const streams = new Set<() => void>();
  const router = Router({ strict: true });

  router.use((request, response, next) => {
    response.set({
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    });
    const access = authorize(readAccessRequest(request), {
      ...{ key, cookie: KEY_COOKIE, isForAll: deps.isLockedForAll?.() ?? false },
    });
    if (access === 'let in') return next();
    if (access === 'let in and remember') return rememberKey(request, response, key);
    response.status(403).type('text/plain; charset=utf-8');
    const needed = KEY_NEEDED[requestLanguage(request)];
    response.send(access === 'key needed' ? needed : 'asked by another site');
  });

  // Everything in the page is addressed relative to its folder.
  router.get('/', (request, response, next) => {
    if (request.originalUrl.split('?')[0] === request.baseUrl) {
      response.redirect(`${request.baseUrl.split('/').at(-1) ?? ''}/`);
    } else if (!existsSync(`${folder}index.html`)) {
      response.status(503).type('text').send(NOT_BUILT[requestLanguage(request)]);
    } else next();
  });

  router.get('/api/events', (request, response) => {
    if (streams.size >= MOST_STREAMS) {
      response.sendStatus(503);
      return;
    }
    const { after } = request.query;
    // A page says itself what it has seen last; a browser that comes back by itself does so in a header.
    const seen = typeof after === 'string' ? after : (request.get('last-event-id') ?? '');
    const end = streamEvents(response, { log, seen });
    streams.add(end);
    response.once('close', () => streams.delete(end));
    simulation.open();
  });

  router.post('/api/kill', (request, response) => {
    const kill = deps.findKill?.();
    if (kill === undefined) {
      response.status(409).json({ problem: 'Nothing here would start the process again' });
      return;
    }
    log.tell({ type: 'process', is: 'killed' });
    // The page is to learn that it was heard.
    response.once('finish', () => setImmediate(kill)).json({});
  });

  router.post('/api/commands', express.json({ limit: '256kb' }), async (request, response) => {
    const command = pageCommand.safeParse(request.body);
    if (!command.success) {
      response.status(400).json({ problem: 'no such command' });
      return;
    }
    try {
      await simulation.carryOut(command.data);
      response.json({});
    } catch (error) {
      if (!(error instanceof KuaihuiError || error instanceof RangeError)) throw error;
      response.status(409).json({ problem: error.message });
    }
  });

  router.post(
    '/api/media',
    express.raw({ type: () => true, limit: MEDIA_LIMIT, inflate: false }),
    (request, response) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      response.json({ mediaId: media.add(bytes, request.get('content-type') ?? '') });
    },
  );

  router.get('/api/media/:mediaId', (request, response) => {
    const found = media.find(request.params.mediaId);
    if (found === undefined) response.sendStatus(404);
    else response.type(found.mimeType).send(found.bytes);
  });

  router.use(express.static(folder, { cacheControl: false, redirect: false }));

  return {
    handler: router,
    close() {
      for (const end of streams) end();
    },
  };
}

/**
 * Sets the cookie and goes on without the key in the address. A redirect would lose the cookie for those who came
 * by a link on another site, such as a server panel: SameSite counts the whole chain.
 */
function rememberKey(request: Request, response: Response, key: string): void {
  response.cookie(KEY_COOKIE, key, {
    httpOnly: true,
    sameSite: 'strict',
    path: request.baseUrl,
    secure: request.get('x-forwarded-proto') === 'https',
  });
  const folder = request.baseUrl.split('/').at(-1) ?? '';
  const next = request.originalUrl.split('?')[0]?.endsWith('/') ? './' : `${folder}/`;
  response.type('html').send(`<!doctype html><meta http-equiv="refresh" content="0;url=${next}">`);
}
