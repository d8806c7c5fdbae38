import type { TurnAnswer } from '../../../../console/conversations/conversations-contract.ts';
import { useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { useReloadWhile } from '../../hooks/use-reload-while.ts';
import { Badge } from '../../parts/badge.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { pathTo } from '../../routing/address.ts';
import { duration } from '../../../shared/duration.ts';
import { GivenParts } from './given-parts.tsx';
import { TurnWay } from './turn-way.tsx';
import { toneOf } from './tones.ts';
import { texts } from './texts.ts';

/** One question with its answer as the follower got it, and the way between. */
export function TurnPage({ turnId }: { readonly turnId: string }) {
  const t = useTexts(texts);
  const turn = useLoad<TurnAnswer>(`turns/${encodeURIComponent(turnId)}`);
  useReloadWhile(turn, turn.value?.state === 'under-way');
  return (
    <>
      <PageHead
        title={t.turn}
        actions={
          <a class="button" href={pathTo('conversations')}>
            {t.back}
          </a>
        }
      />
      <Loaded of={turn}>{(shown) => <Turn turn={shown} />}</Loaded>
    </>
  );
}

function Turn({ turn }: { readonly turn: TurnAnswer }) {
  const t = useTexts(texts);
  const mayTest = useMayChange() && turn.task === undefined;
  const { account, openId, question, state, firstWordsMs, wholeMs } = turn;
  return (
    <>
      <Section title={t.asked}>
        <p class="words">{question}</p>
        <Facts
          facts={[
            [t.state, <Badge tone={toneOf(state)}>{t.states[state]}</Badge>],
            [t.time, <Time at={turn.at} precision="seconds" />],
            [t.firstWords, firstWordsMs === undefined ? undefined : duration(firstWordsMs)],
            [t.whole, wholeMs === undefined ? undefined : duration(wholeMs)],
            [t.via, turn.via.map((via) => t.vias[via]).join(' · ')],
            [t.origin, t.origins[turn.origin]],
            [t.task, turn.task],
            [
              t.follower,
              <a href={pathTo('followers', openId)}>
                {turn.followerName ?? `${account} · ${openId}`}
              </a>,
            ],
            [
              t.id,
              <span class="copied-id">
                <code>{turn.turnId}</code> <CopyButton text={turn.turnId} what={t.id} />
              </span>,
            ],
          ]}
        />
        {mayTest && (
          <p>
            <a href={`${pathTo('knowledge', 'search')}?q=${encodeURIComponent(question)}`}>
              {t.searchTest}
            </a>
          </p>
        )}
      </Section>
      <Section title={t.given}>
        <GivenParts turn={turn} />
      </Section>
      <Section title={t.way}>
        <TurnWay turn={turn} />
      </Section>
    </>
  );
}
