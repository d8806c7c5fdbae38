import { createAccountRegistry, type AccountRegistry } from '../accounts/account-registry.ts';
import { removalOf, REMOVAL_TAKE_OVER_MS } from '../accounts/remove-account.ts';
import type { AnswerPipeline } from '../answering/answerer.ts';
import type { Config } from '../config/config.ts';
import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import type { Environment } from '../config/env-reader.ts';
import { readSecretKeys } from '../config/secret-key.ts';
import { describeSetup } from '../diagnosis/describe-setup.ts';
import type { Setup } from '../diagnosis/setup.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { PersonaBook } from '../personas/persona-book.ts';
import { PERSONAS } from '../personas/stored-personas.ts';
import type { SharedDeps } from './build-account.ts';
import type { Pipelines } from './create-pipelines.ts';
import {
  createDescribeAccount,
  type BuiltAccount,
  type ServedAccount,
} from './describe-account.ts';
import type { Knowledge } from './knowledge/build-knowledge.ts';
import { describeDocuments } from './knowledge/describe-documents.ts';
import type { TimeZones } from './time-zones.ts';

/** The accounts of this process, with what each was built from. */
export interface RunningAccounts {
  readonly registry: AccountRegistry;
  /** Lists their names. */
  readonly names: () => readonly string[];
  /** Returns what an account was built from, as it is in effect now. */
  readonly builtOf: (name: string) => ServedAccount | undefined;
  /** Returns the account at /wechat as it is served now: the store may hold what the environment leaves out. */
  readonly ofDefault: () => BuiltAccount;
  /** Says how far the set-up has come. */
  readonly setup: () => Setup;
}

interface DefaultAccountDeps {
  readonly personas: Pick<PersonaBook, 'refresh' | 'read'>;
  readonly knowledge: Pick<Knowledge, 'ofAccount'>;
  readonly pipelines: Pipelines;
  /** Answers in place of what is set: a test's double. */
  readonly model: AnswerPipeline | undefined;
}

interface AccountsDeps extends DefaultAccountDeps {
  readonly knowledge: Pick<Knowledge, 'ofAccount' | 'forget'>;
  readonly environment: Environment;
  readonly events: Emitter;
  readonly shared: Omit<SharedDeps, 'events'>;
  readonly timeZones: Pick<TimeZones, 'set'>;
  /** The token of the account at /wechat while none is set. */
  readonly token: string;
  readonly attemptMs: number;
  /** The account at /wechat by the settings of this start. */
  readonly first: BuiltAccount;
}

/** Builds what the account at /wechat answers with. Throws what a start has to end for, such as an unknown persona. */
export async function buildDefault(
  config: Config,
  { personas, knowledge, pipelines, model }: DefaultAccountDeps,
): Promise<BuiltAccount> {
  // One of the account's own may be the default.
  await personas.refresh();
  personas.read(config.conversation, DEFAULT_ACCOUNT);
  const own = knowledge.ofAccount(DEFAULT_ACCOUNT, config);
  return { config, pipeline: model ?? pipelines(DEFAULT_ACCOUNT, config, own), knowledge: own };
}

/** Creates the registry of the accounts, and keeps what each was built from. None is served before its first refresh. */
export function openAccounts(config: Config, deps: AccountsDeps): RunningAccounts {
  const { shared, events, knowledge, personas, pipelines, model, attemptMs } = deps;
  const { store, runtime } = shared;
  const built = new Map<string, ServedAccount>();
  let ofDefault: BuiltAccount = deps.first;

  const registry = createAccountRegistry({
    collections: store.collections,
    acknowledge: (generation) => store.processes.acknowledge(generation),
    describe: createDescribeAccount({
      environment: deps.environment,
      readKeys: () => readSecretKeys(config),
      localToken: deps.token,
      ...{ attemptMs, pipelines, model },
      readPersonas: personas.read,
      knowledgeOf: (name, settings) => knowledge.ofAccount(name, settings),
      onBuilt(name, account) {
        built.set(name, account);
        deps.timeZones.set(name, account.config.quotaTimeZone);
        if (name === DEFAULT_ACCOUNT) ofDefault = account;
      },
      shared: { ...shared, events },
    }),
    reads: { collections: [PERSONAS.name], refresh: () => personas.refresh() },
    finishRemoval: (name) => store.background.add(removalOf(name), REMOVAL_TAKE_OVER_MS),
    onGone(account) {
      built.delete(account);
      knowledge.forget(account);
      events.emit({ type: 'account-closed', account });
    },
    ...runtime,
  });

  const names = () => [...registry.entries()].map(([name]) => name);
  return {
    ...{ registry, names },
    builtOf: (name) => built.get(name),
    ofDefault: () => ofDefault,
    setup() {
      const others = names().filter((name) => name !== DEFAULT_ACCOUNT);
      return describeSetup(ofDefault.config, others.sort(), describeDocuments(ofDefault.knowledge));
    },
  };
}
