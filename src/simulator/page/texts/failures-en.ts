/** By class or code: what went wrong, and what the deployer can do. The log has the vendor's own words. */
export const failuresEn: Readonly<Record<string, string>> = {
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
