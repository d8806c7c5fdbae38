import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { AccountDirectory } from '../accounts/account-directory.ts';
import type { Account } from '../accounts/account.ts';
import type { Receipt } from '../accounts/handle-push.ts';
import type { Clock } from '../runtime/clock.ts';
import {
  createAttemptConnection,
  type AttemptConnection,
  type WatchedConnection,
} from '../delivery/attempt-connection.ts';
import { messageKey } from '../messages/inbound-message.ts';
import type { AttemptOutcome } from '../events/domain-event.ts';
import type { WebhookCall } from '../events/webhook-call.ts';
import type { Emitter } from '../events/event-bus.ts';
import { NOTHING, type FinalReply, type Reply } from '../messages/reply.ts';
import type { Push } from '../wechat/push/codec.ts';
import { RefusedPushError, UnreadablePushError } from '../wechat/errors.ts';
import { noteCall } from './call-report.ts';
import { checkRequest, readAccountName } from './account-route.ts';
import { readBody } from './read-body.ts';

/** WeChat closes after 5 s. A client that does not is no longer waited for; Nginx waits 40 s, so that it gets this answer. */
const HELD_AT_MOST_MS = 30_000;

/** POST /wechat and /wechat/NAME: checks the address before the body is read, decodes, hands over, and encodes the reply. */
export function createWebhook(
  accounts: AccountDirectory,
  { clock, log, events }: { clock: Clock; log: Logger; events: Emitter },
): RequestHandler {
  return async (request, response, next) => {
    const startedAt = clock.now();
    const connection = createAttemptConnection();
    response.once('close', () => {
      if (!response.writableFinished) connection.close();
    });
    const found = await accounts.find(readAccountName(request));
    if (found === undefined) {
      next();
      return;
    }
    const about = { account: found.name };
    response.locals['account'] = found.name;
    noteCall(response, about);
    const taken = await takePush(found, request, response, connection);
    const { account, push, reply, attempt, wasCut } = taken;
    const note = () => {
      const message = attempt && { ...attempt, tookMs: clock.now() - startedAt };
      const end = outcomeOf(response, reply);
      noteCall(response, { gave: end });
      events.emit({ type: 'attempt-ended', end, ...(message && { message }), ...about });
    };
    if (connection.isClosed()) note();
    else response.once('close', note);
    if (reply.kind !== 'hold') {
      response.once('close', () => {
        if (!response.writableFinished) wasCut();
      });
      if (connection.isClosed()) wasCut();
      else write(response, account, push, reply);
    } else if (!connection.isClosed()) {
      const cancel = clock.after(HELD_AT_MOST_MS, () => write(response, account, push, NOTHING));
      response.once('close', cancel);
    }
    log.info(
      {
        code: 'push_handled',
        account: account.name,
        message: messageKey(push.message),
        kind: nameOf(push),
        gave: GAVE[reply.kind].gave,
        tookMs: clock.now() - startedAt,
        zh: GAVE[reply.kind].zh,
      },
      'Push handled',
    );
    if (reply.kind === 'text') log.debug({ text: reply.text }, 'Replied');
  };

  async function takePush(
    found: Account,
    request: Request,
    response: Response,
    connection: WatchedConnection,
  ) {
    const about = { account: found.name };
    events.emit({ type: 'attempt-opened', ...about });
    const noteClosed = () => events.emit({ type: 'attempt-closed', ...about });
    if (connection.isClosed()) noteClosed();
    else response.once('close', noteClosed);
    try {
      const { account, checked } = await checkRequest(found, accounts, ({ codec }) =>
        codec.admit(request.query),
      );
      noteCall(response, { passed: 'address', body: { ...sizeOf(request) } });
      const body = await readBody(request, response);
      noteCall(response, { body: describeBody(body) });
      const push = await account.codec.decode(checked, body);
      noteCall(response, { passed: 'message', message: nameOf(push) });
      return { account, push, ...(await answerSafely(account, push, connection, log)) };
    } catch (error) {
      const isRefused = error instanceof RefusedPushError || error instanceof UnreadablePushError;
      events.emit({
        type: 'attempt-ended',
        ...(isRefused ? { end: 'refused', reason: error.reason } : { end: 'failed' }),
        ...about,
      });
      throw error;
    }
  }
}

/** What the log says of a reply. */
const GAVE: Readonly<Record<Reply['kind'], { readonly gave: string; readonly zh: string }>> = {
  text: { gave: 'text', zh: '收到一条推送，已回复' },
  nothing: { gave: 'nothing', zh: '收到一条推送，不用回复' },
  hold: { gave: 'no byte', zh: '收到一条推送，等微信再推' },
};

function nameOf({ message }: Push): string {
  return message.kind === 'event' ? message.event : message.kind;
}

function sizeOf({ headers }: Request): { readonly bytes?: number } {
  const bytes = Number(headers['content-length'] ?? NaN);
  return Number.isSafeInteger(bytes) ? { bytes } : {};
}

/** Says what a body looks like, for a sentence about one that cannot be read. */
function describeBody(body: string): NonNullable<WebhookCall['body']> {
  const begins = body.trimStart().slice(0, 1);
  const looksLike =
    begins === '' ? 'nothing' : begins === '<' ? 'xml' : begins === '{' ? 'json' : 'other';
  return { bytes: Buffer.byteLength(body), looksLike, isEncrypted: body.includes('<Encrypt>') };
}

function outcomeOf(response: Response, reply: Reply): AttemptOutcome {
  if (response.writableFinished) return reply.kind === 'text' ? 'answered' : 'nothing';
  return reply.kind === 'hold' ? 'held' : 'cut';
}

/** Answers a push. When something breaks inside, WeChat is told nothing, as a failure notice would not help the follower. */
async function answerSafely(
  account: Account,
  push: Push,
  connection: AttemptConnection,
  log: Logger,
): Promise<Receipt> {
  try {
    return await account.handlePush(push, connection);
  } catch (error) {
    if (error instanceof RefusedPushError) throw error;
    log.error(
      { code: 'push_failed', err: error, zh: '没能回答一条推送，已告诉微信不用回复' },
      'Could not answer a push; WeChat is told that nothing is to be said',
    );
    return { reply: NOTHING, wasCut: () => {} };
  }
}

function write(response: Response, account: Account, push: Push, reply: FinalReply): void {
  const { body, contentType } = account.codec.encode(reply, push);
  const headers = { 'content-type': contentType, 'content-length': Buffer.byteLength(body) };
  response.writeHead(200, headers).end(body);
}
