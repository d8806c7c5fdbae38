import { KuaihuiError } from '../../runtime/errors.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { mcpTexts as texts } from './mcp-texts.ts';

/** Why a server of tools did not do what it was asked. */
export type McpFailureKind =
  | 'timed-out'
  /** It ended, broke off, or cannot be reached. */
  | 'gone'
  /** There is no such program, or it may not be run. */
  | 'no-program'
  /** It does not know the session any more. */
  | 'session-lost'
  /** It wants other credentials. */
  | 'unauthorized'
  /** It answered with an error of its own. */
  | 'refused'
  /** It does not speak the protocol, or says more than is read. */
  | 'unusable';

/** Tells that a server of tools failed. */
export class McpFailure extends KuaihuiError {
  override readonly name = 'McpFailure';
  readonly code = 'mcp_failed';
  readonly kind: McpFailureKind;
  /** What the server says of it: a stranger's text. */
  readonly detail: string | undefined;

  constructor(kind: McpFailureKind, options: ErrorOptions & { readonly detail?: string } = {}) {
    super(texts.failed(kind), options);
    this.kind = kind;
    this.detail = options.detail;
  }
}

/** Returns what a deployer can do about it. */
export function remedyOf({ kind }: McpFailure): Sentence {
  return texts.remedy(kind);
}
