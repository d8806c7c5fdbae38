import type { Logger } from 'pino';
import type { SendOutcome } from './customer-service.ts';

/** Writes a log line about a message that was not sent, with what the operator can do. */
export function logOutcome(log: Logger, outcome: SendOutcome): void {
  switch (outcome.is) {
    case 'sent':
      return;
    case 'unreachable': {
      const { error } = outcome;
      log.warn(
        { code: 'wechat_unreachable', err: error, zh: '连不上微信，内容先留着' },
        'WeChat was not reached; the text waits',
      );
      return;
    }
    case 'refused': {
      const { code, errcode, means, advice, message } = outcome;
      const zh = `微信没有接受客服消息：${errcode}`;
      log.warn({ code, errcode, means, advice: advice?.en, adviceZh: advice?.zh, zh }, message);
    }
  }
}
