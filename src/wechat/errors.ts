import type { RefusalReason, UnreadableReason } from '../events/domain-event.ts';
import type { Sentence } from '../runtime/sentence.ts';
import { KuaihuiError } from '../runtime/errors.ts';
import { classifyErrcode, type WechatErrorKind } from './api/classify-errcode.ts';

const STATUS_OF_REASON = {
  'query malformed': 400,
  'query repeated': 400,
  'signature missing': 401,
  'signature wrong': 401,
  'timestamp stale': 401,
  'plain body refused': 403,
  replayed: 403,
} as const satisfies Record<RefusalReason, number>;

/** A request that WeChat apparently did not make. The message says what to compare. */
export class RefusedPushError extends KuaihuiError {
  override readonly name = 'RefusedPushError';
  readonly code = 'push_refused';
  readonly reason: RefusalReason;
  readonly status: 400 | 401 | 403;

  constructor(reason: RefusalReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
    this.status = STATUS_OF_REASON[reason];
  }
}

/** A push with the right signature that this server cannot read. The message says what the deployer has to change. */
export class UnreadablePushError extends KuaihuiError {
  override readonly name = 'UnreadablePushError';
  readonly code = 'push_unreadable';
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** WeChat answered, and the answer was a refusal. */
export class WechatApiError extends KuaihuiError {
  override readonly name = 'WechatApiError';
  readonly code = 'wechat_refused';
  readonly errcode: number;
  /** WeChat's words; the `rid` at their end identifies the call to WeChat's support. */
  readonly errmsg: string;
  readonly kind: WechatErrorKind;
  /** The same call may succeed later, and did nothing this time. */
  readonly retryable: boolean;
  /** What the operator has to do; only for a cause that an operator can change. */
  readonly advice: Sentence | undefined;

  constructor(call: string, answer: { readonly errcode: number; readonly errmsg: string }) {
    super(`WeChat refused ${call}: ${answer.errcode} ${answer.errmsg}`);
    const { kind, advice } = classifyErrcode(call, answer);
    this.errcode = answer.errcode;
    this.errmsg = answer.errmsg;
    this.kind = kind;
    this.retryable = kind === 'busy';
    this.advice = advice;
  }
}

/** WeChat's answer did not come, or made no sense. */
export class WechatUnreachableError extends KuaihuiError {
  override readonly name = 'WechatUnreachableError';
  readonly code = 'wechat_unreachable';
  readonly retryable = true;
  /** The request may have reached WeChat and done its work before the answer was lost. */
  readonly mayHaveArrived: boolean;

  constructor(message: string, options: ErrorOptions & { readonly mayHaveArrived: boolean }) {
    super(message, options);
    this.mayHaveArrived = options.mayHaveArrived;
  }
}
