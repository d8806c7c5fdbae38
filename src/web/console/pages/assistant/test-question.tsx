import { useState } from 'preact/hooks';
import type { SearchAnswer } from '../../../../console/knowledge/knowledge-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { TextField } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { FollowerAnswer } from '../knowledge/follower-answer.tsx';
import { texts } from './texts.ts';

/** Asks a question as a follower would, and shows the answer with its sources. */
export function TestQuestion() {
  const t = useTexts(texts);
  const { account } = useConsole();
  const [found, setFound] = useState<SearchAnswer>();
  return (
    <>
      <h3>{t.tryQuestion}</h3>
      <Form
        submit={t.ask}
        kind="plain"
        label={t.tryQuestion}
        onSubmit={async ({ question = '' }) => {
          setFound(undefined);
          const body = { question, answer: true };
          setFound(await post<SearchAnswer>('knowledge/search', body, { account }));
        }}
      >
        <TextField
          label={t.question}
          name="question"
          hint={t.questionHint}
          required
          maxLength={500}
        />
      </Form>
      {found?.answer && (
        <section class="assistant-answer" aria-label={t.theAnswer} aria-live="polite">
          <h4>{t.theAnswer}</h4>
          <FollowerAnswer {...found.answer} />
          {found.answer.sources.length === 0 && !found.answer.isRefused && (
            <p class="assistant-quiet">{t.noSources}</p>
          )}
        </section>
      )}
    </>
  );
}
