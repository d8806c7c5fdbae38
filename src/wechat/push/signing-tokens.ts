import type { Clock } from '../../runtime/clock.ts';

/** Which token a request was signed with. After a change of the token WeChat may use the previous one for a while. */
export type TokenName = 'current' | 'previous';

export interface SigningToken {
  readonly name: TokenName;
  readonly token: string;
}

/** The token before the last change, and when it ends by the clock of this process. */
export interface EndingToken {
  readonly token: string;
  readonly endsAt: number;
}

/** The tokens that a request of WeChat may be signed with. */
export interface SigningTokens {
  /** Lists those that are valid now, the current one first. */
  list(): readonly SigningToken[];
  /** Notes that WeChat signed with this one: its first use of the current token ends the previous one. */
  note(name: TokenName): void;
}

export function createSigningTokens(
  current: string,
  previous: EndingToken | undefined,
  { clock, onSwitched }: { readonly clock: Clock; readonly onSwitched: () => void },
): SigningTokens {
  const first: SigningToken = { name: 'current', token: current };
  let left = previous;
  return {
    list() {
      if (left === undefined) return [first];
      if (clock.now() < left.endsAt) return [first, { name: 'previous', token: left.token }];
      left = undefined;
      return [first];
    },
    note(name) {
      if (name === 'previous' || left === undefined) return;
      left = undefined;
      onSwitched();
    },
  };
}
