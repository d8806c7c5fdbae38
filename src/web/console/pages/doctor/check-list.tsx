import type { CheckAnswer } from '../../../../console/doctor/doctor-contract.ts';
import { useTexts } from '../../context.ts';
import { Badge } from '../../parts/badge.tsx';
import { CopyLine } from '../../parts/copy-line.tsx';
import { texts } from './texts.ts';
import './doctor.css';

/** Findings of one state, in the order of the list. */
export function CheckList({ checks }: { readonly checks: readonly CheckAnswer[] }) {
  const t = useTexts(texts);
  return (
    <ul class="doctor-checks">
      {checks.map(({ title, account, state, sentence, remedy, copy, tookMs }, at) => (
        <li key={at} data-state={state}>
          <h3>
            {title} {account !== undefined && <Badge>{account}</Badge>}
          </h3>
          <p>
            {sentence}
            {tookMs !== undefined && <span class="doctor-took"> · {t.took(tookMs)}</span>}
          </p>
          {remedy !== undefined && <p class="doctor-remedy">{remedy}</p>}
          {copy !== undefined && <CopyLine label={t.toCopy} text={copy} />}
        </li>
      ))}
    </ul>
  );
}
