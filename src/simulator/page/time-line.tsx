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
  const place = (at: number) => `${Math.min(100, Math.max(0, ((at - start) / lengthMs) * 100))}%`;
  const bar = (from: number, to: number | undefined) => ({
    left: place(from),
    width: `max(3px, calc(${place(to ?? now)} - ${place(from)}))`,
  });
  const sends = apiCalls.filter(({ call }) => call.path.endsWith('custom/send'));
  const otherCalls = apiCalls.filter(({ call }) => !call.path.endsWith('custom/send'));

  return (
    <div class="time-line">
      {attempts.map(({ number, startedAt, ended }, index) => (
        <div class="track" key={index}>
          <span class="name">{texts.attempt(number)}</span>
          <div class="lane">
            <span
              class="bar"
              data-how={ended?.how ?? 'open'}
              style={bar(startedAt, ended?.endedAt)}
              title={ended ? texts.how[ended.how] : texts.waiting}
            >
              {ended ? texts.how[ended.how] : texts.waiting}
            </span>
          </div>
        </div>
      ))}
      {calls.map(({ answerer, beganAt, firstTextAt, ended }, index) => (
        <div class="track" key={index}>
          <span class="name">{texts.modelRow}</span>
          <div class="lane">
            <span class="bar" data-how="model" style={bar(beganAt, ended?.at)} title={answerer}>
              {duration((ended?.at ?? now) - beganAt)}
            </span>
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
          <i key={n} style={{ left: `${(n / marks) * 100}%` }}>
            {n % labelEvery === 0 ? `${n * 5} s` : ''}
          </i>
        ))}
      </div>
    </div>
  );
}
