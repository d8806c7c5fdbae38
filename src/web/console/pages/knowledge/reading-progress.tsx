import type { KnowledgeAnswer } from '../../../../console/knowledge/knowledge-contract.ts';
import { useTexts } from '../../context.ts';
import type { Load } from '../../hooks/use-load.ts';
import { useReloadWhile } from '../../hooks/use-reload-while.ts';
import { texts } from './texts.ts';

/** Follows what is made of the passages in the background, to its end. */
export function ReadingProgress({ of: knowledge }: { readonly of: Load<KnowledgeAnswer> }) {
  const t = useTexts(texts);
  const progress = knowledge.value?.progress ?? [];
  useReloadWhile(
    knowledge,
    progress.some(({ done, of, problem }) => done < of && problem === undefined),
  );
  return (
    <div role="status">
      {progress.map(({ what, done, of, problem }) => (
        <p key={what} class="knowledge-quiet">
          {t.progressOf(what, done, of)} {problem}
        </p>
      ))}
    </div>
  );
}
