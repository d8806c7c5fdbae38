import { AccountError } from '../../accounts/account-error.ts';
import type { Effect } from '../../accounts/wait-for-processes.ts';
import { findSetting } from '../../config/known-settings.ts';
import { showText } from '../../config/secrecy.ts';
import type { SettingDefinition } from '../../config/setting-definition.ts';
import { FormError, type NamedProblem } from '../../console/api/console-error.ts';
import type { EffectAnswer } from '../../console/settings/settings-contract.ts';
import { settingsTexts as texts } from '../../console/settings/settings-texts.ts';

/** Tells values that cannot be used as the page expects it. */
export async function told<Result>(take: () => Promise<Result>): Promise<Result> {
  try {
    return await take();
  } catch (error) {
    throw notValid(problemsIn(error));
  }
}

/** Throws FormError with the problems of all checks together. Each check throws AccountError. */
export async function requireAll(checks: readonly (() => Promise<void>)[]): Promise<void> {
  const problems: NamedProblem[] = [];
  for (const check of checks)
    await check().catch((error: unknown) => problems.push(...problemsIn(error)));
  if (problems.length > 0) throw notValid(problems);
}

/** Returns what an error says of single settings; throws the error if that is nothing. */
function problemsIn(error: unknown): readonly NamedProblem[] {
  if (!(error instanceof AccountError) || error.problems.length === 0) throw error;
  return error.problems.map(({ setting = '', says }) => ({ name: setting, sentence: says }));
}

function notValid(problems: readonly NamedProblem[]): FormError {
  const says = texts.notValid(problems.map(({ sentence }) => sentence));
  return new FormError(400, 'not_valid', says, problems);
}

/** Returns the setting of this name. Throws FormError. */
export function requireSetting(name: string): SettingDefinition {
  const setting = findSetting(name);
  if (setting !== undefined) return setting;
  // A secret that was given for a name by mistake is not repeated.
  const shown = showText(name);
  const says = texts.unknown(shown);
  throw new FormError(400, 'not_valid', says, [{ name: shown, sentence: says }]);
}

/** Throws FormError for a setting that names a place of the machine, which only the environment sets. */
export function requireNoOperators(names: readonly string[]): void {
  for (const name of names)
    if (requireSetting(name).isForOperator) {
      const says = texts.ofOperator(name);
      throw new FormError(409, 'locked', says, [{ name, sentence: says }]);
    }
}

/** Returns where a change is in effect, without the ids of processes. */
export function toEffectAnswer({ inEffect, notYet }: Effect): EffectAnswer {
  return {
    inEffect: inEffect.length,
    notYet: notYet.map(({ host, pid }) => ({ host, pid })),
  };
}
