import type { Request } from 'express';
import type { Sentence } from '../../runtime/sentence.ts';
import type { SignedIn } from './signed-in.ts';

/** How a request came here. */
export interface Passage {
  /** Of the person's machine, as far as the connection or the proxy tells. */
  readonly address: string;
  /** The address of the console as the browser sees it, such as https://bot.example.com. */
  readonly origin: string;
  /** Whether the browser speaks HTTPS. */
  readonly isSecure: boolean;
  /** Whether it comes from this machine itself, and through no proxy. */
  readonly isLocal: boolean;
}

/** What the gate found out about a request before its route is looked at. */
export interface Admission extends Passage {
  /** Absent without a valid session. */
  readonly user: SignedIn | undefined;
}

/** Refuses a request whatever its route: plain HTTP from afar, a foreign host or origin. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly sentence: Sentence;
}

/** Lets people in: checks transport, Host and Origin, and finds the session. */
export interface Gate {
  /** Checks the way alone. */
  judge(request: Request): Passage | Refusal;
  /** Checks the way and finds the session. */
  admit(request: Request): Promise<Admission | Refusal>;
  /** Says whether a session that was found still holds, for what stays open for long. */
  holds(user: SignedIn): Promise<boolean>;
}
