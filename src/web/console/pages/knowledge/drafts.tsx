import { useState } from 'preact/hooks';
import type {
  DraftAnswer,
  DraftsAnswer,
} from '../../../../console/knowledge/knowledge-contract.ts';
import { patch, post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { TextArea } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { texts } from './texts.ts';

/** Corrections on which followers agree, to be accepted, edited or rejected. */
export function Drafts() {
  const t = useTexts(texts);
  const { account } = useConsole();
  const drafts = useLoad<DraftsAnswer>('knowledge/drafts', { account });
  return (
    <Loaded of={drafts}>
      {({ items, learnFrom }) => (
        <>
          {items.length === 0 ? (
            <Empty title={t.draftsNone}>{t.draftsAbout(learnFrom)}</Empty>
          ) : (
            <>
              <p>{t.draftsAbout(learnFrom)}</p>
              <ul class="knowledge-list">
                {items.map((draft) => (
                  <OneDraft key={draft.id} draft={draft} onChange={drafts.reload} />
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </Loaded>
  );
}

function OneDraft({
  draft,
  onChange,
}: {
  readonly draft: DraftAnswer;
  readonly onChange: () => void;
}) {
  const t = useTexts(texts);
  const { account, say, texts: common } = useConsole();
  const mayChange = useMayChange();
  const [isEdited, setEdited] = useState(false);
  const { id, question, variants, answer, from, state } = draft;
  const path = `knowledge/drafts/${encodeURIComponent(id)}`;
  const isOpen = state === 'waiting' || state === 'edited';
  const decide = async (way: 'accept' | 'reject') => {
    await post(`${path}/${way}`, {}, { account });
    say(way === 'accept' ? t.accepted : t.rejected);
    onChange();
  };
  return (
    <li>
      <strong>{question}</strong> <Badge tone={isOpen ? 'news' : 'plain'}>{t.states[state]}</Badge>{' '}
      <span class="knowledge-quiet">{t.from(from)}</span>
      {variants.length > 0 && (
        <p class="knowledge-quiet">
          {t.variants}: {variants.join(' · ')}
        </p>
      )}
      <p class="knowledge-text">{answer}</p>
      {mayChange && state !== 'rejected' && (
        <div class="actions">
          {isOpen && <Button onPress={() => decide('accept')}>{t.accept}</Button>}
          <Button label={t.editOf(question)} onPress={() => setEdited(true)}>
            {t.edit}
          </Button>
          {isOpen && <Button onPress={() => decide('reject')}>{t.reject}</Button>}
        </div>
      )}
      {isEdited && (
        <Dialog title={t.editOf(question)} onClose={() => setEdited(false)}>
          <Form
            submit={t.save}
            beside={<Button onPress={() => setEdited(false)}>{common.cancel}</Button>}
            onSubmit={async ({ answer: text }) => {
              await patch<DraftAnswer>(path, { answer: text }, { account });
              setEdited(false);
              onChange();
            }}
          >
            <TextArea label={t.answer} name="answer" value={answer} required maxLength={10_000} />
          </Form>
        </Dialog>
      )}
    </li>
  );
}
