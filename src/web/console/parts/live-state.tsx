import { useConsole } from '../context.ts';
import type { LiveState as State } from '../hooks/use-live.ts';
import { Badge } from './badge.tsx';

/** Says how fresh a list is that follows live. */
export function LiveState(props: { readonly state: State }) {
  const { texts } = useConsole();
  const tone = { live: 'good', polling: 'plain', connecting: 'plain', away: 'warning' } as const;
  return (
    <span role="status">
      <Badge tone={tone[props.state]}>{texts[props.state]}</Badge>
    </span>
  );
}
