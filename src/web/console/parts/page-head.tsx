import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useConsole } from '../context.ts';
import './page-head.css';

/** The head of a page: its name, a sentence about it, and what can be done with all of it. */
export function PageHead(props: {
  readonly title: string;
  readonly intro?: ComponentChildren;
  /** Buttons and links at the right. */
  readonly actions?: ComponentChildren;
}) {
  const { title, intro, actions } = props;
  const { texts } = useConsole();
  useEffect(() => {
    document.title = `${title} · ${texts.product}`;
  }, [title, texts]);
  return (
    <header class="page-head">
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        {intro && <p>{intro}</p>}
      </div>
      {actions && <div class="actions">{actions}</div>}
    </header>
  );
}
