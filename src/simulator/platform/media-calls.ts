import type { Media } from './media.ts';

/** A file as it came in a form. */
interface UploadedFile {
  readonly bytes: Buffer;
  readonly mimeType: string;
}

/** The largest of each kind, in bytes. https://developers.weixin.qq.com/doc/service/api/material/temporary/api_uploadtempmedia.html */
const LARGEST: Readonly<Record<string, number>> = {
  image: 10 * 1024 * 1024,
  voice: 2 * 1024 * 1024,
  video: 10 * 1024 * 1024,
  thumb: 64 * 1024,
};

/** What `media/get` gives: the bytes, or for a video the address of them. */
export type GivenMedium =
  | { readonly bytes: Buffer; readonly mimeType: string }
  | { readonly json: { readonly video_url: string } };

/** `media/get`: what a follower sent or the account uploaded, or the errcode. */
export function getMedium(mediaId: string | null, media: Media): GivenMedium | number {
  const found = media.find(mediaId ?? '');
  if (found === undefined) return 40007;
  const { bytes, mimeType } = found;
  if (!mimeType.startsWith('video/')) return { bytes, mimeType };
  return { json: { video_url: media.urlOf(found.mediaId) ?? '' } };
}

/** `media/upload`: keeps the file of the form, or returns the errcode. */
export function uploadMedium(
  form: { readonly kind: string | null; readonly contentType: string; readonly body: Buffer },
  { media, now }: { readonly media: Media; readonly now: () => number },
): { readonly json: Readonly<Record<string, string | number>> } | number {
  const { kind, contentType, body } = form;
  const largestBytes = kind === null ? undefined : LARGEST[kind];
  if (kind === null || largestBytes === undefined) return 40004;
  const file = readFile(contentType, body);
  if (file === undefined || file.bytes.length === 0) return 41005;
  if (file.bytes.length > largestBytes) return 45001;
  const mediaId = media.add(file.bytes, file.mimeType);
  const created_at = Math.floor(now() / 1000);
  // The answer for a thumb names its id otherwise than all others.
  return {
    json: { type: kind, [kind === 'thumb' ? 'thumb_media_id' : 'media_id']: mediaId, created_at },
  };
}

/** The field `media` of a multipart form; nothing when it has none. */
function readFile(contentType: string, body: Buffer): UploadedFile | undefined {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) return undefined;
  const text = body.toString('latin1'); // One character for each byte, so that places agree.
  for (const part of text.split(`--${boundary}`)) {
    const endOfHead = part.indexOf('\r\n\r\n');
    const head = part.slice(0, Math.max(0, endOfHead));
    if (!/name="media"/.test(head) || !/filename=/.test(head)) continue;
    const [, mimeType = 'application/octet-stream'] = /content-type:\s*(\S+)/i.exec(head) ?? [];
    return {
      bytes: Buffer.from(part.slice(endOfHead + 4).replace(/\r\n$/, ''), 'latin1'),
      mimeType,
    };
  }
  return undefined;
}
