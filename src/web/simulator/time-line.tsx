import { Axis } from '../shared/time-line/axis.tsx';
import { Bar } from '../shared/time-line/bar.tsx';
import { createScale } from '../shared/time-line/scale.ts';
import { Track } from '../shared/time-line/track.tsx';
import { duration } from '../shared/duration.ts';
import { isFailed } from './answer-sources.tsx';
import { answererName } from './answerer-name.ts';
import { usePage } from './context.ts';
import type { Exchange } from './view.ts';

/** What happened when, from the moment in which a message was sent. */
export function TimeLine({ exchange, now }: { readonly exchange: Exchange; readonly now: number }) {
  const { texts } = usePage();
  const { at: start, attempts, settled, turns, apiCalls, messagesSeenAt } = exchange;
  const calls = turns.flatMap((turn) => turn.calls);
  const isMoving = !settled || calls.some(({ ended }) => !ended);
  const last = Math.max(
    isMoving ? now : start,
    ...attempts.map(({ startedAt, ended }) => ended?.endedAt ?? startedAt),
    ...calls.map(({ beganAt, ended }) => ended?.at ?? beganAt),
    ...messagesSeenAt,
  );
  const scale = createScale(start, last);
  const { share, place } = scale;
  const sends = apiCalls.filter(({ call }) => call.path.endsWith('custom/send'));
  const otherCalls = apiCalls.filter(({ call }) => !call.path.endsWith('custom/send'));

  return (
    <div class="time-line">
      {attempts.map(({ number, startedAt, ended }, index) => (
        <Track key={index} name={texts.attempt(number)}>
          <Bar
            how={ended?.how ?? 'open'}
            label={ended ? texts.how[ended.how] : texts.waiting}
            title={duration((ended?.endedAt ?? now) - startedAt)}
            from={share(startedAt)}
            to={share(ended?.endedAt ?? now)}
          />
        </Track>
      ))}
      {calls.map(({ answerer, beganAt, firstTextAt, ended }, index) => (
        <Track key={index} name={texts.modelRow}>
          <Bar
            how={isFailed(ended) ? 'failed' : 'model'}
            label={duration((ended?.at ?? now) - beganAt)}
            title={answererName(answerer, texts)}
            from={share(beganAt)}
            to={share(ended?.at ?? now)}
          />
          {firstTextAt !== undefined && (
            <i
              class="first"
              style={{ left: place(firstTextAt) }}
              title={`${texts.firstText} +${duration(firstTextAt - beganAt)}`}
            />
          )}
        </Track>
      ))}
      {sends.length > 0 && (
        <Track name={texts.messagesRow}>
          {sends.map(({ at, call }, index) => (
            <i
              key={index}
              class="tick"
              data-ok={call.errcode === 0}
              style={{ left: place(at) }}
              title={`${call.errcode ?? texts.connectionDropped} +${duration(at - start)}`}
            />
          ))}
        </Track>
      )}
      {otherCalls.length > 0 && (
        <Track name={texts.apiRow}>
          {otherCalls.map(({ at, call }, index) => (
            <i
              key={index}
              class="tick small"
              data-ok={call.errcode === 0}
              style={{ left: place(at) }}
              title={`${call.path} ${call.errcode ?? texts.connectionDropped}`}
            />
          ))}
        </Track>
      )}
      <Axis scale={scale} />
    </div>
  );
}
