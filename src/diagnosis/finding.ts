import type { Sentence } from '../runtime/sentence.ts';

/** The subject of a check. */
export type CheckName =
  | 'settings'
  | 'account'
  | 'answers'
  | 'documents'
  | 'search'
  | 'budget'
  | 'personas'
  | 'data'
  | 'store'
  | 'disk'
  | 'clock'
  | 'model'
  | 'mcp-config'
  | 'mcp'
  | 'web-search'
  | 'breakers'
  | 'failures'
  | 'address'
  | 'certificate'
  | 'webhook'
  | 'wechat'
  | 'whitelist'
  | 'callback'
  | 'sources'
  | 'quota'
  | 'capability'
  | 'push'
  | 'signatures';

/** The result of one check. */
export interface Finding {
  readonly name: CheckName;
  /** `warning` if answers go on, or if it could not be found out now, such as with an overloaded model. */
  readonly state: 'ok' | 'warning' | 'fault';
  readonly sentence: Sentence;
  /** What the deployer can do about it. */
  readonly remedy?: Sentence | undefined;
  /** What the remedy wants typed in elsewhere, such as an address. */
  readonly copy?: string | undefined;
  /** The time that a request over the network took. */
  readonly tookMs?: number;
}
