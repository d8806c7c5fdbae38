import type { ComponentChildren } from 'preact';
import './card.css';

/** Things of one kind side by side, such as accounts or figures; they break into one column on a phone. */
export function Cards(props: { readonly children: ComponentChildren }) {
  return <ul class="cards">{props.children}</ul>;
}

/** One of several things of a kind. */
export function Card(props: {
  readonly title?: ComponentChildren;
  /** Such as a badge, at the right of the title. */
  readonly mark?: ComponentChildren;
  readonly children?: ComponentChildren;
  readonly actions?: ComponentChildren;
}) {
  const { title, mark, children, actions } = props;
  return (
    <li class="card">
      {title !== undefined && (
        <div class="card-head">
          <h3>{title}</h3>
          {mark}
        </div>
      )}
      {children}
      {actions && <div class="actions">{actions}</div>}
    </li>
  );
}
