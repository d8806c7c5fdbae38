import { chooseFormat, type Format } from '../../knowledge/import/choose-format.ts';
import type { FetchedPage } from '../../runtime/guarded-fetch.ts';

/** Says how a page is read; undefined for what holds no text for people, such as a feed. */
export function formatOfPage({ address, content }: FetchedPage): Format | undefined {
  switch (content.kind) {
    case 'html':
      return 'page';
    case 'pdf':
      return 'pdf';
    case 'xml':
      return undefined;
    case 'text': {
      const byName = chooseFormat(new URL(address).pathname);
      return byName === 'markdown' || byName === 'csv' ? byName : 'text';
    }
  }
}
