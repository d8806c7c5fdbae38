import { Fragment } from 'preact';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { FollowerEvent, FollowerMessage } from '../../simulator/platform/message-fields.ts';
import type { AnswerFailure, Medium } from '../../simulator/page/page-events.ts';
import { splitAtLinks } from '../../simulator/platform/links.ts';
import { usePage } from './context.ts';
import { duration } from '../shared/duration.ts';
import { describe, nameOf, timeOfDay } from './format.ts';
import { remarkOf } from './remarks.ts';
import type { ChatLine, Exchange, FollowerView, View } from './view.ts';

/** WeChat writes the time again after a pause. */
const PAUSE_MS = 3 * 60_000;

/** Everything on the screen of a follower, oldest first. */
export function ChatLines(props: { readonly follower: FollowerView; readonly view: View }) {
  const { follower, view } = props;
  const { lines } = follower;
  return (
    <>
      {lines.map((line, index) => {
        const before = lines[index - 1];
        return (
          <Fragment key={line.id}>
            {(!before || line.at - before.at > PAUSE_MS) && (
              <time class="mark">{timeOfDay(line.at)}</time>
            )}
            <Line line={line} follower={follower} view={view} />
          </Fragment>
        );
      })}
    </>
  );
}

function Line(props: {
  readonly line: ChatLine;
  readonly follower: FollowerView;
  readonly view: View;
}) {
  const { line, follower, view } = props;
  const { openId } = follower;
  const { texts, explain } = usePage();
  switch (line.is) {
    case 'remark':
      return <p class="remark">{remarkOf(line.event, texts, explain)}</p>;
    case 'failure':
      return <Failure failure={line.failure} />;
    case 'notice':
      return (
        <p class="notice">
          {line.text}
          {line.why && <small>{explain(line.why)}</small>}
        </p>
      );
    case 'theirs':
      return (
        <div class="line theirs" data-via={line.via}>
          <span class="avatar bot" aria-hidden="true" />
          <div>
            <TheirMessage kind={line.kind} text={line.text} openId={openId} />
            {line.isAi && <small class="ai">{texts.aiNote}</small>}
            <Via line={line} view={view} />
          </div>
        </div>
      );
    case 'mine': {
      const exchange = view.exchanges.get(line.pushId ?? '');
      if ('event' in line.message) {
        return (
          <p class="did">
            {describe(line.message, texts)} {exchange && <Trace exchange={exchange} />}
          </p>
        );
      }
      return (
        <div class="line mine">
          <div>
            <OwnMessage message={line.message} medium={line.medium} />
            {exchange && <Trace exchange={exchange} />}
          </div>
          <span class="avatar" aria-hidden="true">
            {[...nameOf(follower, texts)][0]}
          </span>
        </div>
      );
    }
  }
}

/** By which way a line came, and to which question it belongs when that is not the newest. */
function Via({ line, view }: { readonly line: ChatLine & { is: 'theirs' }; readonly view: View }) {
  const { texts } = usePage();
  const turns = (line.delivers ?? []).flatMap((turnId) => view.turns.get(turnId) ?? []);
  const earlier = turns.find(({ pushId }) => pushId !== line.after);
  const question = earlier && describe(view.exchanges.get(earlier.pushId ?? '')?.message, texts);
  const isAll = turns.every(({ pushId }) => pushId !== line.after);
  return (
    <small class="via">
      {line.via === 'passive' ? texts.passive : texts.customerService}
      {question && (
        <em>
          {' · '}
          {(isAll ? texts.answersEarlier : texts.beginsWithEarlier)(shorten(question))}
        </em>
      )}
    </small>
  );
}

const QUOTED_CHARACTERS = 16;

function shorten(text: string): string {
  const characters = [...text];
  const start = characters.slice(0, QUOTED_CHARACTERS).join('');
  return characters.length > QUOTED_CHARACTERS ? `${start}…` : start;
}

/** Not in WeChat: what the deployer has to know about an answer that was not written. */
function Failure({ failure }: { readonly failure: AnswerFailure }) {
  const { texts } = usePage();
  const { code, advice, message } = failure;
  return (
    <div class="failure" role="alert">
      <b>{texts.notAnswered}</b>
      <p>{texts.failures[code] ?? advice ?? message}</p>
    </div>
  );
}

/** A picture or voice that the account uploaded here is shown; of other kinds stands a line. */
function TheirMessage(props: {
  readonly kind: string;
  readonly text: string;
  readonly openId: string;
}) {
  const { kind, text, openId } = props;
  const [, mediaId] = /^\[(?:image|voice) ([\w-]+)\]$/.exec(text) ?? [];
  if (kind === 'image' && mediaId)
    return <img class="picture" src={`api/media/${mediaId}`} alt={text} />;
  if (kind === 'voice' && mediaId) return <Voice source={`api/media/${mediaId}`} />;
  return (
    <div class="bubble">
      <Words text={text} openId={openId} />
    </div>
  );
}

/** A text as WeChat's client shows it: links can be tapped, addresses become links, other markup stays text. */
function Words({ text, openId }: { readonly text: string; readonly openId: string }) {
  const { ask } = usePage();
  return (
    <>
      {splitAtLinks(text).map((piece, index) => {
        if (typeof piece === 'string')
          return <Fragment key={index}>{linkAddresses(piece)}</Fragment>;
        const { sends, menuId, label, href } = piece;
        if (sends === undefined) return <Outside key={index} href={href} label={label} />;
        const tap = {
          do: 'tap',
          openId,
          sends,
          ...(menuId === undefined ? {} : { menuId }),
        } as const;
        return (
          <button key={index} type="button" class="link" onClick={() => ask(tap)}>
            {label}
          </button>
        );
      })}
    </>
  );
}

function linkAddresses(text: string): ComponentChildren[] {
  return text
    .split(/(https?:\/\/[\w\-./?%&=#:~+@!,;]*[\w\-/=&])/g)
    .map((piece, index) => (index % 2 === 1 ? <Outside href={piece} label={piece} /> : piece));
}

function Outside({ href, label }: { readonly href: string; readonly label: string }) {
  if (!/^https?:\/\//.test(href)) return <>{label}</>;
  return (
    <a class="link" href={href} target="_blank" rel="noopener noreferrer">
      {label}
    </a>
  );
}

function OwnMessage(props: {
  readonly message: FollowerMessage | FollowerEvent;
  readonly medium: Medium | undefined;
}) {
  const { message, medium } = props;
  const { texts } = usePage();
  const source = medium && `api/media/${medium.mediaId}`;
  if (source !== undefined && medium?.mimeType.startsWith('image/')) {
    return <img class="picture" src={source} alt={texts.tools.picture} />;
  }
  if (source !== undefined && medium?.mimeType.startsWith('audio/'))
    return <Voice source={source} />;
  if ('type' in message && message.type === 'location') {
    return (
      <div class="card">
        <b>{message.label || texts.tools.location}</b>
        <small>
          {message.latitude}, {message.longitude}
        </small>
        <span class="map" aria-hidden="true">
          📍
        </span>
      </div>
    );
  }
  if ('type' in message && (message.type === 'link' || message.type === 'file')) {
    return (
      <div class="card">
        <b>{message.title}</b>
        <small>{message.type === 'link' ? message.url : texts.tools.file}</small>
      </div>
    );
  }
  return <div class="bubble">{describe(message, texts)}</div>;
}

function Voice({ source }: { readonly source: string }) {
  const audio = useRef<HTMLAudioElement>(null);
  const [seconds, setSeconds] = useState<number>();
  return (
    <button type="button" class="bubble voice" onClick={() => void audio.current?.play()}>
      {seconds === undefined ? '' : `${Math.max(1, Math.round(seconds))}″ `}
      <span aria-hidden="true">🔊</span>
      <audio
        ref={audio}
        src={source}
        onLoadedMetadata={({ currentTarget }) => setSeconds(currentTarget.duration)}
      />
    </button>
  );
}

/** Not in WeChat: how often a message was pushed, and the way to the inspector. */
function Trace({ exchange }: { readonly exchange: Exchange }) {
  const { texts, inspect } = usePage();
  const { attempts, settled, pushId } = exchange;
  return (
    <button type="button" class="trace" title={texts.inspect} onClick={() => inspect(pushId)}>
      {texts.attempts(attempts.length)}
      {settled ? ` · ${duration(settled.event.afterMs)}` : ' …'}
    </button>
  );
}
