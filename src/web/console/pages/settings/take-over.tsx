import { useState } from 'preact/hooks';
import type {
  EnvFileAnswer,
  EnvLine,
  TakeOverAnswer,
} from '../../../../console/settings/settings-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { CopyLine } from '../../parts/copy-line.tsx';
import { Empty } from '../../parts/empty.tsx';
import { CheckField } from '../../parts/field.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Table } from '../../parts/table.tsx';
import { pathTo } from '../../routing/address.ts';
import { texts } from './texts.ts';
import './settings.css';

/** Copies what .env sets into the store, and says which lines can then be deleted. */
export function TakeOver() {
  const t = useTexts(texts).takeOver;
  const load = useLoad<EnvFileAnswer>('settings/env-file');
  return (
    <>
      <PageHead
        title={t.title}
        intro={t.intro}
        actions={
          <a class="button" href={pathTo('settings')}>
            {t.back}
          </a>
        }
      />
      <Loaded of={load}>
        {({ file, items }) =>
          items.length === 0 ? (
            <Empty title={t.none}>{t.noneAbout}</Empty>
          ) : (
            <Lines file={file} items={items} onTaken={load.reload} />
          )
        }
      </Loaded>
    </>
  );
}

function Lines(props: EnvFileAnswer & { readonly onTaken: () => void }) {
  const { file, items, onTaken } = props;
  const t = useTexts(texts).takeOver;
  const { say } = useConsole();
  const mayChange = useMayChange();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const open = items.filter(({ isStored }) => !isStored);
  const names = open.map(({ name }) => name).filter((name) => !left.has(name));
  const stored = items.filter(({ isStored }) => isStored);
  const choose = (name: string, isChosen: boolean) => {
    const next = new Set(left);
    if (isChosen) next.delete(name);
    else next.add(name);
    setLeft(next);
  };
  const place = ({ line }: EnvLine) => (line === null ? t.environment : t.line(line));
  return (
    <>
      <Table
        caption={t.choose}
        rows={items}
        keyOf={({ name }) => name}
        columns={[
          {
            title: t.name,
            kind: 'main',
            cell: ({ name, isStored }) =>
              isStored || !mayChange ? (
                name
              ) : (
                <CheckField
                  label={name}
                  name={name}
                  isChecked={!left.has(name)}
                  onChange={(isChosen) => choose(name, isChosen)}
                />
              ),
          },
          { title: t.place, cell: place },
          { title: t.secret, cell: ({ secret }) => secret && <Badge>{t.secret}</Badge> },
          { title: t.state, cell: ({ isStored }) => (isStored ? t.stored : t.notStored) },
        ]}
      />
      {mayChange && open.length > 0 && (
        <div class="actions settings-below">
          <Button
            kind="strong"
            isDisabled={names.length === 0}
            onPress={async () => {
              await post<TakeOverAnswer>('settings/take-over', { names });
              say(t.taken);
              onTaken();
            }}
          >
            {t.take(names.length)}
          </Button>
        </div>
      )}
      {stored.length > 0 && <LeftToDo file={file} lines={stored} />}
    </>
  );
}

/** The lines that a person has to delete. */
function LeftToDo(props: { readonly file: string | null; readonly lines: readonly EnvLine[] }) {
  const t = useTexts(texts).takeOver;
  const inFile = props.lines.filter(({ line }) => line !== null);
  const elsewhere = props.lines.filter(({ line }) => line === null);
  return (
    <div class="settings-below">
      <Notice kind="warning" title={t.next}>
        {props.file !== null && inFile.length > 0 && (
          <>
            <p>{t.nextAbout}</p>
            <CopyLine label={t.file} text={props.file} />
            <ul>
              {inFile.map(({ variable, line }) => (
                <li key={variable}>
                  <code>{variable}</code> ({t.line(line ?? 0)})
                </li>
              ))}
            </ul>
          </>
        )}
        {elsewhere.length > 0 && (
          <>
            <p>{t.nextEnvironment}</p>
            <ul>
              {elsewhere.map(({ variable }) => (
                <li key={variable}>
                  <code>{variable}</code>
                </li>
              ))}
            </ul>
          </>
        )}
      </Notice>
    </div>
  );
}
