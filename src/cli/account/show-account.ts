import type { AccountSummary, AccountView } from '../../accounts/describe-account.ts';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import { accountCommandTexts as texts } from './account-command-texts.ts';

/** Returns a line for each account, with its state and the path of its webhook. */
export function showAccounts(
  accounts: readonly AccountSummary[],
  language: AdviceLanguage,
): readonly string[] {
  const width = Math.max(...accounts.map(({ name }) => name.length));
  return accounts.map(
    ({ name, state, path }) => `${name.padEnd(width)}  ${texts.state(state)[language]}  ${path}`,
  );
}

/** Returns the account with a line for each setting that is set; of a secret only the name. */
export function showAccount(account: AccountView, language: AdviceLanguage): readonly string[] {
  const { own, locked, inherited, secrets, settings } = account;
  const isFromEnvironment = (setting: string) =>
    locked.includes(setting) || inherited.includes(setting);
  const isSet = (setting: string) => own.includes(setting) || isFromEnvironment(setting);
  const origin = (setting: string) =>
    isFromEnvironment(setting) ? `  # ${texts.fromEnvironment()[language]}` : '';
  return [
    ...showAccounts([account], language),
    ...secrets.map((setting) => `${setting} (${texts.isSet()[language]})${origin(setting)}`),
    ...Object.entries(settings)
      .filter(([setting]) => isSet(setting))
      .map(([setting, value]) => `${setting}=${oneLine(value)}${origin(setting)}`),
  ];
}

function oneLine(value: string): string {
  return /[\p{Cc}]/u.test(value) ? JSON.stringify(value) : value;
}
