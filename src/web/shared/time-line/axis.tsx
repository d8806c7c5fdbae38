import { Fragment } from 'preact';
import type { Scale } from './scale.ts';

const LABELS_AT_MOST = 7;

/** The marks below a time line, every 5 s. */
export function Axis({ scale: { marks } }: { readonly scale: Pick<Scale, 'marks'> }) {
  const labelEvery = Math.ceil(marks / LABELS_AT_MOST);
  return (
    <div class="axis" aria-hidden="true">
      {Array.from({ length: marks + 1 }, (_, n) => (
        <Fragment key={n}>
          <i style={{ left: `${(n / marks) * 100}%` }} />
          {n % labelEvery === 0 && <span style={{ left: `${(n / marks) * 100}%` }}>{n * 5} s</span>}
        </Fragment>
      ))}
    </div>
  );
}
