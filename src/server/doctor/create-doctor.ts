import { pino } from 'pino';
import type { AccountConfig, Config } from '../../config/config.ts';
import { DEFAULT_ACCOUNT } from '../../config/default-account.ts';
import type { Environment } from '../../config/env-reader.ts';
import { parseAccount } from '../../config/parse-account.ts';
import { lookAtData } from '../../diagnosis/check-data.ts';
import type { StoredDocuments } from '../../diagnosis/check-documents.ts';
import type { Case } from '../../diagnosis/check.ts';
import { examine, type Diagnosis } from '../../diagnosis/doctor/examine.ts';
import { hideSecrets, listSecrets } from '../../diagnosis/doctor/hide-secrets.ts';
import { doctorTexts } from '../../diagnosis/doctor/doctor-texts.ts';
import { openWechatSession } from '../../diagnosis/wechat-session.ts';
import type { CheckName } from '../../diagnosis/finding.ts';
import type { Emitter } from '../../events/event-bus.ts';
import { WHAT_THIS_IS } from '../../http/handshake.ts';
import { createDocuments } from '../../knowledge/bases/documents.ts';
import type { Clock } from '../../runtime/clock.ts';
import { KuaihuiError } from '../../runtime/errors.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import type { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { Store } from '../../store/store.ts';
import { nameAnswerer } from '../build-pipeline.ts';
import { basesOf } from '../knowledge/account-bases.ts';
import { findEmptyBases } from '../knowledge/empty-bases.ts';
import { readEveryMcp } from '../mcp/read-every-mcp.ts';
import { listAccountNames, readAccountValues } from './read-accounts.ts';
import { resolveAddresses } from './resolve-addresses.ts';
import { toStoreFacts } from './to-store-facts.ts';

/** Looks at a server and its accounts, changing nothing. */
export interface Doctor {
  /** Examines every account, or the one that is named. Throws AccountError for one that does not exist. */
  examine(options?: {
    readonly account?: string | undefined;
    readonly onProgress?: (waitingFor: readonly CheckName[]) => void;
  }): Promise<readonly Diagnosis[]>;
}

interface DoctorDeps {
  readonly config: Config;
  readonly environment: Environment;
  /** What the store sets for the server. */
  readonly stored: Environment;
  /** What reading the settings remarked. */
  readonly notes: readonly Sentence[];
  /** Absent where no server has made one yet. */
  readonly store: Store | undefined;
  /** Why it could not be opened. */
  readonly away?: StoreUnavailableError | undefined;
  readonly clock: Clock;
  readonly events: Emitter;
}

/** Creates the doctor, for the command line and for the console. */
export function createDoctor(deps: DoctorDeps): Doctor {
  const { config, environment, notes, store, clock, events } = deps;
  // What is found says what a log line would.
  const log = pino({ level: 'silent' });

  const openCases = async (names: readonly string[], secrets: Set<string>) => {
    const cases: Case[] = [];
    const unread: Diagnosis[] = [];
    for (const name of names)
      try {
        const values = store
          ? await readAccountValues(name, { ...deps, collections: store.collections })
          : environment;
        for (const secret of listSecrets(values)) secrets.add(secret);
        const cached = await store?.accessTokens(name).read();
        if (cached) secrets.add(cached.token);
        const own = store ? { ...config, ...parseAccount(values, name) } : config;
        cases.push({ account: name, config: own, wechat: openWechatSession(own.wechat) });
      } catch (error) {
        if (!(error instanceof KuaihuiError)) throw error;
        const sentence = error.says ?? { en: error.message, zh: error.message };
        const remedy = doctorTexts.fixAccount(name);
        unread.push({ account: name, name: 'account', state: 'fault', sentence, remedy });
      }
    return { cases, unread };
  };

  return {
    async examine({ account, onProgress } = {}) {
      const secrets = new Set(listSecrets(environment, deps.stored));
      const all = store ? await listAccountNames(store.collections) : [DEFAULT_ACCOUNT];
      // Throws for a name that does not exist, whatever else is wrong.
      if (account !== undefined && store && !all.includes(account))
        await readAccountValues(account, { ...deps, collections: store.collections });
      const { cases, unread } = await openCases(account === undefined ? all : [account], secrets);
      const found = await examine(
        cases,
        cases[0] ?? { account: DEFAULT_ACCOUNT, config, wechat: undefined },
        {
          ...{ clock, events, log, notes, webhookSays: WHAT_THIS_IS, resolve: resolveAddresses },
          listMcpServers: () => readEveryMcp(config, environment, store?.collections),
          data: lookAtData(config, { clock, log }),
          store: store && toStoreFacts(store, config),
          storeAway: deps.away,
          nameAnswers: (of) => nameAnswerer(of.config, { clock, log, events, account: of.account }),
          readDocuments:
            store &&
            ((name) => {
              const own = cases.find((one) => one.account === name)?.config ?? config;
              return readDocuments(name, own, store);
            }),
        },
        onProgress,
      );
      for (const { wechat } of cases) secrets.add(wechat?.token() ?? '');
      return [...unread, ...found].map((finding) => ({
        ...(finding.account !== undefined && { account: finding.account }),
        ...hideSecrets(finding, [...secrets]),
      }));
    },
  };
}

/** Counts what the store holds of an account's documents. What they link to is looked at by `check`. */
async function readDocuments(
  account: string,
  { knowledge }: Pick<AccountConfig, 'knowledge'>,
  store: Store,
): Promise<StoredDocuments> {
  const documents = createDocuments(store);
  const bases = basesOf(account, knowledge);
  const lists = await Promise.all(bases.all.map((base) => documents.list(base)));
  const records = lists.flat();
  const usable = records.filter(({ state }) => state === 'ok');
  return {
    bases: bases.named,
    emptyBases: await findEmptyBases(bases, documents),
    documents: usable.length,
    passages: usable.reduce((sum, { passages }) => sum + passages, 0),
    failed: records.filter(({ state }) => state === 'failed'),
    unlistedHosts: [],
  };
}
