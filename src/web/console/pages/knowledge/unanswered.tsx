import type {
  LearntAnswer,
  UnansweredAnswer,
} from '../../../../console/knowledge/knowledge-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useList } from '../../hooks/use-list.ts';
import { Badge } from '../../parts/badge.tsx';
import { Empty } from '../../parts/empty.tsx';
import { TextArea } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Listed } from '../../parts/listed.tsx';
import { texts } from './texts.ts';

/** Questions that the documents did not answer, each with a place for its answer. */
export function Unanswered() {
  const t = useTexts(texts);
  const { account, say } = useConsole();
  const mayChange = useMayChange();
  const list = useList<UnansweredAnswer['items'][number]>('knowledge/unanswered', { account });
  return (
    <Listed of={list} empty={<Empty title={t.unansweredNone}>{t.unansweredAbout}</Empty>}>
      {(items) => (
        <>
          <p>{t.unansweredAbout}</p>
          <ul class="knowledge-list">
            {items.map(({ id, question, questions, count }) => (
              <li key={id}>
                <strong>{question}</strong> <Badge>{t.asked(count)}</Badge>
                {questions.length > 1 && (
                  <p class="knowledge-quiet">
                    {t.variants}: {questions.filter((one) => one !== question).join(' · ')}
                  </p>
                )}
                {mayChange && (
                  <Form
                    submit={t.giveAnswer}
                    kind="plain"
                    label={t.answerOf(question)}
                    onSubmit={async ({ answer }) => {
                      const path = `knowledge/unanswered/${encodeURIComponent(id)}`;
                      await post<LearntAnswer>(path, { answer }, { account });
                      say(t.answered);
                      list.reload();
                    }}
                  >
                    <TextArea label={t.answer} name="answer" rows={2} required maxLength={10_000} />
                  </Form>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Listed>
  );
}
