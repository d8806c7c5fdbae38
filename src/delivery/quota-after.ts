import type { SendOutcome } from './customer-service.ts';

/** Tells what a send did to the quota: a message that WeChat refused or certainly never received is not counted. */
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
