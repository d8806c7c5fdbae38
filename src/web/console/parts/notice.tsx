import type { ComponentChildren } from 'preact';
import './notice.css';

export type Tone = 'plain' | 'good' | 'news' | 'warning' | 'fault';

/** Something the person must know, with what to do. A fault is read out at once, news when there is time. */
export function Notice(props: {
  readonly kind?: Tone;
  readonly title?: string;
  readonly children: ComponentChildren;
  readonly actions?: ComponentChildren;
}) {
  const { kind = 'news', title, children, actions } = props;
  return (
    <div class="notice" data-tone={kind} role={kind === 'fault' ? 'alert' : 'status'}>
      {title && <strong>{title}</strong>}
      <div>{children}</div>
      {actions && <div class="actions">{actions}</div>}
    </div>
  );
}
