import type { Diagnosis } from '../../diagnosis/doctor/examine.ts';
import type { CollectionDefinition } from '../../runtime/collection.ts';

/** What the doctor found last, by the name of the account, or `*` for all. */
export const DOCTOR_RESULTS: CollectionDefinition = { name: 'doctor-results', about: 'product' };

/** What the doctor found, and when. */
export interface DoctorResult {
  readonly at: number;
  readonly checks: readonly Diagnosis[];
}

/** The doctor as the console needs it; without an account, it is about all. */
export interface DoctorDesk {
  last(account: string | undefined): Promise<DoctorResult | undefined>;
  /** Examines again, which costs some tokens, and keeps the result for all who may read. */
  run(account: string | undefined): Promise<DoctorResult>;
}
