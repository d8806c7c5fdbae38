import type { Logger } from 'pino';
import type { Background } from '../../runtime/background.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AnswererError } from '../../turns/answerer-error.ts';
import type { ModelRequest } from '../../answering/model.ts';
import { NotCalledError } from '../../answering/not-called-error.ts';
import type { Breakers } from './breakers.ts';
import type { Candidate } from './candidate.ts';
import { scopeOf } from './failure-scope.ts';
import { askInTime } from './first-token.ts';

/** Small calls that find out whether what failed answers again. */
export interface Probes {
  /** Has a candidate probed when that is due, because a question passes it by. */
  want(candidate: Candidate): void;
}

export interface ProbesDeps {
  readonly breakers: Breakers;
  /** Aborted when the account asks these candidates no more. */
  readonly retired?: AbortSignal;
  readonly limitMs: number;
  readonly account: string;
  readonly clock: Clock;
  readonly background: Background;
  readonly log: Logger;
}

/** The answer is not read, and a bot that looks something up does nothing with it. */
const PROBE: ModelRequest = {
  system: '',
  history: [],
  question: 'Hi',
  maxTokens: 16,
  mayRetry: () => false,
};

export function createProbes(deps: ProbesDeps): Probes {
  const { breakers, retired, limitMs, account, clock, background, log } = deps;
  const stopped = retired ? AbortSignal.any([breakers.stopped, retired]) : breakers.stopped;
  const scheduled = new Set<Candidate>();

  const probe = async (candidate: Candidate) => {
    if (stopped.aborted || (await breakers.claimProbe(candidate)) !== 'ours') return;
    const result = await ask(candidate);
    if (stopped.aborted) return;
    log.debug({ model: candidate.model.id, result: nameOf(result) }, 'Probed a model');
    if (result === 'answered') breakers.close(candidate, account);
    else if (!(result instanceof NotCalledError)) breakers.open(candidate, result, account);
  };

  /** An answer that is cut off or refused shows that the model is there. */
  const ask = async (candidate: Candidate): Promise<'answered' | AnswererError> => {
    const limit = { limitMs, clock };
    try {
      for await (const event of askInTime(candidate.model, PROBE, stopped, limit))
        if (event.type === 'finish') return 'answered';
      return 'answered';
    } catch (error) {
      if (!(error instanceof AnswererError)) throw error;
      // What our own side did not send proves nothing.
      if (error instanceof NotCalledError) return error;
      return scopeOf(error) === 'question' ? 'answered' : error;
    }
  };

  return {
    want(candidate) {
      const probeAt = breakers.probeAtOf(candidate);
      if (probeAt === undefined || scheduled.has(candidate) || stopped.aborted) return;
      scheduled.add(candidate);
      const end = () => {
        scheduled.delete(candidate);
        stopped.removeEventListener('abort', cancel);
      };
      const cancelTimer = clock.after(Math.max(0, probeAt - clock.now()), () => {
        background.run('probe a model', () => probe(candidate).finally(end));
      });
      const cancel = () => {
        cancelTimer();
        end();
      };
      stopped.addEventListener('abort', cancel, { once: true });
    },
  };
}

function nameOf(result: 'answered' | AnswererError): string {
  return result === 'answered' ? result : result.code;
}
