import { z } from 'zod';
import { RefusedPushError } from '../errors.ts';

const printable = /^[\x21-\x7e]+$/;

const pushQuery = z.object({
  timestamp: z.string().regex(/^\d{1,11}$/),
  nonce: z.string().max(128).regex(printable),
  signature: z.string().max(64).regex(printable),
  msg_signature: z.string().max(64).regex(printable).optional(),
  encrypt_type: z.string().max(16).optional(),
  echostr: z.string().max(1024).optional(),
});

const names = pushQuery.keyof().options;

/** What WeChat writes into the address: its signature, and when it made the request. */
export type PushQuery = z.infer<typeof pushQuery>;

/** Checks the query of a request. Throws RefusedPushError. */
export function parsePushQuery(query: unknown): PushQuery {
  const given: Record<string, unknown> = {};
  for (const key of names) {
    const value = readOwn(query, key);
    // Express makes an array or an object of a repeated name or of brackets, which two readers could take differently.
    if (value !== undefined && typeof value !== 'string') {
      throw new RefusedPushError(
        'query repeated',
        `The address gives ${key} more than once; WeChat gives it once.`,
      );
    }
    // Gateways pass on parameters without a value.
    given[key] = value === '' ? undefined : value;
  }
  if (given['signature'] === undefined) {
    throw new RefusedPushError(
      'signature missing',
      'The address carries no signature: this request does not come from WeChat, or a proxy cut its query off.',
    );
  }
  const parsed = pushQuery.safeParse(given);
  if (!parsed.success) {
    const bad = parsed.error.issues.map((issue) => String(issue.path[0])).join(', ');
    throw new RefusedPushError(
      'query malformed',
      `The address has no usable ${bad}; WeChat always gives them.`,
    );
  }
  return parsed.data;
}

function readOwn(query: unknown, key: string): unknown {
  if (typeof query !== 'object' || query === null || !Object.hasOwn(query, key)) return undefined;
  return (query as Record<string, unknown>)[key];
}
