import { isIP } from 'node:net';
import type { Request, RequestHandler, Response } from 'express';
import type { AccountDirectory } from '../accounts/account-directory.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { WebhookCall, WebhookFault, WebhookParameter } from '../events/webhook-call.ts';
import type { Clock } from '../runtime/clock.ts';
import { isProxied, readAccessRequest } from './authorize.ts';

/** What the handlers of a call find out about it, one after the other. */
export type CallNotes = Pick<WebhookCall, 'account' | 'fault' | 'body' | 'message' | 'gave'> & {
  readonly passed?: WebhookCall['passed'];
};

interface CallReportDeps {
  readonly accounts: AccountDirectory;
  readonly events: Emitter;
  readonly clock: Clock;
}

type Query = Request['query'];

const NOTES = 'call notes';
const PARAMETERS: readonly WebhookParameter[] = [
  ...(['signature', 'timestamp', 'nonce', 'msg_signature', 'encrypt_type', 'echostr'] as const),
];
const LONGEST_PATH = 64;
/** A wrong signature is compared with the tokens of so many accounts, which costs no more than a message. */
const MOST_TOKENS = 50;
const WECHAT_AGENT = 'Mozilla/4.0';

/** The notes of one response, and what waits for the next one. */
interface NotedCall {
  notes: CallNotes;
  onNote?: () => void;
}

/** Notes something about the call that is being answered; what was noted before stays. */
export function noteCall(response: Response, notes: CallNotes): void {
  const noted = notedOf(response);
  noted.notes = { ...noted.notes, ...notes };
  noted.onNote?.();
}

/**
 * Tells of each call of a webhook when it is over, and of WeChat's calls of any other address: a proxy may have changed
 * the path. What else strangers ask for is no news.
 */
export function createCallReport({ accounts, events, clock }: CallReportDeps): RequestHandler {
  return (request, response, next) => {
    const path = request.path.slice(0, LONGEST_PATH);
    // Express parses it anew each time that it is asked for.
    const { query } = request;
    const parameters = PARAMETERS.filter((name) => query[name] !== undefined);
    next();
    if (!/^\/wechat(\/|$)/i.test(path) && !parameters.includes('signature')) return;
    const noted = notedOf(response);
    const at = clock.now();
    const tellWhenDecided = () => {
      const { account, passed = 'nothing', ...rest } = noted.notes;
      const isNowhere = account === undefined && response.writableFinished;
      const fault = rest.fault ?? (isNowhere ? 'unknown path' : undefined);
      if (fault === undefined && rest.gave === undefined) return;
      delete noted.onNote;
      const signedFor = findSigner(query, { account, fault }, accounts);
      events.emit({
        type: 'webhook-called',
        ...{ at, method: request.method, path, passed, parameters },
        ...(account !== undefined && { account }),
        ...rest,
        ...(fault !== undefined && { fault }),
        ...readAge(query, at),
        ...(signedFor !== undefined && { signedFor }),
        status: response.statusCode,
        from: readSender(request),
      });
    };
    response.once('close', () => {
      // An attempt that WeChat closed is decided after that.
      noted.onNote = tellWhenDecided;
      tellWhenDecided();
    });
  };
}

function notedOf({ locals }: Response): NotedCall {
  return (locals[NOTES] ??= { notes: {} }) as NotedCall;
}

/** Returns by how much this machine's clock is ahead of the request's time. */
function readAge(query: Query, now: number): { readonly aheadSeconds?: number } {
  const { timestamp } = query;
  if (typeof timestamp !== 'string' || !/^\d{1,11}$/.test(timestamp)) return {};
  return { aheadSeconds: Math.round(now / 1000) - Number(timestamp) };
}

function findSigner(
  query: Query,
  {
    account,
    fault,
  }: { readonly account: string | undefined; readonly fault: WebhookFault | undefined },
  accounts: AccountDirectory,
): string | undefined {
  if (fault !== 'signature wrong' && fault !== 'unknown path') return undefined;
  let left = MOST_TOKENS;
  for (const [name, { codec }] of accounts.entries()) {
    if (left === 0) return undefined;
    left -= 1;
    if (name !== account && codec.hasSigned(query)) return name;
  }
  return undefined;
}

function readSender(request: Request): WebhookCall['from'] {
  const wasProxied = isProxied(readAccessRequest(request));
  const { 'x-forwarded-for': forwarded, 'x-real-ip': real } = request.headers;
  const named = [forwarded, real].flat().map((value) => value?.split(',')[0]?.trim() ?? '');
  const address = [...(wasProxied ? named : []), request.socket.remoteAddress ?? ''].find(
    (given) => isIP(given) !== 0,
  );
  return {
    address: (address ?? '').replace(/^::ffff:(?=\d+\.)/, ''),
    isProxied: wasProxied,
    client: nameClient(request.headers['user-agent']),
  };
}

function nameClient(agent: string | undefined): WebhookCall['from']['client'] {
  if (!agent) return 'unnamed';
  if (agent === WECHAT_AGENT) return 'wechat';
  return agent.startsWith('Mozilla/') ? 'browser' : 'program';
}
