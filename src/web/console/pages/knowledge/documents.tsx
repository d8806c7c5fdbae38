import { useState } from 'preact/hooks';
import type {
  KnowledgeAnswer,
  ListedDocument,
} from '../../../../console/knowledge/knowledge-contract.ts';
import { del } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { TextField } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Table } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { changeQuery, pathTo } from '../../routing/address.ts';
import { useAddress } from '../../routing/use-address.ts';
import { ReadingProgress } from './reading-progress.tsx';
import { texts } from './texts.ts';
import { Uploads } from './uploads.tsx';

/** The documents of the account, and where new ones go in. */
export function Documents() {
  const t = useTexts(texts);
  const { account, say } = useConsole();
  const mayChange = useMayChange();
  const q = useAddress().query.get('q') ?? '';
  const knowledge = useLoad<KnowledgeAnswer>('knowledge', { account, q });
  const [leaving, setLeaving] = useState<ListedDocument>();
  return (
    <>
      {mayChange && <Uploads bases={knowledge.value?.bases ?? []} onAdded={knowledge.reload} />}
      <Loaded of={knowledge}>
        {({ documents, total, emptyBases }) => (
          <>
            <ReadingProgress of={knowledge} />
            {emptyBases.length > 0 && (
              <Notice kind="warning">{t.emptyBases(emptyBases.join(' '))}</Notice>
            )}
            {(total > 0 || q !== '') && (
              <Form
                submit={t.search}
                kind="plain"
                isInline
                onSubmit={({ q: words = '' }) => changeQuery({ q: words })}
              >
                <TextField label={t.find} name="q" type="search" value={q} maxLength={200} />
              </Form>
            )}
            {documents.length === 0 ? (
              q === '' ? (
                <Empty title={t.none}>{t.noneAbout}</Empty>
              ) : (
                <Empty title={t.noSuchDocument} />
              )
            ) : (
              <DocumentTable documents={documents} onRemove={mayChange ? setLeaving : undefined} />
            )}
            {total > documents.length && <p>{t.more(documents.length, total)}</p>}
          </>
        )}
      </Loaded>
      {leaving && (
        <ConfirmDialog
          title={t.removeOf(leaving.document)}
          yes={t.remove}
          onClose={() => setLeaving(undefined)}
          onYes={async () => {
            const { base, document } = leaving;
            await del('knowledge/documents', { account, base, document });
            say(t.removed);
            knowledge.reload();
          }}
        >
          <p>{t.removeAbout}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function DocumentTable(props: {
  readonly documents: readonly ListedDocument[];
  readonly onRemove: ((document: ListedDocument) => void) | undefined;
}) {
  const t = useTexts(texts);
  const { documents, onRemove } = props;
  const linkTo = ({ base, document }: ListedDocument) =>
    `${pathTo('knowledge')}?${new URLSearchParams({ base, document }).toString()}`;
  return (
    <Table
      caption={t.tabs.documents}
      rows={documents}
      keyOf={({ base, document }) => `${base}/${document}`}
      columns={[
        {
          title: t.name,
          kind: 'main',
          cell: (one) => (
            <>
              <a href={linkTo(one)}>{one.title || one.document}</a>
              {one.title !== '' && <div class="knowledge-quiet">{one.document}</div>}
            </>
          ),
        },
        { title: t.base, cell: ({ base, folder }) => folder ?? base },
        {
          title: t.state,
          cell: ({ isFailed, isFaq, problem }) => (
            <>
              <Badge tone={isFailed ? 'fault' : problem === undefined ? 'good' : 'warning'}>
                {isFailed ? t.failed : isFaq ? t.okFaq : t.ok}
              </Badge>{' '}
              {problem}
            </>
          ),
        },
        { title: t.passages, kind: 'number', cell: ({ passages }) => passages },
        { title: t.changed, cell: ({ changedAt }) => <Time at={changedAt} /> },
        {
          title: t.remove,
          kind: 'actions',
          cell: (one) =>
            onRemove &&
            one.folder === undefined && (
              <Button kind="quiet" label={t.removeOf(one.document)} onPress={() => onRemove(one)}>
                {t.remove}
              </Button>
            ),
        },
      ]}
    />
  );
}
