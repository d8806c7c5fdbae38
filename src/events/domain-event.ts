import type { Via } from '../delivery/ports.ts';
import type { InboundMessage } from '../messages/inbound-message.ts';
import type { AnswererErrorCode } from '../turns/answerer-error.ts';
import type { TurnEnd } from '../turns/turn.ts';
import type { RefusalReason, UnreadableReason } from '../wechat/errors.ts';

/**
 * How an attempt ended. answered: with a text. nothing: with an empty answer. held: WeChat closed it without a byte,
 * as was intended. cut: WeChat closed it before the answer was out. refused: not WeChat's, or not for us. failed: it
 * broke something here.
 */
export type AttemptOutcome = 'answered' | 'nothing' | 'held' | 'cut' | 'refused' | 'failed';

/**
 * How the writing of an answer ended in this process. replaced: another process took it over, or the follower
 * stopped it through another process. handed over: this process had to go.
 */
export type WritingOutcome = TurnEnd | 'replaced' | 'handed over';

/** By which ways all parts of an answer went. */
export type Way = Via | 'both';

/** Whose lease a process takes over when another one died or went. */
export type TakenLease = 'turn' | 'courier';

/** Something that happened and is worth counting. Never who wrote, which message it was, or what was said. */
export type Observed =
  | { readonly what: 'attempt opened' }
  | { readonly what: 'attempt closed' }
  | {
      readonly what: 'attempt ended';
      readonly end: AttemptOutcome;
      /** Why it was refused, or not read. */
      readonly reason?: RefusalReason | UnreadableReason;
    }
  /** An inbound message that was not seen before. */
  | { readonly what: 'message'; readonly message: InboundMessage }
  | { readonly what: 'writing began' }
  /** It waits for a place among the answers that are written at once. */
  | { readonly what: 'queue entered' }
  | { readonly what: 'queue left' }
  | { readonly what: 'writing ended'; readonly end: WritingOutcome }
  | { readonly what: 'lease taken over'; readonly lease: TakenLease }
  /** The first words of an answer were given, so long after its question was written down. */
  | { readonly what: 'first content'; readonly via: Via; readonly afterMs: number }
  /** The last part of an answer was given. */
  | { readonly what: 'answer complete'; readonly way: Way; readonly afterMs: number }
  /** `provider`: its host, for a model is asked at a few hosts at most. */
  | { readonly what: 'model asked'; readonly provider: string }
  | {
      readonly what: 'model failed';
      readonly provider: string;
      readonly code: AnswererErrorCode;
    }
  | {
      readonly what: 'tokens used';
      readonly provider: string;
      readonly promptTokens: number;
      readonly completionTokens: number;
    }
  /** A call of WeChat's API; `errcode` 0 when it was done, absent when there was no answer of WeChat's. */
  | { readonly what: 'wechat called'; readonly call: string; readonly errcode?: number }
  /** `operation`: the port and its function, such as `turns.append`. */
  | { readonly what: 'store failed'; readonly operation: string }
  | { readonly what: 'store'; readonly is: 'ready' | 'away' };

/** Takes note of what happened. Must not throw, and costs next to nothing. */
export type Observe = (observed: Observed) => void;
