import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { Router, type RequestHandler } from 'express';
import { requestLanguage } from '../../http/request-language.ts';
import type { Gate } from '../access/gate.ts';
import { pageTexts } from './page-texts.ts';

// The source is run by tsx in development; what Vite built lies in dist all the same.
const BUILT_PAGE = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../../dist/web/console/' : '../../web/console/',
    import.meta.url,
  ),
);

const POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** Serves the built page: the same document for each of its addresses, and what that document loads. */
export function createConsolePage({
  gate,
  folder = BUILT_PAGE,
}: {
  readonly gate: Pick<Gate, 'judge'>;
  /** Where the built page lies; its own place unless said. */
  readonly folder?: string;
}): RequestHandler {
  const router = Router({ strict: true });
  router.use((request, response, next) => {
    response.set('Content-Security-Policy', POLICY);
    const passage = gate.judge(request);
    if ('status' in passage) {
      const { status, sentence } = passage;
      response.status(status).set('Cache-Control', 'no-store').type('text/plain; charset=utf-8');
      response.send(`${sentence[requestLanguage(request)]}\n`);
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.status(405).set('Allow', 'GET, HEAD').end();
    } else if (request.originalUrl.split('?')[0] === request.baseUrl) {
      // Relative addresses begin at the folder.
      response.redirect('/console/');
    } else if (!existsSync(`${folder}index.html`)) {
      response.status(503).type('text/plain; charset=utf-8');
      response.send(`${pageTexts.notBuilt()[requestLanguage(request)]}\n`);
    } else next();
  });
  // Their names change with what is in them.
  const assets = { immutable: true, maxAge: '1y', index: false, redirect: false } as const;
  router.use('/assets', express.static(`${folder}assets`, assets), notFound);
  router.use(express.static(folder, { index: false, redirect: false }));
  router.use((request, response, next) => {
    if (!isPageAddress(request.path)) {
      notFound(request, response, next);
      return;
    }
    // A browser that kept the document would ask for assets of an earlier version.
    response.set('Cache-Control', 'no-store').sendFile('index.html', { root: folder });
  });
  return router;
}

const notFound: RequestHandler = (request, response) => {
  response.status(404).set('Cache-Control', 'no-store').type('text/plain; charset=utf-8');
  response.send(`${pageTexts.notFound()[requestLanguage(request)]}\n`);
};

/** Says whether an address may be one of the page's own; no page has an address that climbs out of a folder. */
function isPageAddress(path: string): boolean {
  try {
    const decoded = decodeURIComponent(path);
    return !/[\\\0]/.test(decoded) && !decoded.split('/').includes('..');
  } catch {
    return false;
  }
}
