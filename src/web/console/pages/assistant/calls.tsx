import type { ShownCall } from '../../../../console/webhook-calls/webhook-calls-contract.ts';
import { useTexts } from '../../context.ts';
import { Badge } from '../../parts/badge.tsx';
import { Time } from '../../parts/time.tsx';
import { watchTexts } from './watch-texts.ts';

/** So many are worth a look. */
const MOST = 30;

/** Lists WeChat's calls, the newest first: what was checked, and what to do. */
export function Calls({ calls }: { readonly calls: readonly ShownCall[] }) {
  const t = useTexts(watchTexts);
  if (calls.length === 0) return <p class="quiet">{t.noCalls}</p>;
  return (
    <ul class="assistant-calls" aria-label={t.calls}>
      {[...calls]
        .reverse()
        .slice(0, MOST)
        .map((call) => (
          <li key={`${call.at} ${call.method} ${call.reason}`}>
            <p>
              <Badge tone={call.ok ? 'good' : 'fault'}>{call.ok ? t.ok : t.notOk}</Badge>{' '}
              <Time at={call.at} precision="seconds" />{' '}
              <code>
                {call.method} {call.path}
              </code>
            </p>
            <p>{call.sentence}</p>
            {call.remedy && <p>{call.remedy}</p>}
            <ul class="assistant-checks">
              {call.checks.map(({ name, ok }) => (
                <li key={name} data-ok={ok}>
                  <span aria-hidden="true">{ok ? '✓' : '✗'}</span> {t.checks[name]}
                  <span class="heard">{ok ? t.ok : t.notOk}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
    </ul>
  );
}
