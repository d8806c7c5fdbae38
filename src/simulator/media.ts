import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Medium } from './page-events.ts';

interface StoredMedium extends Medium {
  readonly bytes: Buffer;
}

/** Pictures and sounds that followers sent, in memory: the newest few. */
export interface Media {
  /** Keeps it and gives it a media id. */
  add(bytes: Buffer, mimeType: string): string;
  find(mediaId: string): StoredMedium | undefined;
  describe(mediaId: string): Medium | undefined;
  /** Where a bot can fetch it; absent when it is not known any more. */
  urlOf(mediaId: string): string | undefined;
  /** Serves `/media/…`; answers whether the request was for one. */
  serve(request: IncomingMessage, response: ServerResponse): boolean;
}

const KEPT = 50;
const PATH = '/media/';
/** Anything else could be a page with a script in it. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp)|audio\/[a-z0-9.+-]+|video\/(?:mp4|webm))$/;

/** Creates an empty collection. `host`: the address under which `serve` is reached, without a slash at its end. */
export function createMedia(parts: {
  readonly random: (sizeBytes: number) => Buffer;
  readonly host: () => string;
}): Media {
  const kept = new Map<string, StoredMedium>();
  const find = (mediaId: string) => kept.get(mediaId);
  return {
    find,
    add(bytes, mimeType) {
      const mediaId = parts.random(32).toString('base64url');
      const isShown = SHOWN.test(mimeType);
      const stored = { mediaId, mimeType: isShown ? mimeType : 'application/octet-stream', bytes };
      kept.set(mediaId, stored);
      const [oldest] = kept.keys();
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      return mediaId;
    },
    describe(mediaId) {
      const found = find(mediaId);
      return found && { mediaId, mimeType: found.mimeType };
    },
    urlOf: (mediaId) => (kept.has(mediaId) ? `${parts.host()}${PATH}${mediaId}` : undefined),
    serve(request, response) {
      const path = request.url ?? '';
      if (!path.startsWith(PATH)) return false;
      const found = find(path.slice(PATH.length));
      response.statusCode = found === undefined ? 404 : 200;
      if (found !== undefined) response.setHeader('Content-Type', found.mimeType);
      response.end(found?.bytes);
      return true;
    },
  };
}
