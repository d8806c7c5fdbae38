import type { Credentials } from '../../config/make-credentials.ts';
import type { AccountCheck } from '../../diagnosis/connecting/check-account.ts';
import type { ImportedReplies } from '../../diagnosis/connecting/read-imported.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import type {
  AccountBody,
  CredentialsBody,
  ModelBody,
  ProgressBody,
  StepName,
} from './assistant-contract.ts';

/** How far the set-up of an account has come. */
export interface SetupState {
  readonly step: StepName;
  readonly skipped: readonly StepName[];
  readonly done: readonly StepName[];
  readonly models: string | undefined;
  readonly url: string;
  readonly urlProblems: readonly Sentence[];
  readonly appId: string | undefined;
  readonly hasToken: boolean;
  readonly hasAesKey: boolean;
  readonly hasSecret: boolean;
  readonly messageMode: string;
  readonly locked: readonly string[];
  readonly imported: (ImportedReplies & { readonly at: number }) | undefined;
}

/** What the set-up assistant needs of the product. Every function throws an error of the product for what cannot be done. */
export interface AssistantDesk {
  /** `origin`: the address of the console as the browser sees it. */
  state(account: string, origin: string): Promise<SetupState>;
  keepProgress(account: string, progress: ProgressBody): Promise<void>;
  /** `by` is the user who does it. */
  setModel(account: string, model: ModelBody, by: string): Promise<void>;
  /** Makes token and AES key and stores them immediately, so that WeChat's check passes. A new account is added. */
  makeCredentials(account: string, wish: CredentialsBody, by: string): Promise<Credentials>;
  /** Returns token and AES key that were made here, until WeChat has used them. */
  freshCredentials(account: string): Promise<Credentials | undefined>;
  setAccount(account: string, values: AccountBody, by: string): Promise<void>;
  check(account: string): Promise<AccountCheck>;
  /** Reads the admin's own menu and replies, and keeps both answers as they came. */
  importReplies(account: string): Promise<void>;
}
