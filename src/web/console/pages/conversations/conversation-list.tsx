import { apiPath } from '../../api.ts';
import type {
  ConversationsAnswer,
  ConversationSummary,
} from '../../../../console/conversations/conversations-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useList } from '../../hooks/use-list.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Table } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { pathTo } from '../../routing/address.ts';
import { useAddress } from '../../routing/use-address.ts';
import { duration } from '../../../shared/duration.ts';
import { ConversationFilter } from './conversation-filter.tsx';
import { plainExcerpt } from './plain-excerpt.ts';
import { FILTER_NAMES, toApiQuery } from './read-filter.ts';
import { toneOf } from './tones.ts';
import { texts } from './texts.ts';

/** The list of turns with its search. */
export function ConversationList() {
  const t = useTexts(texts);
  const { account } = useConsole();
  const { query } = useAddress();
  const asked = toApiQuery(query, account);
  const list = useList<ConversationSummary>('conversations', asked);
  const last = list.lastPage as ConversationsAnswer | undefined;
  const hasFilter = FILTER_NAMES.some((name) => query.has(name));
  return (
    <>
      <PageHead
        title={t.title}
        intro={t.intro}
        actions={(['csv', 'jsonl'] as const).map((format) => (
          <a
            key={format}
            class="button"
            href={apiPath('conversations/export', { ...asked, format })}
            download={`conversations.${format}`}
          >
            {t[format]}
          </a>
        ))}
      />
      <ConversationFilter query={query} />
      <Loaded of={{ value: list.items, error: list.error, reload: list.reload }}>
        {(items) => (
          <>
            {items.length > 0 && <Conversations items={items} />}
            {items.length === 0 && !last?.isSearchUnfinished && (
              <Empty title={hasFilter ? t.nothingFound : t.none}>
                {hasFilter ? t.nothingFoundAbout : t.noneAbout}
              </Empty>
            )}
            {last?.isSearchUnfinished && <Notice>{t.unfinished}</Notice>}
            {list.hasMore && (
              <div class="pager">
                <Button onPress={list.loadMore}>{t.older}</Button>
              </div>
            )}
            {last?.limitedTo !== undefined && <p class="limit">{t.limited(last.limitedTo)}</p>}
          </>
        )}
      </Loaded>
    </>
  );
}

function Conversations({ items }: { readonly items: readonly ConversationSummary[] }) {
  const t = useTexts(texts);
  return (
    <Table
      caption={t.table}
      rows={items}
      keyOf={({ turnId }) => turnId}
      columns={[
        {
          title: t.question,
          kind: 'main',
          cell: ({ turnId, question }) => (
            <a class="question" href={pathTo('conversations', turnId)}>
              {question}
            </a>
          ),
        },
        {
          title: t.answer,
          cell: ({ answer }) => <span class="excerpt">{plainExcerpt(answer)}</span>,
        },
        {
          title: t.state,
          cell: ({ state }) => <Badge tone={toneOf(state)}>{t.states[state]}</Badge>,
        },
        {
          title: t.firstWords,
          kind: 'number',
          cell: ({ firstWordsMs: ms }) => (ms === undefined ? '' : duration(ms)),
        },
        {
          title: t.whole,
          kind: 'number',
          cell: ({ wholeMs: ms }) => (ms === undefined ? '' : duration(ms)),
        },
        { title: t.time, cell: ({ at }) => <Time at={at} /> },
      ]}
    />
  );
}
