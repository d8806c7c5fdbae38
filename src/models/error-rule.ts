import type { FailureClass } from '../turns/answerer-error.ts';

/** A detail that makes the advice of a class more exact. */
export type FailureDetail =
  /** A limit that the deployer set at the vendor. */
  | 'own-limit'
  /** A quota that begins anew after hours or days. */
  | 'period'
  /** The model exists and has to be switched on in the vendor's console. */
  | 'not-open'
  /** Azure knows deployments, not models. */
  | 'deployment'
  /** A 404 that does not say what is missing. */
  | 'unsure'
  /** A local server has to load or pull the model first. */
  | 'pull'
  | 'country'
  | 'ip'
  /** OpenAI streams some models to verified organisations only. */
  | 'verify'
  /** OpenRouter found no provider within the account's privacy settings. */
  | 'privacy'
  /** The account itself is locked. */
  | 'locked'
  /** The request was too large for a proxy before the API. */
  | 'body'
  /** A web page in place of the API, with a status of success. */
  | 'page'
  /** The value of a field is out of its range. */
  | 'range'
  /** Some field is unknown, and no name is given. */
  | 'unnamed';

/** A rule. It holds if the status is one of `statuses`, and one of the codes or the sentences matches. */
export interface ErrorRule {
  readonly is: FailureClass;
  readonly detail?: FailureDetail;
  readonly codes?: RegExp;
  readonly words?: RegExp;
  readonly statuses?: readonly number[];
  /** Tells two vendors with the same code apart by a shape or by words. */
  readonly when?: (facts: {
    words: string;
    shapes: ReadonlySet<string>;
    isQwen: boolean;
  }) => boolean;
}
