import type { SettingProblem } from '../config/env-reader.ts';
import { KuaihuiError } from '../runtime/errors.ts';
import type { Sentence } from '../runtime/sentence.ts';
import { accountTexts } from './account-texts.ts';

/** Tells why an account cannot be changed as asked. It names the account or the setting, and holds no value. */
export class AccountError extends KuaihuiError {
  override readonly name = 'AccountError';
  readonly code = 'account_refused';
  /** The settings that cannot be used, where that is the reason. */
  readonly problems: readonly SettingProblem[];

  constructor(says: Sentence, problems: readonly SettingProblem[] = []) {
    super(says);
    this.problems = problems;
  }
}

/** Tells why one setting cannot be changed as asked, so that a form can show it there. */
export class RefusedSettingError extends AccountError {
  constructor(setting: string, says: Sentence) {
    super(says, [{ setting, says }]);
  }
}

/** Tells that no account has this name. */
export class UnknownAccountError extends AccountError {
  readonly account: string;

  constructor(account: string) {
    super(accountTexts.unknown(account));
    this.account = account;
  }
}
