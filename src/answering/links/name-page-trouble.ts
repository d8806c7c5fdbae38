import type { PageReading } from '../page-reader.ts';

/** Why a page could not be read, as far as a follower is told. */
export type PageTrouble =
  | ArticleTrouble
  | (
      'no-text' | 'not-opened' | 'not-found' | 'timed-out' | 'too-large' | 'wrong-kind' | 'too-many'
    );

/** What an article says of itself in place of its text. */
type ArticleTrouble = 'verification' | 'deleted' | 'violating' | 'paid' | 'video' | 'pictures';

const ARTICLE_TROUBLES: ReadonlySet<PageTrouble> = new Set<ArticleTrouble>([
  ...(['verification', 'deleted', 'violating'] as const),
  ...(['paid', 'video', 'pictures'] as const),
]);

/** Names why there is no page; a refused address is told apart from no other that cannot be opened. */
export function namePageTrouble(reading: Exclude<PageReading, { is: 'page' }>): PageTrouble {
  switch (reading.is) {
    case 'unreadable':
      return reading.because === 'unavailable' ? 'no-text' : reading.because;
    case 'status':
      return reading.status === 404 || reading.status === 410 ? 'not-found' : 'not-opened';
    case 'refused':
    case 'unreachable':
    case 'too-many-redirects':
      return 'not-opened';
    case 'timed-out':
    case 'too-large':
    case 'wrong-kind':
    case 'too-many':
      return reading.is;
  }
}

/** Whether there is an article that cannot be read, of which a model could only guess. */
export function isOfArticle(trouble: PageTrouble): boolean {
  return ARTICLE_TROUBLES.has(trouble);
}
