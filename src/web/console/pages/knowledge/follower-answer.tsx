import type { SearchAnswer } from '../../../../console/knowledge/knowledge-contract.ts';
import { useTexts } from '../../context.ts';
import { Notice } from '../../parts/notice.tsx';
import { SafeLink } from '../../parts/safe-link.tsx';
import { texts } from './texts.ts';
import './knowledge.css';

/** What a follower would read: the answer with its sources. */
export function FollowerAnswer({ text, isRefused, sources }: NonNullable<SearchAnswer['answer']>) {
  const t = useTexts(texts);
  return (
    <>
      <p class="knowledge-text">{text}</p>
      {isRefused && <Notice kind="warning">{t.isRefused}</Notice>}
      {sources.length > 0 && (
        <ul class="knowledge-list" aria-label={t.sources}>
          {sources.map(({ number, title, address }) => (
            <li key={number}>
              [{number}] {title} {address !== undefined && <SafeLink href={address} />}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
