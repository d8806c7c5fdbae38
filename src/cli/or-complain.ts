import { adviceLanguage } from '../config/advice-language.ts';
import type { SettingSource } from '../config/setting-source.ts';
import { KuaihuiError } from '../runtime/errors.ts';

/** Runs a command and tells a mistake of the person at the terminal as a sentence. */
export async function orComplain(
  { environment }: SettingSource,
  run: () => void | Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof KuaihuiError)) throw error;
    console.error(error.says?.[adviceLanguage(environment)] ?? error.message);
    process.exitCode = 1;
  }
}
