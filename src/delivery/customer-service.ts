import type { Sentence } from '../runtime/sentence.ts';

/** What delivery needs of WeChat's API. A refusal and a failed call are values, never exceptions. */
export interface CustomerServiceClient {
  /** Sends a text; `isAi` makes WeChat show under it that an AI wrote it. */
  sendText(
    openId: string,
    content: string,
    options: { readonly isAi: boolean },
  ): Promise<SendOutcome>;
  /** Shows "typing…" for some seconds. */
  sendTyping(openId: string): Promise<TypingOutcome>;
}

/** What became of a customer-service message. */
export type SendOutcome = { readonly is: 'sent' } | Refusal | Unreachable;

/** What became of the typing indicator, whose refusals also tell what the account may do. */
export type TypingOutcome =
  | SendOutcome
  /** The account may make this call, which only came too early or too late. */
  | { readonly is: 'untimely' }
  /** The account has no typing indicator; it may still send messages. */
  | { readonly is: 'no typing' };

/** WeChat answered, and the answer was a refusal. */
export interface Refusal {
  readonly is: 'refused';
  readonly means: RefusalMeaning;
  readonly errcode: number;
  /** The code and the words of the log line. */
  readonly code: string;
  readonly message: string;
  /** What the operator has to do; only for what an operator can change. */
  readonly advice: Sentence | undefined;
}

/** WeChat's answer did not come, or made no sense. */
export interface Unreachable {
  readonly is: 'unreachable';
  /** The request may have reached WeChat and done its work before the answer was lost. */
  readonly mayHaveArrived: boolean;
  /** The cause, for the log. */
  readonly error: Error;
}

/** What a refusal means for the text that was to be sent. */
export type RefusalMeaning =
  /** Cut it shorter and send it again. */
  | 'shorten'
  /** WeChat is busy and sent nothing: the same call may succeed later. */
  | 'try later'
  /** Give it when the follower writes next. */
  | 'wait for the follower'
  /** This follower gets nothing any more. */
  | 'drop'
  /** This account may not send: use passive replies. */
  | 'not permitted'
  /** Nothing can be sent until the operator acts. */
  | 'operator';
