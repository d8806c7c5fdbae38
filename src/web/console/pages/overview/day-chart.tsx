import type { DayNumbers } from '../../../../console/overview/overview-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { Section } from '../../parts/section.tsx';
import { Table } from '../../parts/table.tsx';
import { formatCount, formatDay } from './format.ts';
import './overview.css';
import { texts } from './texts.ts';

const WIDTH = 720;
const HEIGHT = 140;
const WIDEST_BAR = 36;
/** A day with a message has a bar that is seen. */
const LEAST = 3;

/** Bars by day, with the same numbers as a table for those who want them or cannot see bars. */
export function DayChart({ series }: { readonly series: readonly DayNumbers[] }) {
  const t = useTexts(texts);
  const { language } = useConsole();
  const busiest = Math.max(...series.map(({ messages }) => messages));
  const most = Math.max(1, busiest);
  const step = WIDTH / series.length;
  const barWidth = Math.min(WIDEST_BAR, step * 0.64);
  const [first, last] = [series[0]?.day ?? '', series.at(-1)?.day ?? ''];
  const dayOf = (day: string) => formatDay(day, language);
  const count = (value: number) => formatCount(value, language);
  const heightOf = (messages: number) =>
    messages === 0 ? 0 : Math.max(LEAST, (messages / most) * HEIGHT);
  return (
    <Section title={t.byDay}>
      <figure class="day-chart">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          role="img"
          aria-label={t.chart(dayOf(first), dayOf(last))}
          preserveAspectRatio="xMinYMax meet"
        >
          <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} class="base" />
          {series.map(({ day, messages }, index) => (
            <rect
              key={day}
              class="bar"
              x={index * step + (step - barWidth) / 2}
              y={HEIGHT - heightOf(messages)}
              width={barWidth}
              height={heightOf(messages)}
              rx="2"
            >
              <title>{`${dayOf(day)}  ${count(messages)}`}</title>
            </rect>
          ))}
        </svg>
        <figcaption>
          <span>{dayOf(first)}</span>
          {busiest > 0 && <span>{t.most(count(busiest))}</span>}
          <span>{dayOf(last)}</span>
        </figcaption>
      </figure>
      <details>
        <summary>{t.numbers}</summary>
        <Table
          caption={t.byDay}
          keyOf={({ day }) => day}
          rows={[...series].reverse()}
          columns={[
            { title: t.day, kind: 'main', cell: ({ day }) => dayOf(day) },
            { title: t.messages, kind: 'number', cell: ({ messages }) => count(messages) },
            { title: t.questions, kind: 'number', cell: ({ questions }) => count(questions) },
            { title: t.answers, kind: 'number', cell: ({ answers }) => count(answers) },
            { title: t.failed, kind: 'number', cell: ({ failures }) => count(failures) },
          ]}
        />
      </details>
    </Section>
  );
}
