import { Fragment } from 'preact';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { FollowerEvent, FollowerMessage } from '../message-fields.ts';
import type { Medium, PageEvent } from '../page-events.ts';
import { splitAtLinks } from '../links.ts';
import { usePage } from './context.ts';
import { describe, duration, timeOfDay } from './format.ts';
import type { PageTexts } from './texts.ts';
import type { ChatLine, Exchange, FollowerView } from './view.ts';

/** WeChat writes the time again after a pause. */
const PAUSE_MS = 3 * 60_000;

/** Everything on the screen of a follower, oldest first. */
export function ChatLines(props: {
  readonly follower: FollowerView;
  readonly exchanges: ReadonlyMap<string, Exchange>;
}) {
  const { lines, openId, name } = props.follower;
  return (
    <>
      {lines.map((line, index) => {
        const before = lines[index - 1];
        return (
          <Fragment key={line.id}>
            {(!before || line.at - before.at > PAUSE_MS) && (
              <time class="mark">{timeOfDay(line.at)}</time>
            )}
            <Line line={line} openId={openId} name={name} exchanges={props.exchanges} />
          </Fragment>
        );
      })}
    </>
  );
}

function Line(props: {
  readonly line: ChatLine;
  readonly openId: string;
  readonly name: string;
  readonly exchanges: ReadonlyMap<string, Exchange>;
}) {
  const { line, openId, name } = props;
  const { texts } = usePage();
  switch (line.is) {
    case 'remark':
      return <p class="remark">{remarkOf(line.event, texts)}</p>;
    case 'notice':
      return <p class="notice">{line.text}</p>;
    case 'theirs':
      return (
        <div class="line theirs" data-via={line.via}>
          <span class="avatar bot" aria-hidden="true" />
          <div>
            <TheirMessage kind={line.kind} text={line.text} openId={openId} />
            {line.isAi && <small class="ai">{texts.aiNote}</small>}
            <small class="via">
              {line.via === 'passive' ? texts.passive : texts.customerService}
            </small>
          </div>
        </div>
      );
    case 'mine': {
      const exchange = props.exchanges.get(line.pushId ?? '');
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
            {[...name][0]}
          </span>
        </div>
      );
    }
  }
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

function remarkOf(event: PageEvent, texts: PageTexts): string {
  switch (event.type) {
    case 'switched':
      return `${texts.switched[event.what]} ${nameOf(event, texts)}`;
    case 'fault':
      return `⚡ ${texts.singleFaults[event.fault][1]}`;
    case 'impossible':
      return event.why;
    default:
      return '';
  }
}

function nameOf(event: PageEvent & { type: 'switched' }, texts: PageTexts): string {
  switch (event.what) {
    case 'account-kind':
      return texts.kinds[event.to][0];
    case 'mode':
      return texts.modes[event.to];
    case 'answerer':
      return texts.answerers[event.to];
  }
}
