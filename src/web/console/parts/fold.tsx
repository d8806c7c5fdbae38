import type { ComponentChildren } from 'preact';
import './fold.css';

/** A part of a page with its own heading that folds; the browser keeps whether it is open, and searches in it. */
export function Fold(props: {
  readonly title: string;
  /** What is in it, in a few words that stay while it is folded. */
  readonly about: ComponentChildren;
  readonly isOpenAtFirst: boolean;
  readonly children: ComponentChildren;
}) {
  const { title, about, isOpenAtFirst, children } = props;
  return (
    <details class="fold" open={isOpenAtFirst}>
      <summary>
        <h2>{title}</h2>
        <span class="quiet">{about}</span>
      </summary>
      <div class="fold-content">{children}</div>
    </details>
  );
}
