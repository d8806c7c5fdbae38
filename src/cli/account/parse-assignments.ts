import { AccountError } from '../../accounts/account-error.ts';
import { requireAccountSetting } from '../../accounts/account-setting.ts';
import { accountCommandTexts as texts } from './account-command-texts.ts';

/** A setting on the command line. */
export interface Assignment {
  readonly setting: string;
  readonly isSecret: boolean;
  /** Absent for `KEY=-`, whose value is a line of stdin. */
  readonly value: string | undefined;
}

/** Reads `KEY=VALUE` words for an account. Throws AccountError, which repeats no value. */
export function parseAssignments(name: string, words: readonly string[]): readonly Assignment[] {
  const assignments = words.map((word, index): Assignment => {
    const end = word.indexOf('=');
    // A word without = may be a secret that was given without its key.
    if (end < 1) throw new AccountError(texts.noAssignment(name, index + 1));
    const { name: setting, isSecret } = requireAccountSetting(word.slice(0, end));
    const value = word.slice(end + 1);
    return { setting, isSecret, value: value === '-' ? undefined : value };
  });
  requireEachOnce(assignments.map(({ setting }) => setting));
  return assignments;
}

/** Reads the names of settings. Throws AccountError. */
export function parseSettingNames(words: readonly string[]): readonly string[] {
  const names = words.map((word) => requireAccountSetting(word).name);
  requireEachOnce(names);
  return names;
}

function requireEachOnce(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new AccountError(texts.twice(twice));
}
