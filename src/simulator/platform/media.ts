import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Medium } from '../page/page-events.ts';

export interface StoredMedium extends Medium {
  readonly bytes: Buffer;
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
}

/** Pictures and sounds that followers sent: the newest few, bounded in bytes. */
export interface Media {
  /** Keeps it and gives it a media id. */
  add(bytes: Buffer, mimeType: string): string;
  find(mediaId: string): StoredMedium | undefined;
  describe(mediaId: string): Medium | undefined;
  /** Where a bot can fetch it; absent when it is not known any more. */
  urlOf(mediaId: string): string | undefined;
  /** Serves `/media/…`; answers whether the request was for one. */
  serve(request: IncomingMessage, response: ServerResponse): boolean;
  /** Drops what came before an instant. */
  dropBefore(at: number): void;
  clear(): void;
}

/** Keeps media beyond the life of the process. */
export interface MediaKeeper {
  /** What an earlier process left, oldest first. */
  readonly kept: readonly StoredMedium[];
  put(medium: StoredMedium): void;
  remove(mediaId: string): void;
}

const MOST = 50;
const MOST_BYTES = 32 * 1024 * 1024;
const PATH = '/media/';
/** Anything else could be a page with a script in it. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp)|audio\/[a-z0-9.+-]+|video\/(?:mp4|webm))$/;

/** Creates the collection. `host`: the address under which `serve` is reached, without a slash at its end. */
export function createMedia(deps: {
  readonly random: (sizeBytes: number) => Buffer;
  readonly host: () => string;
  readonly now?: () => number;
  readonly keeper?: MediaKeeper | undefined;
}): Media {
  const { keeper, now = () => Date.now() } = deps;
  const kept = new Map<string, StoredMedium>();
  let sizeBytes = 0;
  const find = (mediaId: string) => kept.get(mediaId);
  const drop = ({ mediaId, bytes }: StoredMedium) => {
    kept.delete(mediaId);
    sizeBytes -= bytes.length;
    keeper?.remove(mediaId);
  };
  const keep = (medium: StoredMedium) => {
    kept.set(medium.mediaId, medium);
    sizeBytes += medium.bytes.length;
    for (const oldest of kept.values()) {
      if (oldest === medium || (kept.size <= MOST && sizeBytes <= MOST_BYTES)) return;
      drop(oldest);
    }
  };
  for (const medium of keeper?.kept ?? []) keep(medium);
  return {
    find,
    add(bytes, mimeType) {
      const mediaId = deps.random(32).toString('base64url');
      const isShown = SHOWN.test(mimeType);
      const shownAs = isShown ? mimeType : 'application/octet-stream';
      const medium = { mediaId, mimeType: shownAs, bytes, at: now() };
      keep(medium);
      keeper?.put(medium);
      return mediaId;
    },
    describe(mediaId) {
      const found = find(mediaId);
      return found && { mediaId, mimeType: found.mimeType };
    },
    urlOf: (mediaId) => (kept.has(mediaId) ? `${deps.host()}${PATH}${mediaId}` : undefined),
    serve(request, response) {
      const path = request.url ?? '';
      if (!path.startsWith(PATH)) return false;
      const found = find(path.slice(PATH.length));
      response.statusCode = found === undefined ? 404 : 200;
      if (found !== undefined) response.setHeader('Content-Type', found.mimeType);
      response.end(found?.bytes);
      return true;
    },
    dropBefore(at) {
      for (const medium of kept.values()) if (medium.at < at) drop(medium);
    },
    clear() {
      for (const medium of kept.values()) drop(medium);
    },
  };
}
