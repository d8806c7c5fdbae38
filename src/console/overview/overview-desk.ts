import type { AdviceLanguage } from '../../runtime/sentence.ts';
import type { Overview } from './overview-contract.ts';

/** What the routes about the numbers of accounts need. */
export interface OverviewDesk {
  /** Reads the numbers of the last days, today included. */
  read(
    asked: { readonly account: string; readonly days: number },
    language: AdviceLanguage,
  ): Promise<Overview>;
}
