import type { FailureClass } from '../turns/answerer-error.ts';
import { readRetryAfterMs } from './choose-retry.ts';
import { CODE_RULES } from './code-rules.ts';
import type { ErrorRule, FailureDetail } from './error-rule.ts';
import { WORD_RULES } from './word-rules.ts';
import { hasVersion } from './base-url.ts';
import type { ProviderSaid } from './provider-error.ts';
import { readErrorBody, type ErrorBody } from './read-error-body.ts';
import { findRefusedFields } from './refused-fields.ts';

/** The provider, as far as the deployer may read it. */
export interface Provider {
  readonly host: string;
  readonly model: string;
  readonly hasKey: boolean;
  /** The base URL in use, without user and password. */
  readonly baseUrl: string;
  /** The proxy on the way, without user and password. */
  readonly proxy?: string | undefined;
}

/** An error of a provider, in our words. */
export interface ClassifiedError {
  readonly class: FailureClass;
  readonly detail?: FailureDetail;
  /** The status and the identifiers of the provider, for the log. */
  readonly codes: readonly string[];
  /** The provider's own sentences. They may quote the question or the key. */
  readonly words?: string;
  /** The fields of the request, and the forms of its messages, that are not taken; `system` stands for the role. */
  readonly fields?: readonly string[];
  readonly retryAfterMs?: number;
}

const SHOWN_CODES = 4;

/** The facts about the request whose error is classified. */
export interface RequestFacts {
  /** The names of the fields and of the forms of messages. */
  readonly sent: readonly string[];
  /** The present, to read a `retry-after` that is a date. */
  readonly now: number;
}

/** Decides what an error means, first by its codes, then by its sentences, then by its status. */
export function classifyError(
  said: ProviderSaid,
  provider: Provider,
  { sent, now }: RequestFacts,
): ClassifiedError {
  const body = readErrorBody(said.body);
  const status = statusOf(said, body);
  const found = classify(status, body, provider, sent);
  const retryAfterMs = readRetryAfterMs(said.headers, now, body.retryDelay ?? body.words);
  const statusCode = String(status);
  const others = body.codes.filter((code) => code !== statusCode).slice(0, SHOWN_CODES);
  return {
    ...found,
    codes: status === 200 ? others : [statusCode, ...others],
    ...(body.words !== '' && { words: body.words }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

type Found = Pick<ClassifiedError, 'class' | 'detail' | 'fields'>;

function classify(
  status: number,
  body: ErrorBody,
  provider: Provider,
  sent: readonly string[],
): Found {
  if (body.kind === 'html') return readPage(status);
  const isQwen = /aliyuncs\.com|dashscope/.test(provider.host) || /^qwen/i.test(provider.model);
  const facts = { ...body, isQwen };
  const matches = (codes: readonly string[], words: string) => (rule: ErrorRule) => {
    if (rule.statuses?.includes(status) === false) return false;
    if (rule.when?.(facts) === false) return false;
    if (rule.codes === undefined && rule.words === undefined) return true;
    return codes.some((code) => rule.codes?.test(code)) || rule.words?.test(words) === true;
  };
  const byCode = CODE_RULES.find(matches([...body.codes, ...body.mentioned], ''));
  if (byCode) return toFound(byCode);
  const refused = findRefusedFields(status, body, sent);
  const byWords = WORD_RULES.find(matches(body.codes, body.words));
  if (refused && !isStronger(byWords)) return { class: 'parameter-refused', ...refused };
  return byWords ? toFound(byWords) : byStatus(status, body, provider);
}

/** Says whether a rule outweighs a refused field, which is often named beside the true reason. */
function isStronger(rule: ErrorRule | undefined): boolean {
  return (
    rule !== undefined && ['content-refused', 'credit', 'not-allowed', 'key'].includes(rule.is)
  );
}

function toFound({ is, detail }: ErrorRule): Found {
  return { class: is, ...(detail !== undefined && { detail }) };
}

/** Returns the status. Some providers answer 200 and put it into the body. */
function statusOf({ status }: ProviderSaid, { codes }: ErrorBody): number {
  if (status !== 200) return status;
  return Number(codes.find((code) => /^[45]\d\d$/.test(code)) ?? status);
}

function readPage(status: number): Found {
  if (status < 300) return { class: 'address-wrong', detail: 'page' };
  if (status < 400 || status === 404 || status === 405) return { class: 'address-wrong' };
  if (status === 413) return { class: 'too-long', detail: 'body' };
  if (status === 429) return { class: 'throttled' };
  return { class: status >= 500 || status === 408 ? 'overloaded' : 'gateway' };
}

function byStatus(status: number, { kind, codes }: ErrorBody, provider: Provider): Found {
  if (status === 200) return { class: 'unexplained' };
  if (status < 400 || status === 405) return { class: 'address-wrong' };
  if (status === 402) return { class: 'credit' };
  if (status === 403) return { class: kind === 'json' ? 'not-allowed' : 'gateway' };
  if (status === 404) {
    const isOfApi = kind === 'json' && hasVersion(provider.baseUrl);
    return isOfApi ? { class: 'unknown-model', detail: 'unsure' } : { class: 'address-wrong' };
  }
  if (status === 407) return { class: 'gateway' };
  if (status === 413) return { class: 'too-long', detail: 'body' };
  if (status === 429) return { class: 'throttled' };
  if (status === 451) return { class: 'content-refused' };
  if (status >= 500 || status === 408 || status === 409 || status === 425)
    return { class: 'overloaded' };
  const isOfParameter = codes.some((code) =>
    /unsupported_|unknown_param|invalid_?param|extra_forbidden/i.test(code),
  );
  return { class: isOfParameter ? 'parameter-refused' : 'not-understood' };
}
