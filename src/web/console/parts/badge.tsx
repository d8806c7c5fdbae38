import type { ComponentChildren } from 'preact';
import type { Tone } from './notice.tsx';
import './badge.css';

/** A state in a word or two. */
export function Badge(props: { readonly tone?: Tone; readonly children: ComponentChildren }) {
  return (
    <span class="badge" data-tone={props.tone ?? 'plain'}>
      {props.children}
    </span>
  );
}
