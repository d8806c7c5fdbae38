import type { WebhookCall } from './webhook-call.ts';

/**
 * How an attempt ended. answered: with a text. nothing: with an empty answer. held: WeChat closed it without a byte,
 * as was intended. cut: WeChat closed it before the answer was out. refused: not WeChat's, or not for us. failed: it
 * broke something here.
 */
export type AttemptOutcome = 'answered' | 'nothing' | 'held' | 'cut' | 'refused' | 'failed';

/** Why a request was refused that WeChat apparently did not make. */
export type RefusalReason =
  | 'query malformed'
  | 'query repeated'
  | 'signature missing'
  | 'signature wrong'
  | 'timestamp stale'
  | 'plain body refused'
  | 'replayed';

/** Why a push with the right signature could not be read. */
export type UnreadableReason =
  | 'body cut off'
  | 'body encoding unknown'
  | 'body too large'
  | 'body is not XML'
  | 'doctype'
  | 'nested too deep'
  | 'message incomplete'
  | 'encrypted body refused'
  | 'aes key missing'
  | 'app id missing'
  | 'app id wrong'
  | 'cannot decrypt'
  | 'message signature missing';

/**
 * How the writing of an answer ended in this process. replaced: another process took it over, the follower stopped it
 * through another process, or another message joined the question, which is asked anew. handed over: this process had to go.
 */
export type WritingOutcome = 'complete' | 'failed' | 'cancelled' | 'replaced' | 'handed over';

/** The two ways by which a message reaches a follower. */
type Via = 'passive' | 'customer-service';

/** By which ways all parts of an answer went. */
export type Way = Via | 'both';

/** Why no answer was written, or not to its end: a word for programs, and sentences of ours. */
export interface AnswerFailure {
  readonly code: string;
  readonly message: string;
  readonly advice?: string;
}

/** The stretch of an answer, in UTF-16 offsets, that one message carries. */
interface Slice {
  readonly turnId: string;
  readonly from: number;
  readonly to: number;
}

/** What an event about an account says of it: its local name. */
interface OfAccount {
  readonly account: string;
}

interface OfFollower extends OfAccount {
  readonly openId: string;
}

interface OfTurn extends OfFollower {
  readonly turnId: string;
}

/**
 * opened: the account is served by this process from now on, or with new settings. closed: it was removed, and this
 * process has ended all that it had begun for it.
 */
type AccountEvent = { readonly type: 'account-opened' | 'account-closed' } & OfAccount;

/** A push of WeChat, from its first byte to the end of its response. */
type AttemptEvent =
  | ({ readonly type: 'attempt-opened' } & OfAccount)
  | ({ readonly type: 'attempt-closed' } & OfAccount)
  | ({
      readonly type: 'attempt-ended';
      readonly end: AttemptOutcome;
      readonly reason?: RefusalReason | UnreadableReason;
      /** Absent where no message could be read, or none was written down. */
      readonly message?: AttemptedMessage;
    } & OfAccount);

/** The message that an attempt brought. */
interface AttemptedMessage {
  readonly openId: string;
  readonly key: string;
  /** Of the attempt among those of its message; 1 for the first. */
  readonly number: number;
  /** The turn that the message led to. */
  readonly turnId?: string;
  /** From the attempt's first byte to its end. */
  readonly tookMs: number;
}

/** A call of a webhook is over, whether WeChat made it or not. */
type WebhookEvent = { readonly type: 'webhook-called' } & WebhookCall;

/** An inbound message that was not seen before. */
type MessageEvent = {
  readonly type: 'message-received';
  readonly key: string;
  /** Such as `text`, or `event` for what the follower did. */
  readonly kind: string;
  /** The event's name. */
  readonly event?: string;
  /** The turn that the message began, or whose question it became a part of. */
  readonly turnId?: string;
} & OfFollower;

/** One answer in the hands of this process. */
type TurnEvent =
  | ({ readonly type: 'answer-began' } & OfTurn)
  /** Another process owned the turn before; so much of the answer is there. */
  | ({ readonly type: 'turn-taken-over'; readonly length: number } & OfTurn)
  /** The answer waits for a place among those that are written concurrently. */
  | ({ readonly type: 'answer-queued' } & OfTurn)
  /** The answer waits no longer: its place came, or it is not written here. */
  | ({ readonly type: 'answer-dequeued' } & OfTurn)
  /** The answerer with this name, a model or documents, begins to write. */
  | ({ readonly type: 'answerer-asked'; readonly answerer: string } & OfTurn)
  | ({ readonly type: 'answerer-first-text' } & OfTurn)
  /** `stopped`: by us, before its end. */
  | ({
      readonly type: 'answerer-ended';
      readonly how:
        | ('stop' | 'length' | 'content-filter' | 'unknown' | 'stopped' | 'failed')
        | ('over-budget' | 'unpriced');
      readonly failure?: AnswerFailure;
      readonly promptTokens?: number;
      readonly completionTokens?: number;
    } & OfTurn)
  /** Text was stored and may be delivered; the answer is so long now. */
  | ({ readonly type: 'answer-grown'; readonly length: number } & OfTurn)
  /** `origin`: whose the words are. */
  | ({
      readonly type: 'answer-ended';
      readonly end: WritingOutcome;
      readonly origin: 'model' | 'documents' | 'owner' | 'own';
    } & OfTurn);

/** What was done for one turn between its question and its answer. Titles are of the owner's documents. */
type StepEvent =
  /** One try of one model ended; a later try begins with the pause before it. */
  | ({
      readonly type: 'model-called';
      readonly purpose: 'answer' | 'completion' | 'ranking' | 'vector';
      /** `provider/model`. */
      readonly model: string;
      readonly number: number;
      readonly tookMs: number;
      /** Thinking counts as well; absent where no token came. */
      readonly firstTokenAfterMs?: number;
      readonly tokens?: {
        readonly input: number;
        readonly cached: number;
        readonly output: number;
        readonly reasoning: number;
      };
      readonly end: 'stop' | 'length' | 'content-filter' | 'unknown' | 'stopped' | 'failed';
      /** The class of the failure. */
      readonly failure?: string;
    } & OfTurn)
  /** A model was not asked, because its breaker is open. */
  | ({ readonly type: 'model-passed-by'; readonly model: string } & OfTurn)
  | ({
      readonly type: 'documents-searched';
      readonly tookMs: number;
      readonly fit: 'exact' | 'certain' | 'perhaps';
      readonly isBelowFloor: boolean;
      readonly sources: readonly {
        readonly title: string;
        readonly heading: string;
        readonly score: number;
      }[];
    } & OfTurn)
  /** A tool that the model asked for has ended, or could not run. Never what it was asked, or what it found. */
  | ({
      readonly type: 'tool-called';
      /** `unknown` where the model made a name up. */
      readonly tool: string;
      readonly tookMs: number;
      readonly end: 'done' | 'failed' | 'stopped';
      /** Of the text that the model reads. */
      readonly bytes: number;
    } & OfTurn)
  /** What was not released of the answer was thrown away. */
  | ({ readonly type: 'answerer-restarted' } & OfTurn);

/** How answers reach their followers. */
type DeliveryEvent =
  /** This process delivers what another one left in doubt. */
  | ({ readonly type: 'courier-taken-over' } & OfFollower)
  /** A reply that carries parts was written down; `key` is of the message that it answers. */
  | ({
      readonly type: 'parts-given';
      readonly via: 'passive';
      readonly key: string;
      readonly slices: readonly Slice[];
    } & OfFollower)
  /** WeChat took a customer-service message. */
  | ({
      readonly type: 'parts-given';
      readonly via: 'customer-service';
      readonly slices: readonly Slice[];
    } & OfFollower)
  /** WeChat did not take a customer-service message: its parts are owed again. */
  | ({ readonly type: 'parts-lost'; readonly slices: readonly Slice[] } & OfFollower)
  /** The reply to this message never reached WeChat: its parts are owed again. */
  | ({ readonly type: 'reply-lost'; readonly key: string } & OfFollower)
  /** The first words of an answer were given, so long after its question was written down. */
  | ({ readonly type: 'first-content'; readonly via: Via; readonly afterMs: number } & OfTurn)
  /** The last part of an answer was given. */
  | ({ readonly type: 'answer-complete'; readonly way: Way; readonly afterMs: number } & OfTurn);

/** Requests to an account's model. `provider`: its host, for a model is asked at a few hosts at most. */
type ModelEvent =
  | ({ readonly type: 'model-asked'; readonly provider: string } & OfAccount)
  | ({
      readonly type: 'model-failed';
      readonly provider: string;
      readonly code:
        | 'provider_refused'
        | 'provider_busy'
        | 'provider_unreachable'
        | 'provider_garbage'
        | 'provider_silent'
        | 'aborted';
    } & OfAccount)
  | ({
      readonly type: 'tokens-used';
      readonly provider: string;
      /** `provider/model`. */
      readonly model: string;
      readonly input: number;
      readonly cached: number;
      readonly output: number;
      readonly reasoning: number;
    } & OfAccount);

/** Which of a provider's candidates a breaker closes off. Never a key: its number in the list of the settings. */
interface OfBreaker extends OfAccount {
  /** The same in `breaker-opened` and `breaker-closed`, in all processes and after a restart; holds no secret. */
  readonly breaker: string;
  /** The provider's name in the settings, such as `deepseek`. */
  readonly provider: string;
  /** `provider/model` of the question or probe that decided it; the breaker may stand for more than this model. */
  readonly model: string;
  /** Counted from 1; present if the breaker is about one key. */
  readonly keyNumber?: number;
  /** The class of the failure, such as `key` or `credit`, or `silent` or `garbage`. */
  readonly failure: string;
}

/** How an account's questions move between its models. Only the process that decided it tells. */
type FailoverEvent =
  /** A question that one model could not answer goes to the next one. */
  | ({
      readonly type: 'model-switched';
      /** `provider/model`. */
      readonly from: string;
      readonly to: string;
      readonly failure: string;
    } & OfAccount)
  /** Other questions pass by until a probe succeeds. Told at each first failure, not when a probe fails again. */
  | ({ readonly type: 'breaker-opened' } & OfBreaker)
  /** A probe succeeded; `failure` is what had opened it. */
  | ({ readonly type: 'breaker-closed' } & OfBreaker);

/** What an account's models use and cost. */
type UsageEvent =
  /** One call of a model was counted, by estimate where its vendor told nothing. */
  | ({
      readonly type: 'usage-counted';
      /** `provider/model`. */
      readonly model: string;
      readonly input: number;
      readonly cached: number;
      readonly output: number;
      readonly reasoning: number;
      /** Absent where the price is unknown. */
      readonly money?: number;
    } & OfAccount)
  /** The day's money is used up, or there is money; each process tells it when the first question of a day finds it so, and
   * when that changes. */
  | ({ readonly type: 'budget-spent' | 'budget-renewed' } & OfAccount);

/** A call of WeChat's API; `errcode` 0 when it was done, absent when no answer of WeChat's came. */
type WechatEvent = {
  readonly type: 'wechat-called';
  readonly call: string;
  readonly errcode?: number;
} & OfAccount;

type StoreEvent =
  /** `operation`: the port and its function, such as `turns.append`. */
  | { readonly type: 'store-failed'; readonly operation: string }
  | { readonly type: 'store-ready' }
  | { readonly type: 'store-away' };

/**
 * News of the running product: ids, kinds, counts and durations, never a text of a follower or of an answer. Nothing
 * depends on a listener.
 */
export type DomainEvent =
  | AccountEvent
  | AttemptEvent
  | WebhookEvent
  | MessageEvent
  | TurnEvent
  | StepEvent
  | DeliveryEvent
  | ModelEvent
  | FailoverEvent
  | UsageEvent
  | WechatEvent
  | StoreEvent;
