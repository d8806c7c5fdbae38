import type { PageContent } from '../../runtime/guarded-fetch.ts';

type PageKind = PageContent['kind'];

const PDF = /^\s*%PDF-/;
const HTML = /^(?:\xEF\xBB\xBF)?\s*<(?:!doctype\s+html|html|head|body|meta|title|!--)/i;

/** Tells by its label what a body is; `by-bytes` when the label says nothing, undefined for neither text nor PDF. */
export function kindByLabel(contentType: string): PageKind | 'by-bytes' | undefined {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === '' || type === 'application/octet-stream' || type === 'binary/octet-stream')
    return 'by-bytes';
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (type === 'application/pdf' || type === 'application/x-pdf') return 'pdf';
  if (type === 'text/xml' || type === 'application/xml' || type.endsWith('+xml'))
    return type.startsWith('image/') ? undefined : 'xml';
  return type.startsWith('text/') ? 'text' : undefined;
}

/** Tells by its first bytes what a body without a useful label is. */
export function kindByBytes(bytes: Uint8Array): PageKind | undefined {
  const beginning = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1');
  if (PDF.test(beginning)) return 'pdf';
  return HTML.test(beginning) ? 'html' : undefined;
}
