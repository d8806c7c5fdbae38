import { adviceLanguage } from '../../config/advice-language.ts';
import { ConfigError } from '../../config/config-error.ts';
import { parseSettings, type SettingSource } from '../../config/setting-source.ts';
import { CHECK_NAMES } from '../../diagnosis/check-names.ts';
import { doctorTexts } from '../../diagnosis/doctor/doctor-texts.ts';
import { hideSecrets, listSecrets } from '../../diagnosis/doctor/hide-secrets.ts';
import type { Diagnosis } from '../../diagnosis/doctor/examine.ts';
import type { CheckName } from '../../diagnosis/finding.ts';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import { openDoctor } from '../../server/doctor/open-doctor.ts';
import { printable } from '../printable.ts';
import type { CommandContext, CommandSession } from '../command-context.ts';
import { doctorCommandTexts as texts } from './doctor-command-texts.ts';

/** After this time a person at a terminal wonders whether anything happens. */
const PROGRESS_EVERY_MS = 2000;

/** Tells a program that reads JSON what is wrong with settings that end every command. Returns whether that is so. */
export function tellUnusableSettings({ source, terminal, onExitCode }: CommandContext): boolean {
  try {
    parseSettings(source);
    return false;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const language = adviceLanguage(source.environment);
    const secrets = listSecrets(source.environment);
    const checks = error.sentences.map((sentence) =>
      hideSecrets(
        { name: 'settings', state: 'fault', sentence, remedy: doctorTexts.followIt() },
        secrets,
      ),
    );
    const shown = checks.map((check) => toJson(check, language));
    terminal.output.write(`${JSON.stringify({ checks: shown }, null, 2)}\n`);
    onExitCode(1);
    return true;
  }
}

/** Examines the server, running or not, and prints what was found. Returns whether there is no fault. */
export async function runDoctor(
  session: CommandSession,
  source: SettingSource,
  { account, json }: { readonly account: string | undefined; readonly json: boolean },
): Promise<boolean> {
  const { language, warn } = session;
  const { config, notes } = parseSettings(source);
  let waitingFor: readonly CheckName[] = [];
  const progress = setInterval(() => warn(texts.waiting(waitingFor)), PROGRESS_EVERY_MS);
  const doctor = await openDoctor({ config, environment: source.environment, notes });
  try {
    const found = await doctor.examine({ account, onProgress: (names) => (waitingFor = names) });
    const isFaulty = found.some(({ state }) => state === 'fault');
    if (json) session.printJson({ checks: found.map((one) => toJson(one, language)) });
    else {
      const isNamed = new Set(found.map((one) => one.account).filter(Boolean)).size > 1;
      for (const one of found) session.terminal.output.write(`${show(one, language, isNamed)}\n`);
      session.print(texts.verdict(found.map(({ state }) => state)));
    }
    return !isFaulty;
  } finally {
    clearInterval(progress);
    await doctor.close();
  }
}

function toJson(
  { account, name, state, sentence, remedy, copy, tookMs }: Diagnosis,
  language: AdviceLanguage,
): object {
  return {
    ...{ name, state, sentence: sentence[language], remedy: remedy?.[language] ?? null },
    ...(account !== undefined && { account }),
    ...(copy !== undefined && { copy }),
    ...(tookMs !== undefined && { tookMs }),
  };
}

function show(
  { account, name, state, sentence, remedy, tookMs }: Diagnosis,
  language: AdviceLanguage,
  isNamed: boolean,
): string {
  const mark = { ok: '✓', warning: '!', fault: '✗' }[state];
  const of = isNamed && account !== undefined ? `${account} ` : '';
  const time = tookMs === undefined ? '' : ` (${(tookMs / 1000).toFixed(1)} s)`;
  const line = `${mark} ${of}${CHECK_NAMES[language][name]}: ${printable(sentence[language])}${time}`;
  return remedy ? `${line}\n    ${printable(remedy[language])}` : line;
}
