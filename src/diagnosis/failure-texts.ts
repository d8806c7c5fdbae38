import type { AnswererErrorCode, FailureClass } from '../turns/answerer-error.ts';

/** A class of failures, a code where there is no class, or `broken` for a mistake in the code. */
export type FailureKind = FailureClass | Exclude<AnswererErrorCode, 'aborted'> | 'broken';

/** Texts about failures of a model and what the deployer can do. The log has the vendor's own words. */
export const failuresEn: Readonly<Record<FailureKind, string>> = {
  key: "The key is wrong or no longer valid. Compare OPENAI_API_KEY with the vendor's console.",
  credit:
    'The account of the model has no credit left, or its quota is used up. Top it up, or use another OPENAI_API_KEY.',
  throttled:
    "The vendor counts requests, and there were too many. Lower OPENAI_MAX_CONCURRENCY, or raise the limit in the vendor's console.",
  overloaded: 'The model is overloaded and cannot answer now. Ask again a little later.',
  'content-refused': "The vendor's filter stopped the question or the answer. Ask in other words.",
  'too-long':
    'Question and history are longer than the model can read. Lower HISTORY_TOKENS, or send “new”.',
  'unknown-model':
    "The model does not exist, or is not switched on. Compare OPENAI_MODEL with the vendor's page, and OPENAI_BASE_URL (most end in /v1).",
  'not-allowed':
    "The key is good, but not for this: the model, this server's address or its country is not allowed, or the account has to be verified. The vendor's console says more.",
  'parameter-refused':
    'The model does not take a parameter. Compare the optional model settings and OPENAI_EXTRA_BODY.',
  'not-understood':
    "The vendor did not accept the request. With LOG_LEVEL=debug the log has the vendor's words.",
  'address-wrong': 'No model answers at this address. Compare OPENAI_BASE_URL; most end in /v1.',
  gateway:
    'A firewall or a proxy answered in place of the model. Compare the network, the proxy settings and OPENAI_BASE_URL.',
  unexplained: 'The model failed with an error that is not known here. The log has its words.',
  network:
    "The model cannot be reached. Compare OPENAI_BASE_URL and this server's network; where a proxy is needed, set HTTPS_PROXY.",
  provider_refused:
    'The vendor refused the request and will refuse it again. Compare key, model name and address.',
  provider_busy: 'The model is overloaded or counts requests. Ask again a little later.',
  provider_unreachable:
    "The model cannot be reached. Compare OPENAI_BASE_URL and this server's network.",
  provider_garbage: 'What answered is no model API. Compare OPENAI_BASE_URL; most end in /v1.',
  provider_silent:
    'The model kept silent too long, or wrote nothing. If it is slow by nature, raise OPENAI_FIRST_TOKEN_SECONDS or OPENAI_IDLE_SECONDS.',
  broken: 'Something unexpected went wrong in the program. The log says more.',
};

/** The same texts in Chinese. */
export const failuresZh: Readonly<Record<FailureKind, string>> = {
  key: '密钥不对或已失效。请把 OPENAI_API_KEY 和模型厂商控制台里的密钥对照一下。',
  credit: '模型账户没有余额，或额度用完了。请充值，或换一个 OPENAI_API_KEY。',
  throttled:
    '请求太频繁，被模型厂商限流了。请调低 OPENAI_MAX_CONCURRENCY，或在厂商控制台提高限额。',
  overloaded: '模型服务繁忙，现在回答不了。过一会儿再问。',
  'content-refused': '问题或回答被模型厂商的内容审核拦下了。换个问法再试。',
  'too-long': '问题连同前面的对话超过了模型能读的长度。请调低 HISTORY_TOKENS，或发送“新对话”。',
  'unknown-model':
    '没有这个模型，或还没有开通。请把 OPENAI_MODEL 和厂商页面上的名字对照，也检查 OPENAI_BASE_URL（多数以 /v1 结尾）。',
  'not-allowed':
    '密钥是对的，但不能这样用：模型没有授权、服务器的 IP 或所在地区不被允许，或账户需要实名。请到厂商控制台查看。',
  'parameter-refused': '模型不接受某个参数。请检查可选的模型设置和 OPENAI_EXTRA_BODY。',
  'not-understood': '模型厂商不接受这个请求。把 LOG_LEVEL 设为 debug，日志里有厂商的原话。',
  'address-wrong': '这个地址上没有模型接口。请检查 OPENAI_BASE_URL，多数以 /v1 结尾。',
  gateway: '防火墙或代理代替模型接口作了答复。请检查网络、代理设置和 OPENAI_BASE_URL。',
  unexplained: '模型接口报了一个没见过的错误，日志里有原话。',
  network:
    '连不上模型接口。请检查 OPENAI_BASE_URL 和这台服务器的网络；需要代理时设置 HTTPS_PROXY。',
  provider_refused: '模型厂商拒绝了这个请求，重试也没有用。请检查密钥、模型名和接口地址。',
  provider_busy: '模型服务繁忙或限流，过一会儿再问。',
  provider_unreachable: '连不上模型接口。请检查 OPENAI_BASE_URL 和这台服务器的网络。',
  provider_garbage: '对方的应答不是模型接口的格式。请检查 OPENAI_BASE_URL，多数以 /v1 结尾。',
  provider_silent:
    '模型太久没有应答，或什么也没写。模型本来就慢时，请调高 OPENAI_FIRST_TOKEN_SECONDS 或 OPENAI_IDLE_SECONDS。',
  broken: '程序出了意料之外的错误，日志里有详情。',
};
