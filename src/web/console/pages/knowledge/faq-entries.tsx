import { useState } from 'preact/hooks';
import type { FaqChanged, FaqEntry } from '../../../../console/knowledge/knowledge-contract.ts';
import { del, put } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useList } from '../../hooks/use-list.ts';
import { Button } from '../../parts/button.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { TextArea, TextField } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Listed } from '../../parts/listed.tsx';
import { texts } from './texts.ts';

/** The answers that followers read word for word. */
export function FaqEntries() {
  const t = useTexts(texts);
  const { account, say } = useConsole();
  const mayChange = useMayChange();
  const entries = useList<FaqEntry>('knowledge/faq', { account });
  const [edited, setEdited] = useState<FaqEntry | 'new'>();
  const [leaving, setLeaving] = useState<FaqEntry>();
  return (
    <>
      <p>{t.faqIntro}</p>
      {mayChange && (
        <div class="knowledge-add">
          <Button kind="strong" onPress={() => setEdited('new')}>
            {t.add}
          </Button>
        </div>
      )}
      <Listed of={entries} empty={<Empty title={t.faqNone}>{t.faqNoneAbout}</Empty>}>
        {(items) => (
          <ul class="knowledge-list">
            {items.map((entry) => (
              <li key={entry.id}>
                <strong>{entry.question}</strong>
                {entry.variants.length > 0 && (
                  <p class="knowledge-quiet">
                    {t.variants}: {entry.variants.join(' · ')}
                  </p>
                )}
                <p class="knowledge-text">{entry.answer}</p>
                {mayChange && (
                  <div class="actions">
                    <Button label={t.editOf(entry.question)} onPress={() => setEdited(entry)}>
                      {t.edit}
                    </Button>
                    <Button label={t.removeOf(entry.question)} onPress={() => setLeaving(entry)}>
                      {t.remove}
                    </Button>
                  </div>
                )}
              </li>
            ))}
          </ul>
        )}
      </Listed>
      {edited && (
        <EntryDialog
          entry={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSaved={entries.reload}
        />
      )}
      {leaving && (
        <ConfirmDialog
          title={t.removeOf(leaving.question)}
          yes={t.remove}
          onClose={() => setLeaving(undefined)}
          onYes={async () => {
            const { base, document } = leaving;
            await del('knowledge/documents', { account, base, document });
            say(t.removed);
            entries.reload();
          }}
        >
          <p>{t.removeAbout}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function EntryDialog(props: {
  readonly entry: FaqEntry | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}) {
  const t = useTexts(texts);
  const { account, say, texts: common } = useConsole();
  const { entry, onClose, onSaved } = props;
  return (
    <Dialog title={entry ? t.editOf(entry.question) : t.add} onClose={onClose}>
      <Form
        submit={t.save}
        beside={<Button onPress={onClose}>{common.cancel}</Button>}
        onSubmit={async ({ question, variants = '', answer }) => {
          const others = variants.split('\n').map((line) => line.trim());
          await put<FaqChanged>(
            'knowledge/faq',
            {
              ...(entry && { id: entry.id }),
              ...{ question, answer, variants: others.filter((line) => line !== '') },
            },
            { account },
          );
          say(t.saved);
          onClose();
          onSaved();
        }}
      >
        <TextField
          {...{ label: t.question, name: 'question', value: entry?.question }}
          required
          maxLength={500}
        />
        <TextArea
          {...{ label: t.variants, name: 'variants', value: entry?.variants.join('\n') }}
          hint={t.variantsHint}
          rows={3}
        />
        <TextArea
          {...{ label: t.answer, name: 'answer', value: entry?.answer }}
          required
          maxLength={10_000}
        />
      </Form>
    </Dialog>
  );
}
