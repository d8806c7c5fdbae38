import { percent } from './scale.ts';

const NARROW = 0.16;

/** A bar of a time line; what is written on it moves beside it when there is no room. */
export function Bar(props: {
  readonly how: string;
  readonly label: string;
  readonly title: string;
  /** Shares of the whole length, from 0 to 1. */
  readonly from: number;
  readonly to: number;
}) {
  const { how, label, title, from, to } = props;
  const isNarrow = to - from < NARROW;
  // After a bar at the end there is no room either, but before it there is.
  const beside =
    to < 0.75 ? { left: percent(to) } : { right: percent(1 - from), marginRight: '5px' };
  return (
    <>
      <span
        class="bar"
        data-how={how}
        title={title}
        style={{ left: percent(from), width: `max(3px, ${percent(to - from)})` }}
      >
        {isNarrow ? '' : label}
      </span>
      {isNarrow && (
        <span class="beside" style={beside}>
          {label}
        </span>
      )}
    </>
  );
}
