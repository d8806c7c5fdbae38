import { useEffect, useRef, useState } from 'preact/hooks';
import type { Setup } from '../page-events.ts';
import { ChatLines } from './chat-lines.tsx';
import { Composer } from './composer.tsx';
import { usePage } from './context.ts';
import type { Exchange, FollowerView } from './view.ts';

/** WeChat takes the indicator away by itself. */
const TYPING_LASTS_MS = 15_000;

/** One follower's WeChat. */
export function Phone(props: {
  readonly follower: FollowerView;
  readonly exchanges: ReadonlyMap<string, Exchange>;
  readonly menu: Setup['menu'];
  readonly isChosen: boolean;
  readonly lineCount: number;
  readonly onChoose: () => void;
}) {
  const { follower, isChosen, onChoose, lineCount } = props;
  const { texts } = usePage();
  const screen = useRef<HTMLDivElement>(null);
  useEffect(() => {
    screen.current?.scrollTo({ top: screen.current.scrollHeight });
  }, [lineCount]);
  const phone = useRef<HTMLElement>(null);
  // Somebody new may stand beyond the edge.
  useEffect(() => phone.current?.scrollIntoView({ inline: 'nearest', block: 'nearest' }), []);
  const isTyping = useTyping(follower.typingSince);

  return (
    <section
      class="phone"
      ref={phone}
      data-chosen={isChosen}
      aria-label={follower.name}
      onFocusCapture={onChoose}
      onPointerDown={onChoose}
    >
      <header class="bar">
        <span class="who" title={follower.openId}>
          {follower.name}
        </span>
        <strong>{isTyping ? texts.typing : texts.officialAccount}</strong>
        <span class="dots" aria-hidden="true">
          •••
        </span>
      </header>
      <div class="screen" ref={screen} role="log" aria-live="polite" tabIndex={0}>
        <ChatLines follower={follower} exchanges={props.exchanges} />
      </div>
      <Composer follower={follower} menu={props.menu} />
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
