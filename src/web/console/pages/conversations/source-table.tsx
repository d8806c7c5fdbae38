import type { TurnAnswer } from '../../../../console/conversations/conversations-contract.ts';
import { useTexts } from '../../context.ts';
import { Table } from '../../parts/table.tsx';
import { texts } from './texts.ts';

/** What the search in the documents found; nothing where none was made. */
export function SourceTable({ steps }: { readonly steps: TurnAnswer['steps'] }) {
  const t = useTexts(texts);
  const searches = steps.filter((step) => step.type === 'search');
  const sources = searches.flatMap((search) => search.sources);
  if (sources.length === 0) return null;
  return (
    <>
      <h3>{t.sources}</h3>
      <Table
        caption={t.sources}
        rows={sources.map((source, index) => ({ ...source, index }))}
        keyOf={({ index }) => index}
        columns={[
          {
            title: t.document,
            kind: 'main',
            cell: ({ title, heading }) => (heading === '' ? title : `${title} › ${heading}`),
          },
          { title: t.score, kind: 'number', cell: ({ score }) => score.toFixed(2) },
        ]}
      />
    </>
  );
}
