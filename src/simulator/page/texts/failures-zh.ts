/** By class or code: what went wrong, and what the deployer can do. The log has the vendor's own words. */
export const failuresZh: Readonly<Record<string, string>> = {
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
