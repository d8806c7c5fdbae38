import { useState } from 'preact/hooks';
import type {
  LearntAnswer,
  UnansweredAnswer,
} from '../../../../console/knowledge/knowledge-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useList } from '../../hooks/use-list.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { TextArea } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Listed } from '../../parts/listed.tsx';
import { texts } from './texts.ts';

type Question = UnansweredAnswer['items'][number];

/** Questions that the documents did not answer, each with a button for its answer. */
export function Unanswered() {
  const t = useTexts(texts);
  const { account } = useConsole();
  const mayChange = useMayChange();
  const list = useList<Question>('knowledge/unanswered', { account });
  const [answered, setAnswered] = useState<Question>();
  return (
    <>
      <Listed of={list} empty={<Empty title={t.unansweredNone}>{t.unansweredAbout}</Empty>}>
        {(items) => (
          <>
            <p>{t.unansweredAbout}</p>
            <ul class="knowledge-list">
              {items.map((item) => (
                <li key={item.id}>
                  <strong>{item.question}</strong> <Badge>{t.asked(item.count)}</Badge>
                  {item.questions.length > 1 && (
                    <p class="knowledge-quiet">
                      {t.variants}:{' '}
                      {item.questions.filter((one) => one !== item.question).join(' · ')}
                    </p>
                  )}
                  {mayChange && (
                    <div class="actions">
                      <Button
                        label={t.giveAnswerTo(item.question)}
                        onPress={() => setAnswered(item)}
                      >
                        {t.giveAnswer}
                      </Button>
                    </div>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Listed>
      {answered && (
        <AnswerDialog to={answered} onClose={() => setAnswered(undefined)} onSaved={list.reload} />
      )}
    </>
  );
}

function AnswerDialog(props: {
  readonly to: Question;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}) {
  const t = useTexts(texts);
  const { account, say, texts: common } = useConsole();
  const { to, onClose, onSaved } = props;
  return (
    <Dialog title={t.giveAnswerTo(to.question)} onClose={onClose}>
      <Form
        submit={t.save}
        beside={<Button onPress={onClose}>{common.cancel}</Button>}
        onSubmit={async ({ answer }) => {
          const path = `knowledge/unanswered/${encodeURIComponent(to.id)}`;
          await post<LearntAnswer>(path, { answer }, { account });
          say(t.answered);
          onClose();
          onSaved();
        }}
      >
        <TextArea label={t.answer} name="answer" required maxLength={10_000} />
      </Form>
    </Dialog>
  );
}
