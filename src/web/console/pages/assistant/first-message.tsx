import { useEffect } from 'preact/hooks';
import type {
  ConversationsAnswer,
  TurnAnswer,
} from '../../../../console/conversations/conversations-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { useReloadWhile } from '../../hooks/use-reload-while.ts';
import { Badge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { pathTo } from '../../routing/address.ts';
import { texts as conversationTexts } from '../conversations/texts.ts';
import { toneOf } from '../conversations/tones.ts';
import { watchTexts } from './watch-texts.ts';

/** Shows the newest message of the account with its answer as it is written, and leads to its turn. */
export function FirstMessage({ newestCall }: { readonly newestCall: string }) {
  const { account } = useConsole();
  const conversations = useLoad<ConversationsAnswer>('conversations', { account });
  const turnId = conversations.value?.items[0]?.turnId;
  useEffect(() => conversations.reload(), [newestCall]);
  // What is no question, such as a new follower, makes no turn.
  useReloadWhile(conversations, turnId === undefined);
  return turnId === undefined ? null : <Message turnId={turnId} />;
}

function Message({ turnId }: { readonly turnId: string }) {
  const t = useTexts(watchTexts);
  const { states } = useTexts(conversationTexts);
  const turn = useLoad<TurnAnswer>(`turns/${encodeURIComponent(turnId)}`);
  useReloadWhile(turn, turn.value?.state === 'under-way');
  if (!turn.value) return null;
  const { question, answer, state } = turn.value;
  return (
    <section class="assistant-answer" aria-label={t.newestMessage} aria-live="polite">
      <h3>
        {t.newestMessage} <Badge tone={toneOf(state)}>{states[state]}</Badge>
      </h3>
      <Facts
        facts={[
          [t.theirQuestion, <span class="assistant-words">{question}</span>],
          [t.ourAnswer, <span class="assistant-words">{answer || t.isWritten}</span>],
        ]}
      />
      <p>
        <a href={pathTo('conversations', turnId)}>{t.toTurn}</a>
      </p>
    </section>
  );
}
