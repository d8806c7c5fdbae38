import type { KnowledgeAnswer } from '../../../../console/knowledge/knowledge-contract.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { pathTo } from '../../routing/address.ts';
import { ReadingProgress } from '../knowledge/reading-progress.tsx';
import { Uploads } from '../knowledge/uploads.tsx';
import type { StepProps } from './step-props.ts';
import { TestQuestion } from './test-question.tsx';
import { texts } from './texts.ts';

/** Takes files, shows how far their reading is, and asks a test question. */
export function DocumentsStep({ onReload }: StepProps) {
  const t = useTexts(texts);
  const mayChange = useMayChange();
  const { account } = useConsole();
  const knowledge = useLoad<KnowledgeAnswer>('knowledge', { account });
  return (
    <>
      <p>{t.documentsIntro}</p>
      {mayChange && (
        <Uploads
          bases={knowledge.value?.bases ?? []}
          onAdded={() => {
            knowledge.reload();
            onReload();
          }}
        />
      )}
      <Loaded of={knowledge}>
        {({ documents, total }) => (
          <>
            <ReadingProgress of={knowledge} />
            <p class="assistant-quiet">
              {t.documentsIn(total - documents.filter(({ isFailed }) => isFailed).length)}{' '}
              <a href={pathTo('knowledge')}>{t.toKnowledge}</a>
            </p>
          </>
        )}
      </Loaded>
      {mayChange && <TestQuestion />}
    </>
  );
}
