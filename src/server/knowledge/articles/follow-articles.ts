import type { AccountConfig } from '../../../config/config.ts';
import type { Documents } from '../../../knowledge/bases/ports.ts';
import {
  createClaimedWork,
  type ClaimedWorkDeps,
  type Job,
  type WorkKind,
} from '../../../knowledge/work/claimed-work.ts';
import type { BackgroundStep } from '../../../runtime/background-queue.ts';
import { StoreUnavailableError } from '../../../runtime/store-unavailable-error.ts';
import { basesOf } from '../account-bases.ts';
import { ARTICLES_BY_DEFAULT } from '../knowledge-desk.ts';
import type { ArticleSync } from './article-sync.ts';
import { ArticlesRefusedError } from './articles-refused-error.ts';

interface FollowDeps extends Omit<ClaimedWorkDeps, 'generation'> {
  readonly sync: ArticleSync;
  readonly documents: Pick<Documents, 'generation'>;
  /** The accounts of this process, as they are set now. */
  readonly accounts: () => readonly string[];
  readonly configOf: (account: string) => Pick<AccountConfig, 'knowledge'> | undefined;
}

/** Takes in later articles by itself, for the accounts that have it switched on. */
export interface ArticleFollower {
  readonly kind: string;
  /** For the background queue of the store. */
  readonly step: BackgroundStep;
  /** Looks now, and again and again, which accounts are due. */
  begin(): void;
  close(): Promise<void>;
}

/** The kind of the work, by account. */
export const SYNCING_ARTICLES = 'sync-articles';

const EVERY_MS = 6 * 3_600_000;
/** A list that could not be fetched is asked for again then, and an account that was switched on is seen. */
const LOOK_EVERY_MS = 10 * 60_000;

/** Creates it. Whatever process looks, one of all takes the articles of an account in. */
export function followArticles(deps: FollowDeps): ArticleFollower {
  const { sync, accounts, configOf, clock, log } = deps;
  const isOn = (account: string) => configOf(account)?.knowledge.syncsArticles === true;

  const work = createClaimedWork(
    {
      kind: SYNCING_ARTICLES,
      follows: 'once',
      knows: isOn,
      work: async (job) => run(job),
      failed: {
        code: 'articles_failed',
        says: {
          en: 'The own articles could not be taken in; it will be retried',
          zh: '公众号自己的文章没能收入，会再试',
        },
      },
    },
    { ...deps, generation: () => deps.documents.generation() },
  );

  async function run({ key: account, report, signal }: Job): ReturnType<WorkKind['work']> {
    const config = configOf(account);
    if (!config) throw new Error('The account is not served here');
    const base = basesOf(account, config.knowledge).named[0];
    const counts = { added: 0, unchanged: 0, removed: 0, failed: 0 };
    const request = {
      account,
      base,
      most: ARTICLES_BY_DEFAULT,
      isByItself: true,
      onNote: () => {},
    };
    try {
      let done = 0;
      for await (const { result } of sync.run(request)) {
        counts[result] += 1;
        await report({ done: ++done, total: done });
        signal.throwIfAborted();
      }
    } catch (error) {
      if (!(error instanceof ArticlesRefusedError)) throw error;
      const { says, mayComeSoon } = error;
      log.warn(
        { code: 'articles_refused', account, zh: says.zh },
        `The own articles could not be taken in: ${says.en}`,
      );
      // What an operator has to change first is not asked for again at each look.
      if (!mayComeSoon) await sync.note(account);
      return { stopped: says };
    }
    log.info(
      { code: 'articles_synced', account, ...counts, zh: '收入了公众号自己的文章' },
      'The own articles were taken in',
    );
    return 'complete';
  }

  const look = async () => {
    for (const account of accounts().filter(isOn)) {
      const at = await sync.lastAt(account);
      if (at === undefined || clock.now() - at >= EVERY_MS) await work.request(account, account);
    }
  };
  let isClosed = false;
  let cancel = () => {};
  const lookAgainAndAgain = () => {
    void look()
      .catch((error: unknown) => {
        // A store that is away says so itself.
        if (error instanceof StoreUnavailableError) return;
        const zh = '没能查看哪些公众号该收入文章，会再试';
        log.error(
          { code: 'articles_look_failed', err: error, zh },
          'Could not look which articles are due; it will be retried',
        );
      })
      .then(() => {
        if (!isClosed) cancel = clock.after(LOOK_EVERY_MS, lookAgainAndAgain);
      });
  };

  return {
    kind: work.kind,
    step: work.step,
    begin: lookAgainAndAgain,
    async close() {
      isClosed = true;
      cancel();
      await work.close();
    },
  };
}
