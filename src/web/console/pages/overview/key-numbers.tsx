import type { Overview } from '../../../../console/overview/overview-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { formatCount, formatMoney, sumOf, toSeconds } from './format.ts';
import './overview.css';
import { texts } from './texts.ts';

/** A few large numbers, each with what it means. */
export function KeyNumbers({ overview }: { readonly overview: Overview }) {
  const t = useTexts(texts);
  const { language } = useConsole();
  const { messages, ways, series, firstWords, cost } = overview;
  const { medianMs, p95Ms } = firstWords;
  const questions = series.reduce((all, day) => all + day.questions, 0);
  const inSeconds = (ms: number) => t.seconds(toSeconds(ms));
  const isPriced = cost.models.every(({ money }) => money !== undefined);
  const numbers = [
    [t.messages, formatCount(sumOf(messages), language), t.messagesAbout],
    [
      t.answers,
      formatCount(sumOf(ways), language),
      t.answersAbout(formatCount(questions, language)),
    ],
    [
      t.firstWords,
      medianMs === undefined ? t.none : inSeconds(medianMs),
      p95Ms === undefined ? '' : t.firstWordsAbout(inSeconds(p95Ms)),
    ],
    [
      t.cost,
      cost.models.some(({ money }) => money !== undefined)
        ? formatMoney(cost.money, language)
        : t.none,
      isPriced ? t.costAbout(formatMoney(cost.today, language)) : t.noPrice,
    ],
  ] as const;
  return (
    <dl class="key-numbers">
      {numbers.map(([name, value, about]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="value">{value}</dd>
          <dd class="about">{about}</dd>
        </div>
      ))}
    </dl>
  );
}
