import type { Logger } from 'pino';
import type { FinishReason } from './answer-event.ts';
import { AnswererError } from './answerer-error.ts';

/** What a log line says of an answer; never a word of it. */
interface AnswerFacts {
  /** The turn's id. */
  readonly turn: string;
  /** The name of what wrote it. */
  readonly provider: string;
  readonly reason: FinishReason;
}

/** Logs that the provider's filter refused a question, or cut an answer that has words. */
export function logFiltered(log: Logger, facts: AnswerFacts, isEmpty: boolean): void {
  if (isEmpty)
    log.warn(
      { code: 'question_refused', ...facts, zh: '模型厂商的内容审核拦下了一次提问' },
      'The provider’s filter refused a question',
    );
  else
    log.warn(
      { code: 'answer_cut', ...facts, zh: '模型厂商的内容审核截断了一个回答' },
      'The provider’s filter cut an answer',
    );
}

/** Logs that an answer came to its end without a visible word. */
export function logEmpty(log: Logger, facts: AnswerFacts): void {
  log.warn(
    { code: 'answer_empty', ...facts, zh: '回答里没有粉丝能看的字' },
    'The answer had no words that a follower can read',
  );
}

/** Logs why an answer failed, with the advice that the failure carries. Says nothing of one that was stopped. */
export function logFailure(log: Logger, turn: string, error: unknown): void {
  if (!(error instanceof AnswererError)) {
    log.error({ code: 'answerer_broke', err: error, zh: '写回答时程序出错' }, 'The answerer broke');
    return;
  }
  const { code, failure, advice, message } = error;
  if (code === 'aborted') return;
  const both = { advice: advice?.en, adviceZh: advice?.zh };
  log.warn({ code, turn, failure, ...both, zh: `这次没能回答：${message}` }, message);
}
