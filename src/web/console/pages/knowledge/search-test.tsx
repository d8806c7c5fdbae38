import { useState } from 'preact/hooks';
import type { SearchAnswer } from '../../../../console/knowledge/knowledge-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { TextField } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { useAddress } from '../../routing/use-address.ts';
import { FollowerAnswer } from './follower-answer.tsx';
import { texts } from './texts.ts';

const LONGEST_QUESTION = 500;

/** Asks as a follower would: which passages are found, and on a button what the follower would read. */
export function SearchTest() {
  const t = useTexts(texts);
  const { account } = useConsole();
  const mayChange = useMayChange();
  const q = useAddress().query.get('q')?.slice(0, LONGEST_QUESTION);
  const [asked, setAsked] = useState('');
  const [found, setFound] = useState<SearchAnswer>();
  const ask = async (question: string, answer: boolean) => {
    const body = { question, answer };
    setFound(await post<SearchAnswer>('knowledge/search', body, { account }));
    setAsked(question);
  };
  if (!mayChange) return <Empty title={t.onlyOwners} />;
  return (
    <>
      <p>{t.testIntro}</p>
      <Form submit={t.test} isInline onSubmit={({ question = '' }) => ask(question, false)}>
        <TextField
          {...{ label: t.question, name: 'question', value: q }}
          required
          maxLength={LONGEST_QUESTION}
        />
      </Form>
      {found && (
        <>
          <Findings found={found} />
          {found.answer ? (
            <Section title={t.wouldRead}>
              <FollowerAnswer {...found.answer} />
            </Section>
          ) : (
            <>
              <Button onPress={() => ask(asked, true)}>{t.ask}</Button>
              <p class="knowledge-quiet">{t.askHint}</p>
            </>
          )}
        </>
      )}
    </>
  );
}

function Findings({ found }: { readonly found: SearchAnswer }) {
  const t = useTexts(texts);
  const { faq, passages, isBelowFloor, isOnly } = found;
  return (
    <>
      {faq && (
        <Notice kind="good" title={t.faqHit}>
          <p class="knowledge-text">{faq.answer}</p>
        </Notice>
      )}
      {passages.length === 0 && <Empty title={t.nothingFound} />}
      {isBelowFloor && !faq && (
        <Notice kind="warning">
          {t.belowFloor} {isOnly && t.refusedIfOnly}
        </Notice>
      )}
      <ul class="knowledge-list">
        {passages.map(({ document, title, heading, text, score }, place) => (
          <li key={place}>
            <strong>{heading || title}</strong> <Badge>{t.score(score.toFixed(2))}</Badge>
            <div class="knowledge-quiet">{document}</div>
            <p class="knowledge-text">{text}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
