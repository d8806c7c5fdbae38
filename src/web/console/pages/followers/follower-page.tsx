import type { Follower } from '../../../../console/followers/followers-contract.ts';
import { apiPath } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Badge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { pathTo } from '../../routing/address.ts';
import { mayOpen } from '../page-list.ts';
import { BlockFollower } from './block-follower.tsx';
import { CardForm } from './card-form.tsx';
import { DeleteFollower } from './delete-follower.tsx';
import { texts } from './texts.ts';

/** One follower: what is known, the card, and what the owner can do. */
export function FollowerPage({ openId }: { readonly openId: string }) {
  const t = useTexts(texts);
  const { account, user } = useConsole();
  const mayChange = useMayChange();
  const mayList = user !== undefined && mayOpen(user.role, { page: 'followers', rest: [] });
  const path = `followers/${encodeURIComponent(openId)}`;
  const follower = useLoad<Follower>(path, { account });
  return (
    <>
      <PageHead
        title={openId}
        intro={mayList && <a href={pathTo('followers')}>{t.back}</a>}
        actions={
          <>
            <a
              class="button"
              href={`${pathTo('conversations')}?follower=${encodeURIComponent(openId)}`}
            >
              {t.conversations}
            </a>
            {mayList && (
              <a class="button" href={apiPath(`${path}/export`, { account })} download>
                {t.export}
              </a>
            )}
          </>
        }
      />
      <Loaded of={follower}>
        {(known) => (
          <>
            <About follower={known} />
            {mayChange && (
              <>
                <CardForm follower={known} onChange={follower.set} />
                <BlockFollower follower={known} onChange={follower.set} />
                <DeleteFollower openId={openId} />
              </>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function About({ follower }: { readonly follower: Follower }) {
  const t = useTexts(texts);
  const { language } = useConsole();
  const { seenAt, usage, counted, messages, turns, note, tags, isBlocked } = follower;
  const count = (value: number) => value.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB');
  const usageOf = ({ questions, calls, input, output }: Follower['usage']['today']) =>
    t.usageValue(count(questions), count(calls), count(input + output));
  return (
    <Section title={t.about}>
      {isBlocked && (
        <p>
          <Badge tone="warning">{t.blocked}</Badge>
        </p>
      )}
      <Facts
        facts={[
          [t.note, note],
          [t.tags, tags.join(' · ')],
          [t.seen, seenAt === undefined ? undefined : <Time at={seenAt} />],
          [t.questions, count(turns)],
          [t.today, usageOf(usage.today)],
          [t.lastDays, usageOf(usage.last30Days)],
          [t.counted, counted && t.countedValue(counted.questions, counted.tokens)],
          [
            t.left,
            messages && (
              <>
                {t.leftValue(messages.left)} <Time at={messages.until} />
              </>
            ),
          ],
        ]}
      />
    </Section>
  );
}
