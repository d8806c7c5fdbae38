import type { ComponentChildren } from 'preact';

/** One row of a time line. */
export function Track(props: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="track">
      {/* A long name is cut. */}
      <span class="name" title={props.name}>
        {props.name}
      </span>
      <div class="lane">{props.children}</div>
    </div>
  );
}
