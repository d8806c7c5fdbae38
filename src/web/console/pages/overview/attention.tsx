import type { Overview } from '../../../../console/overview/overview-contract.ts';
import { useTexts } from '../../context.ts';
import { Notice } from '../../parts/notice.tsx';
import { Time } from '../../parts/time.tsx';
import './overview.css';
import { texts } from './texts.ts';

/** Alarms under way, and what questions pass by at the moment. */
export function Attention({ overview }: { readonly overview: Overview }) {
  const t = useTexts(texts);
  const { alarms, breakers } = overview;
  if (alarms.length + breakers.length === 0) return null;
  return (
    <Notice kind="warning" title={t.attention}>
      <ul class="attention">
        {alarms.map(({ at, sentence }) => (
          <li key={sentence}>
            <Time at={at} /> {sentence}
          </li>
        ))}
        {breakers.map(({ model, keyNumber, sentence, remedy, probeAt }) => (
          <li key={`${model} ${keyNumber}`}>
            {t.breaker(model, keyNumber)} · {sentence} · {remedy} {t.probe} <Time at={probeAt} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
