import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import type { WebhookFault } from '../events/webhook-call.ts';
import type { Clock } from '../runtime/clock.ts';
import { RefusedPushError, UnreadablePushError } from '../wechat/errors.ts';
import { refusalsZh } from '../wechat/push/refusals-zh.ts';
import { noteCall } from './call-report.ts';
import { createGuessBrake } from './guess-brake.ts';
import { createThrottledLog } from './throttled-log.ts';

/** Turns every error into a status and a log line. Clients read no more than a short reason. */
export function createErrorHandler({
  log,
  clock,
}: {
  readonly log: Logger;
  readonly clock: Clock;
}): ErrorRequestHandler {
  const seldom = createThrottledLog(log, clock);
  const brake = createGuessBrake(clock);

  return (error: unknown, _request, response, next) => {
    // Of the webhook that was called; absent for other addresses.
    const account = response.locals['account'] as string | undefined;
    if (response.headersSent) {
      next(error);
      return;
    }
    // A refused client has no reason to use this connection again or to send the rest of its body.
    response.set('Connection', 'close').type('text/plain; charset=utf-8');
    noteCall(response, { fault: nameFault(error) });
    if (error instanceof UnreadablePushError) {
      // This word stops WeChat from resending. Anything else shows a failure notice on the follower's screen.
      response.send('success');
      seldom.write('warn', {
        code: error.code,
        reason: error.reason,
        account,
        says: {
          en: `A push of WeChat cannot be read, so its follower gets no answer: ${error.message}`,
          zh: `微信的一条推送读不了，那位粉丝收不到回答：${refusalsZh[error.reason]}`,
        },
      });
      return;
    }
    if (error instanceof RefusedPushError) {
      seldom.write('warn', {
        code: error.code,
        reason: error.reason,
        account,
        says: {
          en: `Refused a request: ${error.message}`,
          zh: `拒绝了一个请求：${refusalsZh[error.reason]}`,
        },
      });
      const refuse = () => void response.status(error.status).send(error.reason);
      if (error.reason === 'signature wrong') brake.hold(response, refuse);
      else refuse();
      return;
    }
    const status = clientErrorStatus(error);
    if (status !== undefined) {
      const says = { en: 'Refused a request that could not be read', zh: '拒绝了一个读不了的请求' };
      seldom.write(
        'warn',
        { code: 'request_unreadable', reason: `status ${status}`, says },
        { status },
      );
      response.status(status).send('bad request');
      return;
    }
    log.error({ code: 'request_failed', err: error, zh: '处理一个请求时出错' }, 'A request failed');
    response.status(500).send('internal error');
  };
}

function nameFault(error: unknown): WebhookFault {
  if (error instanceof RefusedPushError || error instanceof UnreadablePushError)
    return error.reason;
  return clientErrorStatus(error) === undefined ? 'failed' : 'unreadable address';
}

/** Returns the status that Express gives an error, for example for an address with a broken escape. */
function clientErrorStatus(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : NaN;
  return status >= 400 && status < 500 ? status : undefined;
}
