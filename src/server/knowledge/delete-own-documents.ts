import { openAccountCollections } from '../../accounts/account-collections.ts';
import { isMarkedRemoved, readAccountRecord } from '../../accounts/read-account-record.ts';
import type { OwnDeletion } from '../../accounts/remove-account.ts';
import { DEFAULT_ACCOUNT } from '../../config/default-account.ts';
import type { Environment } from '../../config/env-reader.ts';
import { mergeAccount } from '../../config/merge-account.ts';
import { baseNames } from '../../config/setting-kind.ts';
import { callsRing } from '../../diagnosis/webhook-calls/keep-calls.ts';
import { createDocuments } from '../../knowledge/bases/documents.ts';
import {
  ARTICLE_SYNCS,
  FOLDER_IMPORTS,
  OWN_ARTICLES,
  knowledgeKey,
} from '../../knowledge/bases/knowledge-collections.ts';
import { KNOWLEDGE_WORK, workKey } from '../../knowledge/work/work-record.ts';
import { ENRICHING } from '../../knowledge/enrich/enrich-documents.ts';
import { DRAFT_DECISIONS } from '../../learning/learning-collections.ts';
import { openOwnPersonas } from '../../personas/own-personas.ts';
import type { Rings } from '../../runtime/ring.ts';
import { accountPrefix, type Collection, type Collections } from '../../runtime/collection.ts';
import { ASSISTANT_COLLECTIONS } from '../console/assistant-collections.ts';
import { SYNCING_ARTICLES } from './articles/follow-articles.ts';
import { basesOf } from './account-bases.ts';

interface OwnDocumentsDeps {
  readonly collections: Collections;
  readonly rings: Pick<Rings, 'delete'>;
  /** What the environment sets: the bases of the account `default`. */
  readonly environment: Environment;
}

/** Documents that one step deletes; each may have thousands of passages. */
const MOST_DOCUMENTS = 5;
/** Records of one kind that one step deletes. */
const MOST_RECORDS = 200;

/** Deletes what is stored for one account alone beside its followers: its documents, its personas, what was decided about drafts, and WeChat's calls. */
export function createOwnDeletion({
  collections,
  rings,
  environment,
}: OwnDocumentsDeps): OwnDeletion {
  const { accounts } = openAccountCollections(collections);
  const documents = createDocuments({ collections });
  const personas = openOwnPersonas(collections);

  /** Returns the bases that no other account reads; none while the settings of another one cannot be read. */
  async function listOwnBases(account: string): Promise<readonly string[]> {
    const own = basesOfRecord(account, (await accounts.get(account))?.value, environment);
    const others = (await accounts.list('')).filter(
      ({ key, value }) => key !== account && !isMarkedRemoved(key, value),
    );
    const records = new Map<string, unknown>(others.map(({ key, value }) => [key, value]));
    if (!records.has(DEFAULT_ACCOUNT)) records.set(DEFAULT_ACCOUNT, undefined);
    const read = new Set<string>();
    for (const [name, record] of records) {
      const bases = basesOfRecord(name, record, environment);
      if (!bases) return [];
      for (const base of bases) read.add(base);
    }
    return (own ?? [account]).filter((base) => !read.has(base));
  }

  return async (account) => {
    await personas.forget(account);
    for (const definition of [DRAFT_DECISIONS, OWN_ARTICLES])
      if ((await deleteSome(collections.open(definition), account)) === 'more') return 'more';
    await collections.open(ARTICLE_SYNCS).delete(account);
    await collections.open(KNOWLEDGE_WORK).delete(workKey(SYNCING_ARTICLES, account));
    for (const base of await listOwnBases(account)) {
      const stored = await documents.list(base);
      for (const { document } of stored.slice(0, MOST_DOCUMENTS))
        await documents.remove(base, document);
      if (stored.length > MOST_DOCUMENTS) return 'more';
      await collections.open(KNOWLEDGE_WORK).delete(workKey(ENRICHING, base));
      await collections.open(FOLDER_IMPORTS).delete(knowledgeKey(base));
    }
    for (const definition of ASSISTANT_COLLECTIONS)
      await collections.open(definition).delete(account);
    await rings.delete(callsRing(account));
    return 'none';
  };
}

/** Deletes records about an account, and says whether there may be more. */
async function deleteSome(records: Collection<unknown>, account: string): Promise<'more' | 'none'> {
  const some = await records.list(accountPrefix(account), { after: '', most: MOST_RECORDS });
  for (const { key } of some) await records.delete(key);
  return some.length === MOST_RECORDS ? 'more' : 'none';
}

/** Returns the bases that an account reads; undefined for a record that another program altered. */
function basesOfRecord(
  name: string,
  record: unknown,
  environment: Environment,
): readonly string[] | undefined {
  try {
    const own = record === undefined ? {} : readAccountRecord(name, record).settings;
    const { KNOWLEDGE_BASES: written, KNOWLEDGE_DIR: folder } = mergeAccount({
      ...{ name, own, environment },
    }).values;
    const parsed = written?.trim() ? baseNames.parse(written, 'KNOWLEDGE_BASES') : undefined;
    if (parsed && 'problem' in parsed) return undefined;
    return basesOf(name, { bases: parsed?.value, folder: folder?.trim() || undefined }).all;
  } catch {
    return undefined;
  }
}
