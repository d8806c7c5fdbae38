import type { FeedbackAnswer } from '../../../../console/knowledge/knowledge-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useList } from '../../hooks/use-list.ts';
import { Badge } from '../../parts/badge.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Listed } from '../../parts/listed.tsx';
import { Time } from '../../parts/time.tsx';
import { pathTo } from '../../routing/address.ts';
import { texts } from './texts.ts';

/** What followers said of answers, newest first, each with the way to its answer. */
export function FeedbackList() {
  const t = useTexts(texts);
  const { account } = useConsole();
  const list = useList<FeedbackAnswer['items'][number]>('knowledge/feedback', { account });
  return (
    <Listed of={list} empty={<Empty title={t.feedbackNone}>{t.feedbackAbout}</Empty>}>
      {(items) => (
        <>
          <p>{t.feedbackAbout}</p>
          <ul class="knowledge-list">
            {items.map(({ id, turn, question, verdict, reason, correction, at }) => (
              <li key={id}>
                <a href={pathTo('conversations', turn)}>{question}</a>{' '}
                <Badge tone={verdict === 'up' ? 'good' : 'warning'}>{t.verdicts[verdict]}</Badge>{' '}
                <span class="knowledge-quiet">
                  {reason !== undefined && <>{t.reasons[reason]} · </>}
                  <Time at={at} />
                </span>
                {correction !== undefined && (
                  <p class="knowledge-text">{t.correctionOf(correction)}</p>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Listed>
  );
}
