import { useEffect } from 'preact/hooks';
import type {
  ShownCall,
  WebhookCallsAnswer,
} from '../../../../console/webhook-calls/webhook-calls-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { CopyLine } from '../../parts/copy-line.tsx';
import { LiveState } from '../../parts/live-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { pathTo } from '../../routing/address.ts';
import { Calls } from './calls.tsx';
import type { StepProps } from './step-props.ts';
import { texts } from './texts.ts';

const TONES = { silent: 'news', failing: 'fault', verified: 'news', connected: 'good' } as const;

/** Follows WeChat's calls live, until the address is verified and the first message is here. */
export function WatchStep({ state, onReload }: StepProps) {
  const t = useTexts(texts);
  const { account } = useConsole();
  const known = useLoad<WebhookCallsAnswer>('webhook-calls', { account });
  const live = ['live', 'live'] as const;
  const own = useLive<ShownCall>({
    ...{ stream: live[0], poll: live[1] },
    query: { ring: `webhook-calls/${account}` },
  });
  // What came to no account may have been meant for this one.
  const elsewhere = useLive<ShownCall>({
    ...{ stream: live[0], poll: live[1] },
    query: { ring: 'webhook-calls/-' },
  });
  const newest = `${own.entries.at(-1)?.n} ${elsewhere.entries.at(-1)?.n}`;
  // The sentence over all calls is made by the server.
  useEffect(() => {
    if (own.entries.length + elsewhere.entries.length > 0) known.reload();
  }, [newest]);
  const summary = known.value?.summary;
  const isConnected = summary?.state === 'connected';
  useEffect(() => {
    if (isConnected) onReload();
  }, [isConnected]);
  return (
    <>
      <p>{t.watchIntro}</p>
      <CopyLine label={t.urlField} text={state.url} />
      {summary && (
        <Notice kind={TONES[summary.state]}>
          <p>{summary.sentence}</p>
          {summary.remedy && <p>{summary.remedy}</p>}
          {isConnected && (
            <p>
              <a href={pathTo('conversations')}>{t.toConversations}</a>
            </p>
          )}
        </Notice>
      )}
      <LiveState state={own.state} />
      {known.value && <Calls calls={known.value.calls} />}
    </>
  );
}
