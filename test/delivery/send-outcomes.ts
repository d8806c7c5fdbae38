import type { Refusal, RefusalMeaning, Unreachable } from '../../src/delivery/customer-service.ts';

/** A refusal by WeChat that means this. */
export function refused(means: RefusalMeaning, more: Partial<Refusal> = {}): Refusal {
  const errcode = 40000;
  const words = { code: 'wechat_refused', message: 'WeChat refused the call', advice: undefined };
  return { is: 'refused', means, errcode, ...words, ...more };
}

/** A call that WeChat did not answer. */
export function unreachable({ mayHaveArrived }: { mayHaveArrived: boolean }): Unreachable {
  return { is: 'unreachable', mayHaveArrived, error: new Error('No answer') };
}
