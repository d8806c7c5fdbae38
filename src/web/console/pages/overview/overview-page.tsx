import { useState } from 'preact/hooks';
import type { Overview } from '../../../../console/overview/overview-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Choice } from '../../parts/choice.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { pathTo } from '../../routing/address.ts';
import { Answers } from './answers.tsx';
import { Attention } from './attention.tsx';
import { Costs } from './costs.tsx';
import { DayChart } from './day-chart.tsx';
import { Failures } from './failures.tsx';
import { KeyNumbers } from './key-numbers.tsx';
import { texts } from './texts.ts';

type Span = '1' | '7' | '30';

/** The numbers of the chosen account, what needs its owner, and the next step of a new one. */
export function OverviewPage() {
  const t = useTexts(texts);
  const { account } = useConsole();
  const [days, setDays] = useState<Span>('7');
  const overview = useLoad<Overview>('overview', { account, days });
  const spans = (['1', '7', '30'] as const).map((value) => ({ value, label: t.spans[value] }));
  return (
    <>
      <PageHead
        title={t.title}
        intro={t.intro}
        actions={<Choice label={t.span} options={spans} value={days} onChange={setDays} />}
      />
      <Loaded of={overview}>{(value) => <Numbers overview={value} />}</Loaded>
    </>
  );
}

function Numbers({ overview }: { readonly overview: Overview }) {
  const t = useTexts(texts);
  const isQuiet = Object.keys(overview.messages).length === 0;
  const next =
    overview.next === 'nothing' ? undefined : (
      <NextStep step={t.start[overview.next]} action={t.goOn} />
    );
  if (isQuiet)
    return (
      <>
        <Attention overview={overview} />
        {next ?? <Empty title={t.quiet} />}
      </>
    );
  return (
    <>
      {next}
      <Attention overview={overview} />
      <KeyNumbers overview={overview} />
      {overview.series.length > 1 && <DayChart series={overview.series} />}
      <Answers overview={overview} />
      <Failures overview={overview} />
      <Costs overview={overview} />
    </>
  );
}

function NextStep(props: {
  readonly step: { readonly title: string; readonly about: string };
  readonly action: string;
}) {
  return (
    <Notice
      title={props.step.title}
      actions={
        <a class="button" data-kind="strong" href={pathTo('assistant')}>
          {props.action}
        </a>
      }
    >
      {props.step.about}
    </Notice>
  );
}
