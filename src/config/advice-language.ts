import type { AdviceLanguage } from '../runtime/sentence.ts';
import type { Environment } from './env-reader.ts';

/** Returns FOLLOWER_LANGUAGE where it is set, else Chinese for a terminal in Chinese, else English. */
export function adviceLanguage(environment: Environment): AdviceLanguage {
  const chosen = environment['FOLLOWER_LANGUAGE']?.trim().toLowerCase();
  if (chosen === 'zh' || chosen === 'en') return chosen;
  // POSIX lets one of these variables take precedence over the next.
  const terminal = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name]).find(Boolean);
  return terminal !== undefined && /^zh/i.test(terminal) ? 'zh' : 'en';
}
