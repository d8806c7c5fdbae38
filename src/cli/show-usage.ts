import type { AdviceLanguage } from '../runtime/sentence.ts';
import type { UsageReport } from '../usage/usage-report.ts';
import { alignTable } from './align-table.ts';
import { usageTexts } from './usage-texts.ts';

/** Day, account and model stand before the numbers. */
const NAMES = 3;

/** Returns a table of what models used, with the total below, and what has to be known about it. */
export function showUsage(
  { days, total, knownMoney }: UsageReport,
  { language, days: asked }: { readonly language: AdviceLanguage; readonly days: number },
): readonly string[] {
  const texts = usageTexts[language];
  if (days.length === 0) return [texts.nothing(asked)];
  const toCells = (used: UsageReport['total']) => [
    `${count(used.calls)}${used.estimated > 0 ? '*' : ''}`,
    ...[used.input, used.cached, used.output, used.reasoning].map(count),
    used.money === 'unknown' ? texts.unknown : money(used.money),
  ];
  const unpriced = days.filter((day) => day.money === 'unknown').map(({ model }) => model);
  return [
    ...alignTable(
      [
        texts.columns,
        ...days.map((day) => [day.day, day.account, day.model, ...toCells(day)]),
        [texts.total, '', '', ...toCells(total)],
      ],
      NAMES,
    ),
    ...(total.estimated > 0 ? [texts.estimated(count(total.estimated))] : []),
    ...(unpriced.length > 0
      ? [texts.missingPrices([...new Set(unpriced)].join(', '), money(knownMoney))]
      : []),
  ];
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}

/** Calls cost fractions of a cent. */
function money(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 6 });
}
