import { decodeText } from '../../runtime/decode-text.ts';

/** How much of a page is searched for the encoding that it names; browsers read 1,024 bytes, and some pages need more. */
const SEARCHED_BYTES = 4_096;
const IN_PAGE = /<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w:-]{2,40})/i;
const IN_XML = /^\s*<\?xml[^>]{1,200}?encoding\s*=\s*["']([\w:-]{2,40})/i;

/**
 * Makes text of a page's bytes by its byte order mark, the header of the response, or what the page says of itself. An
 * encoding that is unknown or missing is guessed.
 */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  if (hasMark(bytes)) return decodeText(bytes);
  const beginning = Buffer.from(bytes.subarray(0, SEARCHED_BYTES)).toString('latin1');
  const named =
    /;\s*charset\s*=\s*["']?\s*([\w:-]{2,40})/i.exec(contentType)?.[1] ??
    (IN_XML.exec(beginning) ?? IN_PAGE.exec(beginning))?.[1];
  const decoder = named === undefined ? undefined : findDecoder(named);
  // Many pages say UTF-8 and are not; the guess finds UTF-8 by itself.
  if (decoder === undefined || decoder.encoding === 'utf-8') return decodeText(bytes);
  return decoder.decode(bytes);
}

function hasMark([first, second, third]: Uint8Array): boolean {
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isWide || (first === 0xef && second === 0xbb && third === 0xbf);
}

/** GB2312 and GBK are parts of GB18030, and pages that name them use characters of the whole. */
function findDecoder(name: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    const decoder = new TextDecoder(name);
    return decoder.encoding === 'gbk' ? new TextDecoder('gb18030') : decoder;
  } catch {
    return undefined;
  }
}
