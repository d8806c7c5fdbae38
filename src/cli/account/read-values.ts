import { AccountError } from '../../accounts/account-error.ts';
import { requireAccountSetting } from '../../accounts/account-setting.ts';
import type { Values } from '../../accounts/edit-record.ts';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import type { Prompter } from '../prompter.ts';
import { accountCommandTexts as texts } from './account-command-texts.ts';
import type { Assignment } from './parse-assignments.ts';

interface Asking {
  readonly prompter: Prompter;
  /** Whether a person answers. */
  readonly isTerminal: boolean;
  readonly language: AdviceLanguage;
}

/** What WeChat's backend shows of an account. */
const BASICS = [
  'WECHAT_TOKEN',
  'WECHAT_APP_ID',
  'WECHAT_APP_SECRET',
  'WECHAT_ENCODING_AES_KEY',
] as const;

/** Returns the values, and reads a line of stdin for each that the command line leaves open. Throws AccountError. */
export async function readValues(
  assignments: readonly Assignment[],
  { prompter, isTerminal, language }: Asking,
): Promise<Values> {
  const values: Record<string, string> = {};
  for (const { setting, isSecret, value } of assignments) {
    const question = isTerminal ? texts.ask(setting)[language] : '';
    const line = value ?? (await prompter.ask(question, { isHidden: isSecret }));
    // An empty line is rather a mistake in a script than the wish to take a secret out.
    if (line === undefined || (value === undefined && line.trim() === ''))
      throw new AccountError(texts.noLine(setting));
    values[setting] = line;
  }
  return values;
}

/** Asks for what WeChat's backend shows and was not given, unless the token is there. Throws AccountError. */
export async function askForBasics(
  given: Values,
  { prompter, isTerminal, language }: Asking,
): Promise<Values> {
  if (!isTerminal || given['WECHAT_TOKEN'] !== undefined) return given;
  const values: Record<string, string> = {};
  for (const setting of BASICS.filter((name) => given[name] === undefined)) {
    const isNeeded = setting === 'WECHAT_TOKEN';
    const question = isNeeded ? texts.ask(setting) : texts.optional(setting);
    const { isSecret: isHidden } = requireAccountSetting(setting);
    const line = await prompter.ask(question[language], { isHidden });
    if (line === undefined) throw new AccountError(texts.noLine(setting));
    values[setting] = line;
  }
  return { ...values, ...given };
}
