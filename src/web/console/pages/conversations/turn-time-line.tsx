import type { TurnAnswer } from '../../../../console/conversations/conversations-contract.ts';
import { useTexts } from '../../context.ts';
import { duration } from '../../../shared/duration.ts';
import { Axis } from '../../../shared/time-line/axis.tsx';
import { Bar } from '../../../shared/time-line/bar.tsx';
import { createScale } from '../../../shared/time-line/scale.ts';
import '../../../shared/time-line/time-line.css';
import { Track } from '../../../shared/time-line/track.tsx';
import { texts, type ConversationTexts } from './texts.ts';

type Wait = Extract<TurnAnswer['steps'][number], { type: 'queue' | 'search' | 'tool' }>;

const HOW = {
  answered: 'answered',
  nothing: 'answered',
  held: 'timed out',
  cut: 'failed',
} as const;

/** What happened when, as in the simulator: pushes, waits, searches, calls, and what the follower was given. */
export function TurnTimeLine({ turn }: { readonly turn: TurnAnswer }) {
  const t = useTexts(texts);
  const { attempts, calls, steps, given } = turn;
  const waits = steps.filter(
    (step) => step.type === 'queue' || step.type === 'search' || step.type === 'tool',
  );
  // A model asks, its tools run, and it is asked again.
  const rows = [...waits, ...calls].sort((one, other) => one.at - other.at);
  const spans = [...attempts, ...rows];
  // The clock of the store may be another one.
  const start = Math.min(turn.at, ...spans.map(({ at }) => at));
  const last = Math.max(
    ...spans.map(({ at, tookMs }) => at + tookMs),
    ...given.map(({ at }) => at),
  );
  const scale = createScale(start, last);
  const { share, place } = scale;
  const ends = ({ at, tookMs }: { readonly at: number; readonly tookMs: number }) => ({
    from: share(at),
    to: share(at + tookMs),
    title: duration(tookMs),
  });
  return (
    <div class="time-line" role="img" aria-label={t.way}>
      {attempts.map((attempt, index) => (
        <Track key={`a${index}`} name={t.attempt(attempt.number)}>
          <Bar how={HOW[attempt.end]} label={t.ends[attempt.end]} {...ends(attempt)} />
        </Track>
      ))}
      {rows.map((row, index) => (
        <Track
          key={`r${index}`}
          name={'purpose' in row ? t.purposes[row.purpose] : nameWait(row, t)}
        >
          {'purpose' in row ? (
            <>
              <Bar
                how={row.end === 'failed' ? 'failed' : 'model'}
                label={duration(row.tookMs)}
                {...ends(row)}
                title={row.model}
              />
              {row.firstTokenAfterMs !== undefined && (
                <i
                  class="first"
                  style={{ left: place(row.at + row.firstTokenAfterMs) }}
                  title={`${t.firstToken} +${duration(row.firstTokenAfterMs)}`}
                />
              )}
            </>
          ) : (
            <Bar how={howOf(row)} label={duration(row.tookMs)} {...ends(row)} />
          )}
        </Track>
      ))}
      {given.length > 0 && (
        <Track name={t.received}>
          {given.map(({ number, at, state, via }) => (
            <i
              key={number}
              class="tick"
              data-ok={state === 'intended' || state === 'sent'}
              style={{ left: place(at) }}
              title={`${t.vias[via]} +${duration(at - turn.at)}`}
            />
          ))}
        </Track>
      )}
      <Axis scale={scale} />
    </div>
  );
}

function nameWait(wait: Wait, t: ConversationTexts): string {
  switch (wait.type) {
    case 'queue':
      return t.queued;
    case 'search':
      return t.searched;
    case 'tool':
      return t.usedTool(wait.tool);
  }
}

function howOf(wait: Wait) {
  if (wait.type === 'queue') return 'timed out';
  return wait.type === 'tool' && wait.end !== 'done' ? 'failed' : 'open';
}
