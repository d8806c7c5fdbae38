import { useState } from 'preact/hooks';
import type { CheckAnswer, DoctorAnswer } from '../../../../console/doctor/doctor-contract.ts';
import { post } from '../../api.ts';
import { useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { CheckList } from './check-list.tsx';
import { texts } from './texts.ts';

const STATES = ['fault', 'warning', 'ok'] as const;

/** Doctor: what was found, faults first, each with what to do. */
export function DoctorPage() {
  const t = useTexts(texts);
  const mayRun = useMayChange();
  const last = useLoad<DoctorAnswer>('doctor');
  const [isRunning, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    try {
      last.set(await post<DoctorAnswer>('doctor'));
    } finally {
      setRunning(false);
    }
  };
  const examine = mayRun && (
    <Button kind="strong" onPress={run}>
      {last.value?.at === undefined ? t.run : t.again}
    </Button>
  );
  return (
    <>
      <PageHead title={t.title} intro={t.intro} actions={examine} />
      {isRunning && <Notice kind="plain">{t.running}</Notice>}
      <Loaded of={last}>
        {({ at, checks }) =>
          at === undefined ? (
            !isRunning && <Empty title={t.never}>{mayRun ? t.neverAbout : t.neverViewer}</Empty>
          ) : (
            <Findings at={at} checks={checks} />
          )
        }
      </Loaded>
    </>
  );
}

function Findings({
  at,
  checks,
}: {
  readonly at: number;
  readonly checks: readonly CheckAnswer[];
}) {
  const t = useTexts(texts);
  const of = (state: CheckAnswer['state']) => checks.filter((check) => check.state === state);
  const [faults, warnings] = [of('fault').length, of('warning').length];
  return (
    <>
      <Notice kind={faults > 0 ? 'fault' : warnings > 0 ? 'warning' : 'good'}>
        {t.verdict(faults, warnings)} {t.at} <Time at={at} />
      </Notice>
      {STATES.map((state) => {
        const found = of(state);
        return (
          found.length > 0 && (
            <Section key={state} title={`${t.states[state]} (${found.length})`}>
              <CheckList checks={found} />
            </Section>
          )
        );
      })}
    </>
  );
}
