import type { AdviceLanguage } from '../diagnosis/setup-texts.ts';
import type { Environment } from '../setting-reader.ts';

/** The language in which the deployer is advised: the bot's own where that is set, else the terminal's. */
export function adviceLanguage(environment: Environment): AdviceLanguage {
  const chosen = environment['FOLLOWER_LANGUAGE']?.trim().toLowerCase();
  if (chosen === 'zh' || chosen === 'en') return chosen;
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'zh' : 'en';
}
