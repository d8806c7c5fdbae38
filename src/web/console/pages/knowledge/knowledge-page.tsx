import { useEffect, useRef } from 'preact/hooks';
import { useMayChange, useTexts } from '../../context.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { pathTo } from '../../routing/address.ts';
import { useAddress } from '../../routing/use-address.ts';
import { Documents } from './documents.tsx';
import { Drafts } from './drafts.tsx';
import { FaqEntries } from './faq-entries.tsx';
import { FeedbackList } from './feedback-list.tsx';
import { OneDocument } from './one-document.tsx';
import { SearchTest } from './search-test.tsx';
import { texts } from './texts.ts';
import { Unanswered } from './unanswered.tsx';
import './knowledge.css';

const TABS = ['documents', 'faq', 'unanswered', 'feedback', 'drafts', 'search'] as const;

/** What answers come from, and what could not be answered yet. */
export function KnowledgePage() {
  const t = useTexts(texts);
  const { rest, query } = useAddress();
  const tab = TABS.find((name) => name === rest[0]) ?? 'documents';
  // A viewer who comes by the address of the search test reads why it is not theirs.
  const tabs = useMayChange() ? TABS : TABS.filter((name) => name !== 'search');
  const nav = useRef<HTMLElement>(null);
  // On a phone the last tabs lie beyond the edge.
  useEffect(() => {
    nav.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [tab]);
  const [base, document] = [query.get('base'), query.get('document')];
  return (
    <>
      <PageHead title={t.title} intro={t.intro} />
      <nav ref={nav} class="knowledge-tabs" aria-label={t.title}>
        {tabs.map((name) => (
          <a
            key={name}
            href={name === 'documents' ? pathTo('knowledge') : pathTo('knowledge', name)}
            aria-current={name === tab ? 'page' : undefined}
          >
            {t.tabs[name]}
          </a>
        ))}
      </nav>
      {tab === 'documents' &&
        (base !== null && document !== null ? (
          <OneDocument base={base} document={document} />
        ) : (
          <Documents />
        ))}
      {tab === 'faq' && <FaqEntries />}
      {tab === 'unanswered' && <Unanswered />}
      {tab === 'feedback' && <FeedbackList />}
      {tab === 'drafts' && <Drafts />}
      {tab === 'search' && <SearchTest />}
    </>
  );
}
