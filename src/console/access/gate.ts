import type { Request } from 'express';
import type { Sentence } from '../../runtime/sentence.ts';
import type { SignedIn } from './signed-in.ts';

/** What the gate found out about a request before its route is looked at. */
export interface Admission {
  /** Absent without a valid session. */
  readonly user: SignedIn | undefined;
  readonly address: string;
  readonly origin: string;
}

/** Refuses a request whatever its route: plain HTTP from afar, a foreign host or origin. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly sentence: Sentence;
}

/** Lets people in: checks transport, Host and Origin, and finds the session. */
export interface Gate {
  admit(request: Request): Promise<Admission | Refusal>;
}
