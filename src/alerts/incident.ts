/** Something that keeps followers from their answers and that the owner alone can end. Holds no key and no follower's word. */
export type Incident =
  | {
      readonly is: 'key-refused' | 'no-credit';
      readonly account: string;
      /** What opened and closes it, in all processes. */
      readonly breaker: string;
      readonly provider: string;
      /** Counted from 1 in the list of the settings. */
      readonly keyNumber?: number;
    }
  | { readonly is: 'budget-spent'; readonly account: string }
  | {
      readonly is: 'pushes-silent';
      readonly account: string;
      /** The last push, in milliseconds since 1970. */
      readonly lastAt: number;
    };

/** Returns the id under which all processes know an incident. */
export function idOf(incident: Incident): string {
  switch (incident.is) {
    case 'key-refused':
    case 'no-credit':
      return `breaker/${encodeURIComponent(incident.breaker)}`;
    case 'budget-spent':
    case 'pushes-silent':
      return `${incident.is}/${encodeURIComponent(incident.account)}`;
  }
}
