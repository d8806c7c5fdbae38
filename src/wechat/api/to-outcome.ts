import type {
  RefusalMeaning,
  SendOutcome,
  TypingOutcome,
} from '../../delivery/customer-service.ts';
import { WechatApiError, WechatUnreachableError } from '../errors.ts';
import type { WechatErrorKind } from './classify-errcode.ts';

/** What each kind of refusal means for a message; `classify-errcode.ts` sorts WeChat's codes into kinds. */
const MEANING: Readonly<Record<WechatErrorKind, RefusalMeaning>> = {
  'too long': 'shorten',
  'quota spent': 'wait for the follower',
  'window over': 'wait for the follower',
  busy: 'try later',
  'follower unreachable': 'drop',
  rejected: 'drop',
  'not permitted': 'not permitted',
  token: 'operator',
  operator: 'operator',
};

/**
 * Refusals of the typing indicator that tell nothing against messages: 45080 and 45081 are answered only to accounts
 * that may make the call.
 * https://developers.weixin.qq.com/doc/service/api/customer/message/api_typing.html
 */
const TYPING: ReadonlyMap<number, TypingOutcome> = new Map([
  [45080, { is: 'untimely' }],
  [45081, { is: 'untimely' }],
  [40200, { is: 'no typing' }],
]);

/** Turns an error of a call to WeChat into what delivery does with it; throws any other error again. */
export function toOutcome(error: unknown): SendOutcome {
  return outcomeOf(error, (kind) => MEANING[kind]);
}

/** Does the same for the typing indicator. */
export function toTypingOutcome(error: unknown): TypingOutcome {
  const special = error instanceof WechatApiError ? TYPING.get(error.errcode) : undefined;
  // Another server may have replaced the token twice in a row: that tells nothing against messages.
  return special ?? outcomeOf(error, (kind) => (kind === 'token' ? 'try later' : MEANING[kind]));
}

function outcomeOf(
  error: unknown,
  meaningOf: (kind: WechatErrorKind) => RefusalMeaning,
): SendOutcome {
  if (error instanceof WechatApiError) {
    const { kind, errcode, code, message, advice } = error;
    return { is: 'refused', means: meaningOf(kind), errcode, code, message, advice };
  }
  if (error instanceof WechatUnreachableError)
    return { is: 'unreachable', mayHaveArrived: error.mayHaveArrived, error };
  throw error;
}
