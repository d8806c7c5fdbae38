import type { Language } from '../../../shared/language.ts';

const LOCALES = { zh: 'zh-CN', en: 'en-GB' } as const;

/** Writes a number with its groups of thousands. */
export function formatCount(count: number, language: Language): string {
  return count.toLocaleString(LOCALES[language]);
}

/** Writes money: cents, or more digits of what is less than one. The currency is that of the prices. */
export function formatMoney(money: number, language: Language): string {
  const digits = money > 0 && money < 1 ? 4 : 2;
  return money.toLocaleString(LOCALES[language], {
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  });
}

/** Returns a duration in seconds with one digit, two below a second. */
export function toSeconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(durationMs < 1000 ? 2 : 1);
}

/** Writes a day such as 2026-11-23 without its year. */
export function formatDay(day: string, language: Language): string {
  const options = { month: 'numeric', day: 'numeric', timeZone: 'UTC' } as const;
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(LOCALES[language], options);
}

/** Adds the counts of a record up. */
export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}
