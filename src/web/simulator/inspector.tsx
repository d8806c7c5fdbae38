import { useEffect, useReducer, useRef } from 'preact/hooks';
import type { Setup } from '../../simulator/page/page-events.ts';
import { AnswerSources, isFailed } from './answer-sources.tsx';
import { usePage } from './context.ts';
import { duration } from '../shared/duration.ts';
import { describe, indentXml, nameOf, timeLeft, timeOfDay } from './format.ts';
import { TimeLine } from './time-line.tsx';
import type { Attempt, Exchange, FollowerView } from './view.ts';

const TICK_MS = 200;

/** Beside the chat: the way of every message of one follower, newest first. */
export function Inspector(props: {
  readonly follower: FollowerView;
  readonly setup: Setup | undefined;
  readonly inspected: string | undefined;
}) {
  const { follower, setup, inspected } = props;
  const { texts, ask } = usePage();
  const { openId, exchanges, messagesLeft, windowClosesAt } = follower;
  const isMoving = exchanges.some(isUnderWay);
  useTicking(isMoving || messagesLeft > 0, isMoving ? TICK_MS : 1000);
  const now = Date.now();
  const isOpen = windowClosesAt > now && messagesLeft > 0;
  const hasMessages = setup?.accountKind !== 'personal';

  return (
    <aside class="inspector" aria-label={texts.inspector}>
      <header class="quota" data-none={!isOpen || !hasMessages}>
        <b>{nameOf(follower, texts)}</b>
        {isOpen && hasMessages ? (
          <>
            <span class="pips" aria-hidden="true">
              {[1, 2, 3, 4, 5].map((n) => (
                <i key={n} data-left={n <= messagesLeft} />
              ))}
            </span>
            <span>
              {texts.quota(messagesLeft)} · {texts.windowFor(timeLeft(windowClosesAt - now))}
            </span>
            <span class="at-once">
              {(['spend-quota', 'close-window'] as const).map((fault) => (
                <button
                  key={fault}
                  type="button"
                  title={texts.instantFaults[fault][1]}
                  onClick={() => ask({ do: 'play-fault', fault, openId })}
                >
                  {texts.instantFaults[fault][0]}
                </button>
              ))}
            </span>
          </>
        ) : (
          texts.quotaNone
        )}
      </header>
      {exchanges.length === 0 && <p class="empty">{texts.nothingYet}</p>}
      {exchanges.toReversed().map((exchange, index) => (
        <ExchangeCard
          key={exchange.pushId}
          exchange={exchange}
          isOpen={index === 0 || inspected === exchange.pushId}
          isInspected={inspected === exchange.pushId}
        />
      ))}
    </aside>
  );
}

function ExchangeCard(props: {
  readonly exchange: Exchange;
  readonly isOpen: boolean;
  readonly isInspected: boolean;
}) {
  const { exchange, isOpen, isInspected } = props;
  const { texts, explain } = usePage();
  const card = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (isInspected) card.current?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }, [isInspected]);
  const { settled, attempts, turns, apiCalls } = exchange;
  const hasFailed = turns.some(({ calls }) => isFailed(calls.at(-1)?.ended));
  return (
    <details class="exchange" ref={card} open={isOpen} data-inspected={isInspected}>
      <summary>
        <span class="what">{describe(exchange.message, texts)}</span>
        {hasFailed && (
          <span class="state" data-shown="notice">
            {texts.notAnswered}
          </span>
        )}
        <span class="state" data-shown={settled?.event.shown ?? 'waiting'}>
          {settled
            ? `${texts.shown[settled.event.shown]} · ${duration(settled.event.afterMs)}`
            : texts.waiting}
        </span>
        <time>{timeOfDay(exchange.at)}</time>
      </summary>
      <TimeLine exchange={exchange} now={Date.now()} />
      {settled?.event.why && <p class="why">{explain(settled.event.why)}</p>}
      {turns.map((turn) => (
        <AnswerSources key={turn.turnId} turn={turn} />
      ))}
      <details class="xml">
        <summary>{texts.requestXml}</summary>
        <pre>{indentXml(exchange.xml)}</pre>
      </details>
      {attempts.map((attempt, index) => (
        <AttemptDetails key={index} attempt={attempt} />
      ))}
      {apiCalls.length > 0 && (
        <section class="calls">
          <h3>{texts.apiCalls}</h3>
          {apiCalls.map(({ at, call }, index) => (
            <details key={index}>
              <summary>
                <span class="code" data-ok={call.errcode === 0}>
                  {call.errcode ?? '–'}
                </span>
                <code>{call.path.replace('/cgi-bin/', '')}</code>
                {call.errcode === undefined && <em>{texts.connectionDropped}</em>}
                {call.isAnswerLost && <em>{texts.answerLost}</em>}
                <span class="when">+{duration(at - exchange.at)}</span>
              </summary>
              <pre>{JSON.stringify(call.body, null, 2)}</pre>
            </details>
          ))}
        </section>
      )}
    </details>
  );
}

function AttemptDetails({ attempt }: { readonly attempt: Attempt }) {
  const { texts, explain } = usePage();
  const { ended, number } = attempt;
  if (!ended) return null;
  const { responseXml, responseBody } = ended;
  return (
    <details class="xml">
      <summary>
        {texts.attempt(number)}: {texts.how[ended.how]}
        {ended.status !== undefined && ended.status !== 200 && ` · HTTP ${ended.status}`}
        {ended.why && ` · ${explain(ended.why)}`} · {duration(ended.endedAt - ended.sentAt)}
      </summary>
      {responseXml !== undefined && (
        <>
          <h4>{texts.replyXml}</h4>
          <pre>{indentXml(responseXml)}</pre>
        </>
      )}
      {responseXml !== responseBody && (
        <>
          <h4>{texts.replyBody}</h4>
          <pre>{responseBody || texts.noBody}</pre>
        </>
      )}
    </details>
  );
}

function isUnderWay({ settled, turns }: Exchange): boolean {
  return !settled || turns.some(({ calls }) => calls.some(({ ended }) => !ended));
}

/** Draws again and again while something moves. */
function useTicking(isOn: boolean, everyMs: number): void {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(() => tick(undefined), everyMs);
    return () => clearInterval(timer);
  }, [isOn, everyMs]);
}
