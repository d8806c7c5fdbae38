import type { MessageMode } from '../wechat/push/message-mode.ts';

/** How far the set-up of a server has come. */
export interface Setup {
  readonly version: string;
  /** The models that answer, such as `deepseek/deepseek-v4-flash, qwen/qwen3.7-plus`; absent while documents are quoted. */
  readonly model: string | undefined;
  /** The Official Account at /wechat; absent without a token. */
  readonly account:
    | {
        readonly appId: string | undefined;
        readonly mode: MessageMode;
        /** An AppSecret is set, so that WeChat's API can be called. */
        readonly callsApi: boolean;
      }
    | undefined;
  /** What the owner has given the account at /wechat to answer from; absent where there is nothing. */
  readonly documents?: SetupDocuments | undefined;
  /** The names of the other accounts that are served. */
  readonly others: readonly string[];
  /** When WeChat's last message arrived at this process, in ms since the epoch; absent before the first. */
  readonly lastMessageAt?: number | undefined;
}

/** The documents of an account, counted. */
export interface SetupDocuments {
  readonly documents: number;
  readonly passages: number;
  readonly failed: number;
  readonly folder: string | undefined;
}

/**
 * The deployer's next step.
 *
 * `connect a model`: the bot quotes documents only.
 * `connect an account`: the bot answers in the simulator and the terminal only.
 * `save the address`: the account is set here; WeChat has not sent anything yet.
 * `nothing`: messages arrive.
 */
export type NextStep = 'connect a model' | 'connect an account' | 'save the address' | 'nothing';

/**
 * Chooses the first missing step. The model comes first, because an account without one would quote a handbook to its
 * followers. A server that serves others needs no account at /wechat.
 */
export function chooseNextStep(setup: Setup): NextStep {
  const { model, account, lastMessageAt } = setup;
  const isNeeded = account !== undefined || !isConnected(setup);
  if (model === undefined && isNeeded) return 'connect a model';
  if (!isConnected(setup)) return 'connect an account';
  return lastMessageAt === undefined ? 'save the address' : 'nothing';
}

/** Says whether any account is connected. */
export function isConnected({ account, others }: Setup): boolean {
  return account !== undefined || others.length > 0;
}
