import type { AccountDescription, StoredAccount } from '../accounts/account-registry.ts';
import { readHeldAccount } from '../accounts/read-held-account.ts';
import { createSecretBox, openIfPossible, type SecretBox } from '../accounts/secret-box.ts';
import type { HeldToken } from '../accounts/stored-accounts.ts';
import type { Tool } from '../answering/tool.ts';
import type { AnswerPipeline } from '../answering/answerer.ts';
import type { AccountConfig } from '../config/config.ts';
import type { Environment } from '../config/env-reader.ts';
import type { SecretKeys } from '../config/secret-key.ts';
import type { ReadPersonas } from '../personas/persona-reader.ts';
import { buildAccount, type SharedDeps } from './build-account.ts';
import { buildTools } from './build-tools.ts';
import type { Pipelines } from './create-pipelines.ts';
import type { AccountKnowledge } from './knowledge/account-knowledge.ts';
import type { EndingToken } from '../wechat/push/signing-tokens.ts';
import { toAccountSettings } from './to-account-settings.ts';

/** What an account that was built works with. */
export interface BuiltAccount {
  readonly config: AccountConfig;
  readonly pipeline: AnswerPipeline;
  readonly knowledge: AccountKnowledge;
}

/** An account that this process serves. */
export interface ServedAccount extends BuiltAccount {
  /** Lists the tools that its models may use by now. */
  readonly tools: () => readonly Tool[];
}

interface DescribeDeps {
  readonly environment: Environment;
  /** Reads the keys as they are now: another process may have rotated them. */
  readonly readKeys: () => SecretKeys;
  /** Made for the account `default` while no account is connected. */
  readonly localToken: string;
  readonly attemptMs: number;
  readonly pipelines: Pipelines;
  readonly knowledgeOf: (name: string, config: AccountConfig) => AccountKnowledge;
  readonly readPersonas: ReadPersonas;
  /** Answers in place of what is set: a test's double. */
  readonly model: AnswerPipeline | undefined;
  /** Called with each account that is about to come into effect. */
  readonly onBuilt: (name: string, built: ServedAccount) => void;
  readonly shared: SharedDeps;
}

/** Creates what reads a stored account, together with the environment, and says how it is built. */
export function createDescribeAccount(
  deps: DescribeDeps,
): (stored: StoredAccount) => AccountDescription {
  return ({ name, record, previousToken: sealed }) => {
    const openBox = () => createSecretBox(deps.readKeys());
    const held = readHeldAccount({ ...deps, name, record, openBox });
    const { values, config, systemPrompt, personas } = held;
    const token = config.wechat.token ?? deps.localToken;
    const isPaused = record?.isPaused ?? false;
    const previousToken = openPreviousToken(name, sealed, token, openBox);
    return {
      fingerprint: JSON.stringify([
        ...[values, systemPrompt, isPaused, previousToken?.token],
        personas.personas,
      ]),
      build({ relay, onTokenSwitched }) {
        const knowledge = deps.knowledgeOf(name, config);
        const settings = toAccountSettings(config, {
          ...{ name, isPaused, token, previousToken, systemPrompt, personas },
          attemptMs: deps.attemptMs,
          hasDocuments: () => knowledge.summary().documents > 0,
        });
        const pipeline = deps.model ?? deps.pipelines(name, config, knowledge);
        const { tools: share, runtime } = deps.shared;
        const { clock, log } = runtime;
        const tools = buildTools(settings, { share, clock, log: log.child({ account: name }) });
        deps.onBuilt(name, { config, pipeline, knowledge, tools });
        const own = { pipeline, knowledge, offered: tools, relay, onTokenSwitched };
        return Promise.resolve(buildAccount(settings, { ...deps.shared, ...own }));
      },
    };
  };
}

/**
 * Opens the token before the last change. Without it the account works with the new one. It is stored before the change
 * that ends it, and until then it is the current one, whose use would end it.
 */
function openPreviousToken(
  account: string,
  sealed: HeldToken | undefined,
  current: string,
  openBox: () => SecretBox,
): EndingToken | undefined {
  if (sealed === undefined) return undefined;
  const token = openIfPossible(openBox(), sealed.token, { account, setting: 'WECHAT_TOKEN' });
  if (token === undefined || token === current) return undefined;
  return { token, endsAt: sealed.endsAt };
}
