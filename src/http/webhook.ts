import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Account } from '../accounts/account.ts';
import type { Clock } from '../runtime/clock.ts';
import type { AttemptEnd } from '../delivery/answer-attempt.ts';
import {
  createAttemptConnection,
  type AttemptConnection,
  type WatchedConnection,
} from '../delivery/attempt-connection.ts';
import { messageKey } from '../messages/inbound-message.ts';
import type { AttemptOutcome } from '../events/domain-event.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { Push } from '../wechat/push/codec.ts';
import { RefusedPushError, UnreadablePushError } from '../wechat/errors.ts';
import { readBody } from './read-body.ts';

/** WeChat closes after 5 s. A client that does not is no longer waited for; Nginx waits 40 s, so that it gets this answer. */
const HELD_AT_MOST_MS = 30_000;

/** POST /wechat: checks the address before the body is read, decodes, hands over, and encodes what delivery chose. */
export function createWebhook(
  account: Account,
  { clock, log, events }: { clock: Clock; log: Logger; events: Emitter },
): RequestHandler {
  const about = { account: account.name };
  return async (request, response) => {
    const startedAt = clock.now();
    const connection = createAttemptConnection();
    const { push, end, wasCut } = await takePush(request, response, connection);
    const note = () =>
      events.emit({ type: 'attempt-ended', end: outcomeOf(response, end), ...about });
    if (connection.isClosed()) note();
    else response.once('close', note);
    if (end.give !== 'no byte') {
      response.once('close', () => {
        if (!response.writableFinished) wasCut();
      });
      if (connection.isClosed()) wasCut();
      else write(response, account, push, end);
    } else if (!connection.isClosed()) {
      const cancel = clock.after(HELD_AT_MOST_MS, () =>
        write(response, account, push, { give: 'nothing', leaves: end.leaves }),
      );
      response.once('close', cancel);
    }
    log.info(
      {
        code: 'push_handled',
        account: account.name,
        message: messageKey(push.message),
        kind: push.message.kind === 'event' ? push.message.event : push.message.kind,
        gave: end.give,
        tookMs: clock.now() - startedAt,
        zh: GAVE_ZH[end.give],
      },
      'Attended to a push',
    );
    if (end.give === 'text') log.debug({ text: end.text }, 'Replied');
  };

  async function takePush(request: Request, response: Response, connection: WatchedConnection) {
    events.emit({ type: 'attempt-opened', ...about });
    response.once('close', () => {
      events.emit({ type: 'attempt-closed', ...about });
      if (!response.writableFinished) connection.close();
    });
    try {
      const admitted = account.codec.admit(request.query);
      const push = await account.codec.decode(admitted, await readBody(request, response));
      return { push, ...(await answerSafely(account, push, connection, log)) };
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

const GAVE_ZH: Readonly<Record<AttemptEnd['give'], string>> = {
  text: '收到一条推送，已回复',
  nothing: '收到一条推送，不用回复',
  'no byte': '收到一条推送，等微信再推',
};

function outcomeOf(response: Response, end: AttemptEnd): AttemptOutcome {
  if (response.writableFinished) return end.give === 'text' ? 'answered' : 'nothing';
  return end.give === 'no byte' ? 'held' : 'cut';
}

/** Whatever breaks inside, WeChat gets an answer that it can read: a failure notice helps nobody. */
async function answerSafely(
  account: Account,
  push: Push,
  connection: AttemptConnection,
  log: Logger,
) {
  try {
    return await account.handlePush(push, connection);
  } catch (error) {
    if (error instanceof RefusedPushError) throw error;
    log.error(
      { code: 'push_failed', err: error, zh: '没能回答一条推送，已告诉微信不用回复' },
      'Could not answer a push; WeChat is told that nothing is to be said',
    );
    return { end: { give: 'nothing', leaves: 'more' } as const, wasCut: () => {} };
  }
}

function write(response: Response, account: Account, push: Push, end: AttemptEnd): void {
  const reply =
    end.give === 'text'
      ? ({ kind: 'text', content: end.text } as const)
      : ({ kind: 'nothing' } as const);
  const { body, contentType } = account.codec.encode(reply, push);
  const headers = { 'content-type': contentType, 'content-length': Buffer.byteLength(body) };
  response.writeHead(200, headers).end(body);
}
