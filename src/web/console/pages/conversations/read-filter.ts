import type { Query } from '../../api.ts';

/** The filter as it stands in the address; dates are days in the person's time zone. */
export const FILTER_NAMES = ['q', 'follower', 'state', 'origin', 'from', 'to'] as const;

const DAY_MS = 86_400_000;

/** Returns what the API is asked for; the last day is included whole. */
export function toApiQuery(query: URLSearchParams, account: string): Query {
  const at = (name: string) => {
    const day = query.get(name);
    const midnight = day ? new Date(`${day}T00:00:00`).getTime() : NaN;
    return Number.isNaN(midnight) ? undefined : midnight;
  };
  const to = at('to');
  return {
    account,
    q: query.get('q') ?? undefined,
    follower: query.get('follower') ?? undefined,
    state: query.get('state') ?? undefined,
    origin: query.get('origin') ?? undefined,
    from: at('from'),
    to: to === undefined ? undefined : nextMidnight(to),
  };
}

/** A day with a change of the clock is no 24 h long. */
function nextMidnight(midnight: number): number {
  return new Date(midnight + DAY_MS * 1.1).setHours(0, 0, 0, 0);
}
