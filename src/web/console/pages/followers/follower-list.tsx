import type { ListedFollower } from '../../../../console/followers/followers-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useList } from '../../hooks/use-list.ts';
import { Badge } from '../../parts/badge.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Form } from '../../parts/form.tsx';
import { Listed } from '../../parts/listed.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Table } from '../../parts/table.tsx';
import { TextField } from '../../parts/field.tsx';
import { Time } from '../../parts/time.tsx';
import { changeQuery, pathTo } from '../../routing/address.ts';
import { useAddress } from '../../routing/use-address.ts';
import './followers.css';
import { texts } from './texts.ts';

/** The followers, the one last seen first; search and filter stand in the address. */
export function FollowerList() {
  const t = useTexts(texts);
  const { account } = useConsole();
  const { query } = useAddress();
  const [q, tag] = [query.get('q') ?? '', query.get('tag') ?? ''];
  const isBlocked = query.get('blocked') === 'true';
  const followers = useList<ListedFollower>('followers', {
    account,
    ...(q && { q }),
    ...(tag && { tag }),
    ...(isBlocked && { blocked: 'true' }),
  });
  const isFiltered = q !== '' || tag !== '' || isBlocked;
  return (
    <>
      <PageHead title={t.title} intro={t.intro} />
      <div class="follower-filters">
        <Form
          label={t.search}
          submit={t.search}
          kind="plain"
          isInline
          onSubmit={({ q: words = '' }) => changeQuery({ q: words.trim() })}
        >
          <TextField
            key={q}
            label={t.search}
            placeholder={t.searchHint}
            name="q"
            type="search"
            value={q}
            maxLength={200}
          />
        </Form>
        <Choice
          label={t.filter}
          value={isBlocked ? 'blocked' : 'all'}
          options={[
            { value: 'all', label: t.filters.all },
            { value: 'blocked', label: t.filters.blocked },
          ]}
          onChange={(value) => changeQuery({ blocked: value === 'blocked' ? 'true' : '' })}
        />
        {tag !== '' && (
          <button type="button" class="button" onClick={() => changeQuery({ tag: '' })}>
            {tag} ×
          </button>
        )}
      </div>
      <Listed
        of={followers}
        empty={
          isFiltered ? <Empty title={t.notFound} /> : <Empty title={t.none}>{t.noneAbout}</Empty>
        }
      >
        {(items) => <Followers items={items} />}
      </Listed>
    </>
  );
}

function Followers({ items }: { readonly items: readonly ListedFollower[] }) {
  const t = useTexts(texts);
  return (
    <Table
      caption={t.title}
      keyOf={({ openId }) => openId}
      rows={items}
      columns={[
        {
          title: t.openId,
          kind: 'main',
          cell: ({ openId, isBlocked }) => (
            <>
              <a href={pathTo('followers', openId)}>{openId}</a>{' '}
              {isBlocked && <Badge tone="warning">{t.blocked}</Badge>}
            </>
          ),
        },
        { title: t.note, cell: ({ note }) => note },
        {
          title: t.tags,
          cell: ({ tags }) => (tags.length === 0 ? '' : <Tags tags={tags} />),
        },
        {
          title: t.seen,
          cell: ({ seenAt }) => (seenAt === undefined ? '' : <Time at={seenAt} />),
        },
      ]}
    />
  );
}

function Tags({ tags }: { readonly tags: readonly string[] }) {
  return (
    <span class="tags">
      {tags.map((tag) => (
        <a key={tag} href={`${pathTo('followers')}?tag=${encodeURIComponent(tag)}`}>
          {tag}
        </a>
      ))}
    </span>
  );
}
