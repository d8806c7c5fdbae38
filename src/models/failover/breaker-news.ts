import type { Logger } from 'pino';
import type { Emitter } from '../../events/event-bus.ts';
import type { AnswererError } from '../../turns/answerer-error.ts';
import type { BreakerRecord } from './breaker-record.ts';

/** Tells of breakers on the bus and in the log. */
export interface BreakerNews {
  opened(breaker: string, record: BreakerRecord, error: AnswererError, account: string): void;
  closed(breaker: string, record: BreakerRecord, account: string): void;
}

export function createBreakerNews({
  log,
  events,
}: {
  readonly log: Logger;
  readonly events: Emitter;
}): BreakerNews {
  return {
    opened(breaker, record, { message, advice }, account) {
      const news = newsOf(breaker, record, account);
      events.emit({ type: 'breaker-opened', ...news });
      const { en, zh } = nameOf(record);
      log.warn(
        {
          ...{ code: 'breaker_opened', account, model: record.model, failure: record.failure },
          ...{ reason: message, advice: advice?.en, adviceZh: advice?.zh },
          zh: `${zh}出了问题，之后的问题先问别的模型，等试探成功再回来：${message}`,
        },
        `Questions pass by ${en} until a probe succeeds: ${message}`,
      );
    },
    closed(breaker, record, account) {
      events.emit({ type: 'breaker-closed', ...newsOf(breaker, record, account) });
      const { en, zh } = nameOf(record);
      log.info(
        {
          ...{ code: 'breaker_closed', account, model: record.model, failure: record.failure },
          zh: `${zh}恢复了`,
        },
        `Questions go to ${en} again`,
      );
    },
  };
}

function newsOf(breaker: string, record: BreakerRecord, account: string) {
  const { provider, model, keyNumber, failure } = record;
  return {
    ...{ account, breaker, provider, model, failure },
    ...(keyNumber !== undefined && { keyNumber }),
  };
}

function nameOf({ scope, provider, model, keyNumber }: BreakerRecord): { en: string; zh: string } {
  switch (scope) {
    case 'provider':
      return { en: provider, zh: provider };
    case 'model':
      return { en: model, zh: model };
    case 'key':
      return { en: `key ${keyNumber} of ${provider}`, zh: `${provider} 的第 ${keyNumber} 个密钥` };
  }
}
