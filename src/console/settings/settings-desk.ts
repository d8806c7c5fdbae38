import type { AdviceLanguage } from '../../runtime/sentence.ts';
import type {
  ChangeAnswer,
  EarlierValueAnswer,
  EnvFileAnswer,
  SettingAnswer,
  TakeOverAnswer,
} from './settings-contract.ts';

/** What the console changes of settings. Throws ConsoleError and AccountError for what cannot be done as asked. */
export interface SettingsDesk {
  /** Lists every setting of an account and of the server. */
  list(account: string, language: AdviceLanguage): Promise<SettingAnswer[]>;
  /** Changes all of them, or none. */
  change(
    account: string,
    values: Readonly<Record<string, string>>,
    by: string,
  ): Promise<ChangeAnswer>;
  undo(
    account: string,
    name: string,
    options: { readonly by: string; readonly id?: string | undefined },
  ): Promise<ChangeAnswer>;
  history(account: string, name: string): Promise<EarlierValueAnswer[]>;
  /** Lists what the environment sets and the store could. */
  envFile(): Promise<EnvFileAnswer>;
  /** Copies such settings into the store. */
  takeOver(names: readonly string[], by: string): Promise<TakeOverAnswer>;
}
