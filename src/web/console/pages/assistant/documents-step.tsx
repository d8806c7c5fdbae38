import { useTexts } from '../../context.ts';
import { pathTo } from '../../routing/address.ts';
import type { StepProps } from './step-props.ts';
import { texts } from './texts.ts';

/** Leads to the page where documents are dropped and a test question is asked. */
export function DocumentsStep(_props: StepProps) {
  const t = useTexts(texts);
  return (
    <>
      <p>{t.documentsIntro}</p>
      <p>
        <a class="button" data-kind="strong" href={pathTo('knowledge')}>
          {t.toKnowledge}
        </a>
      </p>
    </>
  );
}
