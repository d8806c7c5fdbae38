import type { ComponentChildren } from 'preact';
import './empty.css';

/** What stands where nothing is yet, and how something comes. */
export function Empty(props: {
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}) {
  return (
    <div class="empty-state">
      <p class="title">{props.title}</p>
      {props.children && <p>{props.children}</p>}
      {props.action && <div class="actions">{props.action}</div>}
    </div>
  );
}
