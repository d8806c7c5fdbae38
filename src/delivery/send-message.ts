import type { Clock } from '../runtime/clock.ts';
import type { SendOutcome } from './customer-service.ts';

const MOST_TRIES = 4;
const FIRST_PAUSE_MS = 500;

/** Sends one message and retries with growing pauses while WeChat is busy or was not reached. */
export async function sendMessage(
  send: () => Promise<SendOutcome>,
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
): Promise<SendOutcome> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await send();
    if (!isRetryable(outcome) || tries >= MOST_TRIES) return outcome;
    const pauseMs = FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + random());
    await clock.sleep(pauseMs);
  }
}

/** A message that may be on the follower's screen already is not sent again here. */
function isRetryable(outcome: SendOutcome): boolean {
  switch (outcome.is) {
    case 'sent':
      return false;
    case 'refused':
      return outcome.means === 'try later';
    case 'unreachable':
      return !outcome.mayHaveArrived;
  }
}
