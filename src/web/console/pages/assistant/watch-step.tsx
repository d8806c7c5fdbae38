import { useEffect } from 'preact/hooks';
import type {
  ShownCall,
  WebhookCallsAnswer,
} from '../../../../console/webhook-calls/webhook-calls-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { LiveState } from '../../parts/live-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Calls } from './calls.tsx';
import { FirstMessage } from './first-message.tsx';
import { PasteValues } from './paste-values.tsx';
import type { StepProps } from './step-props.ts';
import { useFreshCredentials } from './use-fresh-credentials.ts';
import { watchTexts } from './watch-texts.ts';

const TONES = { silent: 'news', failing: 'fault', verified: 'news', connected: 'good' } as const;

/** Follows WeChat's calls live, until the address is verified and the first message is here. */
export function WatchStep({ state, onReload }: StepProps) {
  const t = useTexts(watchTexts);
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
  const fresh = useFreshCredentials(state);
  useEffect(() => {
    if (summary === undefined) return;
    // What WeChat has verified is not shown any longer, and the step is done with the first message.
    fresh.reload();
    if (isConnected) onReload();
  }, [summary?.state]);
  return (
    <>
      <p>{t.watchIntro}</p>
      <div>
        <PasteValues url={state.url} credentials={fresh.value?.credentials} />
      </div>
      {summary && (
        <Notice kind={TONES[summary.state]}>
          <p>{summary.sentence}</p>
          {summary.remedy && <p>{summary.remedy}</p>}
        </Notice>
      )}
      {isConnected && <FirstMessage newestCall={newest} />}
      <h3 class="assistant-calls-head">
        {t.calls} <LiveState state={own.state} />
      </h3>
      {known.value && <Calls calls={known.value.calls} />}
    </>
  );
}
