import type { TestAnswer } from '../../../../console/models/models-contract.ts';
import { useTexts } from '../../context.ts';
import { Notice } from '../../parts/notice.tsx';
import { texts } from './texts.ts';

/** How a model took a few words. */
export function TestResult({ result }: { readonly result: TestAnswer }) {
  const t = useTexts(texts);
  const { ok, firstTokenMs, tookMs, sentence, remedy } = result;
  if (ok) return <Notice kind="good">{t.answered(firstTokenMs ?? tookMs, tookMs)}</Notice>;
  return (
    <Notice kind="fault" title={sentence}>
      {remedy}
    </Notice>
  );
}
