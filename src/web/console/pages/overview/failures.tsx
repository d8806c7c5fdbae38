import type { Overview } from '../../../../console/overview/overview-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { Section } from '../../parts/section.tsx';
import { Table } from '../../parts/table.tsx';
import { pathTo } from '../../routing/address.ts';
import { formatCount, sumOf } from './format.ts';
import { texts } from './texts.ts';

/** Why answers failed, what to do about it, and the way to the conversations. */
export function Failures({ overview }: { readonly overview: Overview }) {
  const t = useTexts(texts);
  const { language } = useConsole();
  const { failures } = overview;
  const refused = sumOf(overview.refused);
  return (
    <Section
      title={t.failures}
      actions={
        failures.length > 0 && <a href={`${pathTo('conversations')}?state=failed`}>{t.see}</a>
      }
    >
      {failures.length === 0 ? (
        <p class="quiet">{t.noFailures}</p>
      ) : (
        <Table
          caption={t.failures}
          keyOf={({ code }) => code}
          rows={failures}
          columns={[
            { title: t.failure, kind: 'main', cell: ({ sentence }) => sentence },
            { title: t.remedy, cell: ({ remedy }) => remedy },
            {
              title: t.times,
              kind: 'number',
              cell: ({ count }) => formatCount(count, language),
            },
          ]}
        />
      )}
      {refused > 0 && (
        <p class="quiet refused">
          {t.refused(formatCount(refused, language))} <a href={pathTo('assistant')}>{t.toCalls}</a>
        </p>
      )}
    </Section>
  );
}
