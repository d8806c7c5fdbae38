import type { KnowledgeDesk, SyncedArticle } from '../../server/knowledge/knowledge-desk.ts';
import type { CommandSession } from '../command-context.ts';
import { createProgress } from '../progress.ts';
import { kbTexts as texts } from './kb-texts.ts';

/** Takes in what the account has published, and prints what came of each article. Returns whether all could be read. */
export async function syncArticles(
  session: CommandSession,
  desk: KnowledgeDesk,
  { json = false, most }: { readonly json?: boolean; readonly most: number },
): Promise<boolean> {
  const synced: SyncedArticle[] = [];
  const progress = createProgress(session);
  for await (const article of desk.syncArticles({ most }, session.warn)) {
    synced.push(article);
    progress.clear();
    if (!json && article.result === 'failed') session.warn(texts.synced(article));
    else if (!json) session.print(texts.synced(article));
    progress.show(texts.syncing(synced.length));
  }
  progress.clear();
  if (json) session.printJson(synced.map((article) => toJson(article, session)));
  else if (synced.length === 0) session.warn(texts.nothingPublished());
  return synced.every(({ result }) => result !== 'failed');
}

function toJson(article: SyncedArticle, { language }: CommandSession): object {
  const { document, title, result, passages, problem, hosts } = article;
  return { document, title, result, passages, problem: problem?.[language] ?? null, hosts };
}
