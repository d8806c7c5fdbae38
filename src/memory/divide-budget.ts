/** How many estimated tokens each part of what a model reads may have. */
export interface MemoryBudget {
  /** All that goes along with a question, but for the instructions. */
  readonly whole: number;
  /** 0 where a summary would be too short to be worth a call: then turns that do not fit are left out. */
  readonly summary: number;
  readonly facts: number;
  /** Turns are folded into the summary as soon as those that are not have more than this. */
  readonly verbatim: number;
}

const SUMMARY_SHARE = 0.2;
/** Some 450 Chinese characters. A longer one is read and written anew with each turn, and says little more. */
const LONGEST_SUMMARY = 400;
/** What a summary has where the budget allows it. */
const SHORTEST_SUMMARY = 160;
/** Less would hold hardly more than its introduction. */
const LEAST_SUMMARY = 100;
const MOST_SUMMARY_SHARE = 0.4;
const FACTS_SHARE = 0.2;
/** The rest of the budget lets a conversation go on while the summary is being written. */
const VERBATIM_SHARE = 0.5;

/** Divides `HISTORY_TOKENS`, which are the vendor's, into estimated tokens by the vendor's tokens for an estimated one. */
export function divideBudget(historyTokens: number, ratio: number): MemoryBudget {
  const whole = Math.floor(historyTokens / ratio);
  const wanted = Math.min(Math.max(whole * SUMMARY_SHARE, SHORTEST_SUMMARY), LONGEST_SUMMARY);
  const allowed = Math.floor(Math.min(wanted, whole * MOST_SUMMARY_SHARE));
  const summary = allowed < LEAST_SUMMARY ? 0 : allowed;
  const facts = Math.floor(whole * FACTS_SHARE);
  const verbatim = Math.min(Math.floor(whole * VERBATIM_SHARE), whole - summary - facts);
  return { whole, summary, facts, verbatim };
}
