import { useState } from 'preact/hooks';
import type {
  PersonaAnswer,
  PersonasAnswer,
} from '../../../../console/personas/personas-contract.ts';
import { del, patch } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Table } from '../../parts/table.tsx';
import { PersonaDialog } from './persona-dialog.tsx';
import { texts } from './texts.ts';
import './personas.css';

/** What is open above the list. */
type Open =
  { readonly is: 'add' } | { readonly is: 'edit' | 'remove'; readonly persona: PersonaAnswer };

/** Says who answers followers who chose no persona. */
function sayDefault(items: readonly PersonaAnswer[], t: (typeof texts)['zh']): string {
  const chosen = items.find(({ isDefault }) => isDefault);
  return chosen ? t.byDefault(chosen.name) : t.byPrompt;
}

/** Personas: who answers, and in which voice. */
export function PersonasPage() {
  const t = useTexts(texts);
  const { account, say } = useConsole();
  const mayChange = useMayChange();
  const load = useLoad<PersonasAnswer>('personas', { account });
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const setDefault = async (name: string | null) => {
    const path = `accounts/${encodeURIComponent(account)}`;
    await patch(path, { settings: { PERSONA: name } });
    say(name === null ? t.isPromptAgain : t.madeDefault(name));
    load.reload();
  };
  return (
    <>
      <PageHead
        title={t.title}
        intro={t.intro}
        actions={
          mayChange && (
            <Button kind="strong" onPress={() => setOpen({ is: 'add' })}>
              {t.add}
            </Button>
          )
        }
      />
      <Loaded of={load}>
        {({ items, problems, folder }) => (
          <>
            {problems.length > 0 && (
              <Notice kind="warning" title={t.problems}>
                <ul>
                  {problems.map((problem) => (
                    <li key={problem}>{problem}</li>
                  ))}
                </ul>
              </Notice>
            )}
            <p class="quiet">{sayDefault(items, t)}</p>
            {items.length === 0 ? (
              <Empty title={t.none}>{t.noneAbout}</Empty>
            ) : (
              <Table
                caption={t.title}
                rows={items}
                keyOf={({ id }) => id}
                columns={[
                  {
                    title: t.name,
                    kind: 'main',
                    cell: ({ name, isDefault }) => (
                      <>
                        {name} {isDefault && <Badge tone="good">{t.isDefault}</Badge>}
                      </>
                    ),
                  },
                  { title: t.description, cell: ({ description }) => description },
                  {
                    title: t.source,
                    cell: ({ source, file }) =>
                      source === 'file' ? `${t.sources.file} ${file ?? ''}` : t.sources.own,
                  },
                  {
                    title: t.edit,
                    kind: 'actions',
                    cell: (persona) =>
                      mayChange && (
                        <>
                          <Button
                            kind="quiet"
                            label={
                              persona.isDefault
                                ? t.notDefaultOf(persona.name)
                                : t.makeDefaultOf(persona.name)
                            }
                            onPress={() => setDefault(persona.isDefault ? null : persona.name)}
                          >
                            {persona.isDefault ? t.notDefault : t.makeDefault}
                          </Button>
                          <Button
                            kind="quiet"
                            label={t.editOf(persona.name)}
                            onPress={() => setOpen({ is: 'edit', persona })}
                          >
                            {t.edit}
                          </Button>
                          {persona.source === 'own' && (
                            <Button
                              kind="quiet"
                              label={t.removeOf(persona.name)}
                              onPress={() => setOpen({ is: 'remove', persona })}
                            >
                              {t.remove}
                            </Button>
                          )}
                        </>
                      ),
                  },
                ]}
              />
            )}
            <p class="quiet personas-below">{t.folder(folder)}</p>
          </>
        )}
      </Loaded>
      {(open?.is === 'add' || open?.is === 'edit') && (
        <PersonaDialog
          persona={open.is === 'edit' ? open.persona : undefined}
          onSaved={load.reload}
          onClose={close}
        />
      )}
      {open?.is === 'remove' && (
        <ConfirmDialog
          title={t.removeOf(open.persona.name)}
          yes={t.remove}
          isDangerous
          onClose={close}
          onYes={async () => {
            await del(`personas/${encodeURIComponent(open.persona.id)}`, { account });
            say(t.removed);
            load.reload();
          }}
        >
          <p>{open.persona.file === null ? t.removeAbout : t.resetAbout(open.persona.file)}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
