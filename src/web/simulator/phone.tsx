import { useEffect, useRef, useState } from 'preact/hooks';
import { ChatLines } from './chat-lines.tsx';
import { Composer } from './composer.tsx';
import { usePage } from './context.ts';
import { nameOf } from './format.ts';
import { isAwaiting } from './view.ts';
import type { FollowerView, View } from './view.ts';

/** WeChat takes the indicator away by itself. */
const TYPING_LASTS_MS = 15_000;

/** One follower's WeChat. */
export function Phone(props: {
  readonly follower: FollowerView;
  readonly view: View;
  readonly isChosen: boolean;
  readonly lineCount: number;
  readonly onChoose: () => void;
}) {
  const { follower, view, isChosen, onChoose, lineCount } = props;
  const { texts } = usePage();
  const screen = useRef<HTMLDivElement>(null);
  useEffect(() => {
    screen.current?.scrollTo({ top: screen.current.scrollHeight });
  }, [lineCount]);
  const phone = useRef<HTMLElement>(null);
  // A new follower may stand beyond the edge.
  useEffect(() => phone.current?.scrollIntoView({ inline: 'nearest', block: 'nearest' }), []);
  // A call of the indicator that comes after the last word is of no use.
  const isAwaited = view.setup?.answerers === undefined || isAwaiting(follower);
  const isTyping = useTyping(follower.typingSince) && isAwaited;

  return (
    <section
      class="phone"
      ref={phone}
      data-chosen={isChosen}
      aria-label={nameOf(follower, texts)}
      onFocusCapture={onChoose}
      onPointerDown={onChoose}
    >
      <header class="bar">
        <span class="who" title={follower.openId}>
          {nameOf(follower, texts)}
        </span>
        <strong>{isTyping ? texts.typing : texts.officialAccount}</strong>
        <span class="dots" aria-hidden="true">
          •••
        </span>
      </header>
      <div class="screen" ref={screen} role="log" aria-live="polite" tabIndex={0}>
        <ChatLines follower={follower} view={view} />
      </div>
      <Composer follower={follower} menu={view.setup?.menu ?? texts.menu} />
    </section>
  );
}

function useTyping(since: number | undefined): boolean {
  const [isTyping, setTyping] = useState(false);
  useEffect(() => {
    const leftMs = since === undefined ? 0 : since + TYPING_LASTS_MS - Date.now();
    setTyping(leftMs > 0);
    const timer = setTimeout(() => setTyping(false), Math.max(0, leftMs));
    return () => clearTimeout(timer);
  }, [since]);
  return isTyping;
}
