import { useConsole, useTexts } from '../../context.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { texts } from './texts.ts';

/** Audit. */
export function AuditPage() {
  const t = useTexts(texts);
  const common = useConsole().texts;
  return (
    <>
      <PageHead title={t.title} intro={t.intro} />
      <Empty title={common.soon} />
    </>
  );
}
