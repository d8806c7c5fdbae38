import type { Overview } from '../../../../console/overview/overview-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { Section } from '../../parts/section.tsx';
import { Table } from '../../parts/table.tsx';
import { formatCount, formatMoney } from './format.ts';
import { texts } from './texts.ts';

/** What each model was asked, and what that cost. */
export function Costs({ overview }: { readonly overview: Overview }) {
  const t = useTexts(texts);
  const { language } = useConsole();
  const { models } = overview.cost;
  const isPriced = models.every(({ money }) => money !== undefined);
  const count = (value: number) => formatCount(value, language);
  return (
    <Section title={t.models} {...(!isPriced && { intro: t.priceHint })}>
      {models.length === 0 ? (
        <p class="quiet">{t.noCalls}</p>
      ) : (
        <Table
          caption={t.models}
          keyOf={({ model }) => model}
          rows={models}
          columns={[
            { title: t.model, kind: 'main', cell: ({ model }) => model },
            { title: t.calls, kind: 'number', cell: ({ calls }) => count(calls) },
            {
              title: t.tokens,
              kind: 'number',
              cell: ({ input, output }) => `${count(input)} / ${count(output)}`,
            },
            {
              title: t.cost,
              kind: 'number',
              cell: ({ money }) =>
                money === undefined ? t.unknownPrice : formatMoney(money, language),
            },
          ]}
        />
      )}
    </Section>
  );
}
