import type { Sentence } from '../runtime/sentence.ts';
import type { AnswererErrorCode, FailureClass } from '../turns/answerer-error.ts';

/** Why answers fail, as it is counted and as breakers keep it. */
type KnownFailure = FailureClass | AnswererErrorCode | 'over-budget' | 'unpriced';

/** What happened, and what the owner can do. */
export interface FailureText {
  readonly sentence: Sentence;
  readonly remedy: Sentence;
}

const text = (zh: string, zhRemedy: string, en: string, enRemedy: string): FailureText => ({
  sentence: { zh, en },
  remedy: { zh: zhRemedy, en: enRemedy },
});

const FAILURES: Readonly<Record<KnownFailure, FailureText>> = {
  key: text(
    '模型的密钥无效',
    '到“模型”页换一个有效的密钥。',
    'The key of a model is refused',
    'Put a valid key in on the Models page.',
  ),
  credit: text(
    '模型厂商的账户没有余额或额度了',
    '到厂商的控制台充值。',
    'The account at the vendor has no credit left',
    "Top it up in the vendor's console.",
  ),
  throttled: text(
    '模型厂商限制了请求的频率',
    '到厂商那里提高限额，或在“模型”页再加一个模型。',
    'The vendor limits how often it is asked',
    'Raise the limit there, or add another model on the Models page.',
  ),
  overloaded: text(
    '模型厂商忙不过来',
    '一般会自己恢复；常发生就再加一个模型。',
    'The vendor is overloaded',
    'This mostly ends by itself. Add another model if it comes often.',
  ),
  'content-refused': text(
    '模型厂商拦下了问题或回答',
    '看看相关的对话；有需要就换一个模型。',
    'The vendor stopped a question or an answer',
    'Look at the conversations; use another model where you must.',
  ),
  'too-long': text(
    '问题和前面的对话超过了模型能读的长度',
    '在“设置”里减小 HISTORY_TOKENS，或换上下文更长的模型。',
    'The question with its history is longer than the model reads',
    'Lower HISTORY_TOKENS in the settings, or use a model that reads more.',
  ),
  'unknown-model': text(
    '厂商那里没有这个模型，或还没有开通',
    '到“模型”页核对模型名。',
    'The vendor does not have this model, or it is not switched on',
    'Compare its name on the Models page.',
  ),
  'not-allowed': text(
    '厂商不允许这个账户、地区或服务器使用模型',
    '到厂商的控制台看权限。',
    'The vendor does not allow this account, country or machine',
    "Look at the rights in the vendor's console.",
  ),
  'parameter-refused': text(
    '厂商不接受请求里的一个参数',
    '到“模型”页测试，看它说了什么。',
    'The vendor does not take a field of the request',
    'Test the model on the Models page to see what it says.',
  ),
  'not-understood': text(
    '厂商拒绝了请求',
    '到“模型”页测试，看它说了什么。',
    'The vendor refused the request',
    'Test the model on the Models page to see what it says.',
  ),
  'address-wrong': text(
    '模型的接口地址不对',
    '到“模型”页核对接口地址（Base URL）。',
    'The address of the model is wrong',
    'Compare the base URL on the Models page.',
  ),
  gateway: text(
    '防火墙或代理替模型厂商作了回答',
    '检查服务器的网络和代理设置。',
    'A firewall or a proxy answered in place of the vendor',
    "Check the server's network and proxy.",
  ),
  unexplained: text(
    '模型厂商报了一个没说明的错误',
    '到“日志”页看原因。',
    'The vendor told an error without saying what it is',
    'The Log page has the details.',
  ),
  network: text(
    '连不上模型厂商，或连接中断',
    '检查服务器的网络和代理设置。',
    'The vendor cannot be reached, or the connection broke',
    "Check the server's network and proxy.",
  ),
  provider_refused: text(
    '模型厂商拒绝了请求',
    '到“模型”页测试，看是密钥、余额还是模型名的问题。',
    'The vendor refused the request',
    'Test the model on the Models page: key, credit or name.',
  ),
  provider_busy: text(
    '模型厂商太忙，或限制了请求的频率',
    '再加一个模型，或到厂商那里提高限额。',
    'The vendor was too busy, or limits requests',
    'Add another model, or raise the limit there.',
  ),
  provider_unreachable: text(
    '连不上模型厂商，或连接中断',
    '检查服务器的网络和代理设置。',
    'The vendor cannot be reached, or the connection broke',
    "Check the server's network and proxy.",
  ),
  provider_garbage: text(
    '模型的返回内容看不懂',
    '到“模型”页核对接口地址（Base URL）。',
    'What the model returned cannot be read',
    'Compare the base URL on the Models page.',
  ),
  provider_silent: text(
    '模型迟迟没有回话',
    '换一个快一些的模型，或再加一个备用。',
    'The model did not answer in time',
    'Use a faster model, or add one to fall back on.',
  ),
  aborted: text(
    '回答被中断了',
    '不用处理；粉丝可以重试。',
    'The answer was broken off',
    'Nothing to do; the follower can ask again.',
  ),
  'over-budget': text(
    '今天的预算用完了',
    '在“设置”里调高 DAILY_BUDGET，或等到明天。',
    "The day's budget is used up",
    'Raise DAILY_BUDGET in the settings, or wait for tomorrow.',
  ),
  unpriced: text(
    '设了预算，但模型没有价格',
    '在价格文件（PRICES_FILE）里补上模型的价格。',
    'There is a budget, and the model has no price',
    'Add its price to the file of prices (PRICES_FILE).',
  ),
};
const UNKNOWN = text(
  '没能写出回答',
  '到“日志”页看原因。',
  'The answer could not be written',
  'The Log page has the details.',
);

/** Says why answers fail, and what the owner can do about it. */
export function describeFailure(failure: string): FailureText {
  return Object.hasOwn(FAILURES, failure) ? FAILURES[failure as KnownFailure] : UNKNOWN;
}
