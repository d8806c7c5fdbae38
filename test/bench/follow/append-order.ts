/** What to write. */
export interface AppendOrder {
  readonly store: string;
  readonly place: string;
  /** Each write appends to the answers of all of them, as the flusher of a busy server does. */
  readonly openIds: readonly string[];
  readonly writes: number;
}

/** First `asked` when every answer has been begun; then, at the word `begin`, the writes; then when each had ended. */
export type AppendReport = 'asked' | { readonly endedAtMs: readonly number[] };

/** What each write appends to an answer; its length counts the writes. */
export const PIECE = '七天之内都可以退货，请先联系客服。';

/** On the clock that all processes of a machine share. */
export function sharedClockMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
