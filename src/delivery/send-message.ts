import type { Clock } from '../runtime/clock.ts';
import { WechatApiError, WechatUnreachableError } from '../wechat/errors.ts';

/** What a refusal means for the text that was to be sent. */
export type RefusalMeaning =
  /** Cut it shorter and send it again. */
  | 'shorten'
  /** WeChat is busy; the text waits for a better moment. */
  | 'try later'
  /** Give it when the follower writes next. */
  | 'wait for the follower'
  /** This follower gets nothing any more. */
  | 'drop'
  /** This account may not send: use passive replies. */
  | 'not permitted'
  /** Nothing can be sent until the operator acts. */
  | 'operator';

export type SendOutcome =
  | { readonly is: 'sent' }
  | { readonly is: 'refused'; readonly means: RefusalMeaning; readonly error: WechatApiError }
  | { readonly is: 'unreachable'; readonly error: WechatUnreachableError };

const MOST_TRIES = 4;
const FIRST_PAUSE_MS = 500;

/** Sends one message, with pauses and again when WeChat is busy or away; says what a refusal means. */
export async function sendMessage(
  send: () => Promise<void>,
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
): Promise<SendOutcome> {
  for (let tries = 1; ; tries += 1) {
    try {
      await send();
      return { is: 'sent' };
    } catch (error) {
      const isKnown = error instanceof WechatApiError || error instanceof WechatUnreachableError;
      if (!isKnown) throw error;
      // It may be on the follower's screen already; once more later, when nothing tells otherwise.
      const isUncertain = error instanceof WechatUnreachableError && error.mayHaveArrived;
      if (!error.retryable || isUncertain || tries >= MOST_TRIES) return toOutcome(error);
      const pauseMs = FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + random());
      await clock.sleep(pauseMs);
    }
  }
}

function toOutcome(error: WechatApiError | WechatUnreachableError): SendOutcome {
  if (error instanceof WechatUnreachableError) return { is: 'unreachable', error };
  return { is: 'refused', means: meaningOf(error), error };
}

function meaningOf(error: WechatApiError): RefusalMeaning {
  switch (error.kind) {
    case 'too long':
      return 'shorten';
    case 'quota spent':
    case 'window over':
      return 'wait for the follower';
    case 'busy':
      return 'try later';
    case 'follower unreachable':
    case 'rejected':
      return 'drop';
    case 'not permitted':
      return 'not permitted';
    case 'token':
    case 'operator':
      return 'operator';
  }
}
