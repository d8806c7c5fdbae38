import type { TurnAnswer } from '../../../../console/conversations/conversations-contract.ts';
import { useTexts } from '../../context.ts';
import { Table } from '../../parts/table.tsx';
import { duration } from '../../../shared/duration.ts';
import { SourceTable } from './source-table.tsx';
import { TurnSteps } from './turn-steps.tsx';
import { TurnTimeLine } from './turn-time-line.tsx';
import { texts } from './texts.ts';

/** The way of an answer: the time line, and the same in words. */
export function TurnWay({ turn }: { readonly turn: TurnAnswer }) {
  const t = useTexts(texts);
  const { attempts, calls, steps } = turn;
  if (attempts.length + calls.length + steps.length === 0)
    return <p>{turn.state === 'under-way' ? t.noTraceYet : t.noTrace(turn.traceDays)}</p>;
  return (
    <>
      <TurnTimeLine turn={turn} />
      {calls.length > 0 && (
        <>
          <h3>{t.calls}</h3>
          <Calls calls={calls} from={turn.at} />
        </>
      )}
      <SourceTable steps={steps} />
      <h3>{t.steps}</h3>
      <TurnSteps turn={turn} />
    </>
  );
}

type Call = TurnAnswer['calls'][number];

function Calls({ calls, from }: { readonly calls: readonly Call[]; readonly from: number }) {
  const t = useTexts(texts);
  const nameOfResult = ({ end, failure }: Call) =>
    failure === undefined ? t.callEnds[end] : (t.failures[failure] ?? failure);
  return (
    <Table
      caption={t.calls}
      rows={calls}
      keyOf={({ at, model, number }) => `${at} ${model} ${number}`}
      columns={[
        {
          title: t.model,
          kind: 'main',
          cell: ({ model, switchedFrom, number }) => (
            <>
              {model}
              {number > 1 && <small> {t.again(number)}</small>}
              {switchedFrom !== undefined && <small> {t.insteadOf(switchedFrom)}</small>}
            </>
          ),
        },
        { title: t.purpose, cell: ({ purpose }) => t.purposes[purpose] },
        { title: t.result, cell: nameOfResult },
        { title: t.time, kind: 'number', cell: ({ at }) => `+${duration(at - from)}` },
        {
          title: t.firstToken,
          kind: 'number',
          cell: ({ firstTokenAfterMs: ms }) => (ms === undefined ? '' : duration(ms)),
        },
        { title: t.took, kind: 'number', cell: ({ tookMs }) => duration(tookMs) },
        {
          title: t.tokens,
          kind: 'number',
          cell: ({ tokens }) =>
            tokens && (
              <>
                {tokens.input} / {tokens.cached} / {tokens.output}
                {tokens.reasoning > 0 && <small> {t.reasoning(tokens.reasoning)}</small>}
              </>
            ),
        },
      ]}
    />
  );
}
