import { KuaihuiError } from '../../runtime/errors.ts';
import type { Sentence } from '../../runtime/sentence.ts';

/** A call that cannot be done as asked. Its sentence is shown to the person and holds no secret. */
export class ConsoleError extends KuaihuiError {
  override readonly name = 'ConsoleError';
  readonly code: string;
  /** The status of the HTTP answer. */
  readonly status: number;
  /** When it is worth another try; absent where time changes nothing. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, code: string, says: Sentence, retryAfterSeconds?: number) {
    super(says);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What is wrong with one field of a form. */
export interface NamedProblem {
  readonly name: string;
  readonly sentence: Sentence;
}

/** A form that cannot be taken as it was filled in, with what is wrong with its fields. */
export class FormError extends ConsoleError {
  readonly problems: readonly NamedProblem[];

  constructor(status: number, code: string, says: Sentence, problems: readonly NamedProblem[]) {
    super(status, code, says);
    this.problems = problems;
  }
}
