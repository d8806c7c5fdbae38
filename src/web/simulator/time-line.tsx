import { Fragment } from 'preact';
import { isFailed } from './answer-sources.tsx';
import { answererName } from './answerer-name.ts';
import { usePage } from './context.ts';
import { duration } from './format.ts';
import type { Exchange } from './view.ts';

/** WeChat's patience with one attempt: a mark stands at each of its ends. */
const MARK_EVERY_MS = 5000;
const LABELS_AT_MOST = 7;

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
  const marks = Math.max(1, Math.ceil((last - start) / MARK_EVERY_MS));
  const lengthMs = marks * MARK_EVERY_MS;
  const labelEvery = Math.ceil(marks / LABELS_AT_MOST);
  const share = (at: number) => (at - start) / lengthMs;
  const place = (at: number) => percent(share(at));
  const sends = apiCalls.filter(({ call }) => call.path.endsWith('custom/send'));
  const otherCalls = apiCalls.filter(({ call }) => !call.path.endsWith('custom/send'));

  return (
    <div class="time-line">
      {attempts.map(({ number, startedAt, ended }, index) => (
        <div class="track" key={index}>
          <span class="name">{texts.attempt(number)}</span>
          <div class="lane">
            <Bar
              how={ended?.how ?? 'open'}
              label={ended ? texts.how[ended.how] : texts.waiting}
              title={duration((ended?.endedAt ?? now) - startedAt)}
              from={share(startedAt)}
              to={share(ended?.endedAt ?? now)}
            />
          </div>
        </div>
      ))}
      {calls.map(({ answerer, beganAt, firstTextAt, ended }, index) => (
        <div class="track" key={index}>
          <span class="name">{texts.modelRow}</span>
          <div class="lane">
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
          </div>
        </div>
      ))}
      {sends.length > 0 && (
        <div class="track">
          <span class="name">{texts.messagesRow}</span>
          <div class="lane">
            {sends.map(({ at, call }, index) => (
              <i
                key={index}
                class="tick"
                data-ok={call.errcode === 0}
                style={{ left: place(at) }}
                title={`${call.errcode ?? texts.connectionDropped} +${duration(at - start)}`}
              />
            ))}
          </div>
        </div>
      )}
      {otherCalls.length > 0 && (
        <div class="track">
          <span class="name">{texts.apiRow}</span>
          <div class="lane">
            {otherCalls.map(({ at, call }, index) => (
              <i
                key={index}
                class="tick small"
                data-ok={call.errcode === 0}
                style={{ left: place(at) }}
                title={`${call.path} ${call.errcode ?? texts.connectionDropped}`}
              />
            ))}
          </div>
        </div>
      )}
      <div class="axis" aria-hidden="true">
        {Array.from({ length: marks + 1 }, (_, n) => (
          <Fragment key={n}>
            <i style={{ left: `${(n / marks) * 100}%` }} />
            {n % labelEvery === 0 && (
              <span style={{ left: `${(n / marks) * 100}%` }}>{n * 5} s</span>
            )}
          </Fragment>
        ))}
      </div>
    </div>
  );
}

/** A bar of the time line; what is written on it moves beside it when there is no room. */
function Bar(props: {
  readonly how: string;
  readonly label: string;
  readonly title: string;
  /** Shares of the whole length, from 0 to 1. */
  readonly from: number;
  readonly to: number;
}) {
  const { how, label, title, from, to } = props;
  const isNarrow = to - from < NARROW;
  // After a bar at the end there is no room either, but before it there is.
  const beside =
    to < 0.75 ? { left: percent(to) } : { right: percent(1 - from), marginRight: '5px' };
  return (
    <>
      <span
        class="bar"
        data-how={how}
        title={title}
        style={{ left: percent(from), width: `max(3px, ${percent(to - from)})` }}
      >
        {isNarrow ? '' : label}
      </span>
      {isNarrow && (
        <span class="beside" style={beside}>
          {label}
        </span>
      )}
    </>
  );
}

const NARROW = 0.16;

const percent = (share: number) => `${Math.min(1, Math.max(0, share)) * 100}%`;
