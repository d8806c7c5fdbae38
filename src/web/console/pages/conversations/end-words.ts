import { bilingual } from '../../texts/bilingual.ts';

type Words = Readonly<Record<string, string>>;

/** The classes of a model's failures; a class that is not here is shown as it is. */
export const FAILURES = bilingual<Words>({
  zh: {
    key: '密钥无效',
    credit: '余额或额度用完',
    throttled: '请求太频繁',
    overloaded: '服务繁忙',
    'content-refused': '被内容审核拒绝',
    'too-long': '超过模型的长度',
    'unknown-model': '没有这个模型',
    'not-allowed': '没有权限',
    'parameter-refused': '参数不被接受',
    'not-understood': '请求被拒绝',
    'address-wrong': '地址不对',
    gateway: '被网关拦下',
    network: '网络不通',
    provider_silent: '超时没有回应',
    provider_busy: '服务繁忙',
    provider_unreachable: '连不上',
    provider_garbage: '回应读不懂',
    provider_refused: '请求被拒绝',
  },
  en: {
    key: 'Key not valid',
    credit: 'No credit left',
    throttled: 'Too many requests',
    overloaded: 'Overloaded',
    'content-refused': 'Refused by a content filter',
    'too-long': 'Too long for the model',
    'unknown-model': 'No such model',
    'not-allowed': 'Not allowed',
    'parameter-refused': 'A field was refused',
    'not-understood': 'Refused',
    'address-wrong': 'Wrong address',
    gateway: 'Stopped by a gateway',
    network: 'No connection',
    provider_silent: 'No answer in time',
    provider_busy: 'Overloaded',
    provider_unreachable: 'Cannot be reached',
    provider_garbage: 'Answer not understood',
    provider_refused: 'Refused',
  },
});

/** How the writing of an answer ended, where no model failed. */
export const WRITING_ENDS = bilingual<Words>({
  zh: {
    stop: '写完',
    length: '达到长度上限',
    'content-filter': '被内容审核拦下',
    unknown: '写完',
    stopped: '被停止',
    'over-budget': '今天的预算用完了',
    unpriced: '没有模型价格，不能调用',
  },
  en: {
    stop: 'finished',
    length: 'reached its length',
    'content-filter': 'stopped by a content filter',
    unknown: 'finished',
    stopped: 'stopped',
    'over-budget': 'today’s budget is used up',
    unpriced: 'no price is known, so it is not called',
  },
});
