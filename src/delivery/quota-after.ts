import type { SendOutcome } from './customer-service.ts';

/** WeChat counts the messages that it takes. One that it certainly refused, or never received, goes back to the quota. */
export function quotaAfter(outcome: SendOutcome): 'spent' | 'not used' | undefined {
  switch (outcome.is) {
    case 'sent':
      return undefined;
    case 'unreachable':
      return outcome.mayHaveArrived ? undefined : 'not used';
    case 'refused':
      return outcome.means === 'wait for the follower' ? 'spent' : 'not used';
  }
}
