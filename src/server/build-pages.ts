import type { PageReader } from '../answering/page-reader.ts';
import type { ReadDocument } from '../knowledge/bases/document-record.ts';
import { MOST_NAME_LENGTH, MOST_READING_BYTES } from '../knowledge/import/import-limits.ts';
import { articleClassOf } from '../knowledge/import/page-problems.ts';
import { createDocumentReader } from '../knowledge/import/read-document.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Collections } from '../runtime/collection.ts';
import type { FetchedPage, GuardedFetch } from '../runtime/guarded-fetch.ts';
import { createPageReader } from '../tools/pages/create-page-reader.ts';
import { createPageAllowance } from '../tools/pages/page-allowance.ts';
import { createPageCache } from '../tools/pages/page-cache.ts';
import type { PageToText } from '../tools/pages/page-to-text.ts';
import { formatOfPage } from './knowledge/format-of-page.ts';

interface PagesDeps {
  readonly fetchPage: GuardedFetch;
  readonly collections: Pick<Collections, 'open'>;
  readonly clock: Clock;
}

/** The pages that a process reads for followers. */
export interface Pages {
  readonly reader: PageReader;
  /** Ends what is being read. */
  close(): void;
}

/** A follower waits for the page. */
const MOST_READING_MS = 8_000;
/** Each is a process of its own, which takes memory. */
const READ_AT_ONCE = 2;

/** Builds what reads pages for followers, apart from the documents, so that neither waits for the other. */
export function buildPages({ fetchPage, collections, clock }: PagesDeps): Pages {
  const limits = { mostMs: MOST_READING_MS, mostBytes: MOST_READING_BYTES };
  const reader = createDocumentReader({
    ...{ clock, limits, atOnce: READ_AT_ONCE },
    // A follower waits.
    isUrgent: true,
  });
  const toText: PageToText = async (page) => {
    const format = formatOfPage(page);
    if (format === undefined) return { is: 'unreadable', because: 'no-text' };
    const { content, address } = page;
    const bytes = content.kind === 'pdf' ? content.bytes : Buffer.from(content.text);
    const read = await reader.read(bytes, toName(address), format);
    return read.is === 'read'
      ? { is: 'text', title: titleOf(read.document, page), text: joinPassages(read.document) }
      : {
          is: 'unreadable',
          because: articleClassOf(read.document.problem) ?? 'no-text',
        };
  };
  return {
    reader: createPageReader({
      ...{ fetchPage, toText },
      takePage: createPageAllowance({ collections, clock }),
      cache: createPageCache(clock),
    }),
    close: () => reader.close(),
  };
}

/** The name of a document is no longer; it tells where links of the page lead. */
function toName(address: string): string {
  const { origin, pathname } = new URL(address);
  return address.length > MOST_NAME_LENGTH
    ? (origin + pathname).slice(0, MOST_NAME_LENGTH)
    : address;
}

/** A document without a title is named after its address. */
function titleOf({ title }: Pick<ReadDocument, 'title'>, { address }: FetchedPage): string {
  return address.includes(title) ? '' : title;
}

/** Puts the passages together again, each heading once. */
function joinPassages({ passages }: Pick<ReadDocument, 'passages'>): string {
  let above = '';
  const parts = passages.map(({ heading, body }) => {
    const isNew = heading !== '' && heading !== above;
    above = heading;
    return isNew ? `## ${heading}\n\n${body}` : body;
  });
  return parts.join('\n\n');
}
