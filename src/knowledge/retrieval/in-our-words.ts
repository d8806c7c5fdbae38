import { AnswererError } from '../../turns/answerer-error.ts';

/** Turns what the index or the store throws into the error that an answer can fail with. */
export async function inOurWords<Found>(look: () => Promise<Found>): Promise<Found> {
  try {
    return await look();
  } catch (cause) {
    if (cause instanceof AnswererError) throw cause;
    const message = 'The documents could not be searched';
    throw new AnswererError('provider_unreachable', message, { retryable: true, cause });
  }
}
