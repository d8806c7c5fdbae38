import type { AuditList } from '../../../../console/audit/audit-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useList } from '../../hooks/use-list.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listed } from '../../parts/listed.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Table } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { describeDeed } from './audit-sentences.ts';
import { texts } from './texts.ts';

/** Audit: who changed what, the newest first. */
export function AuditPage() {
  const t = useTexts(texts);
  const { language } = useConsole();
  const list = useList<AuditList['items'][number]>('audit');
  return (
    <>
      <PageHead title={t.title} intro={t.intro} />
      <Listed of={list} empty={<Empty title={t.none}>{t.noneAbout}</Empty>}>
        {(deeds) => (
          <Table
            caption={t.title}
            rows={deeds}
            keyOf={(deed) => deeds.indexOf(deed)}
            columns={[
              { title: t.what, kind: 'main', cell: (deed) => describeDeed(deed, language) },
              { title: t.who, cell: ({ by }) => by ?? t.stranger },
              { title: t.when, cell: ({ at }) => <Time at={at} precision="seconds" /> },
              { title: t.from, cell: ({ address }) => address },
            ]}
          />
        )}
      </Listed>
    </>
  );
}
