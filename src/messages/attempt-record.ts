import type { FinalReply } from './reply.ts';

/** What is known of the attempts of one inbound message. */
export interface AttemptRecord {
  /** The number of the newest attempt. */
  readonly newest: number;
  /** How many attempts arrived here or at another process. */
  readonly arrived: number;
  /** The highest number of an attempt that was open until WeChat closed it; 0 when none was. */
  readonly heldToItsEnd: number;
  /** What was answered; absent as long as nothing was. */
  readonly reply?: FinalReply;
}
