import type { Sentence } from '../runtime/sentence.ts';
import { knownBaseUrl, hasVersion } from './base-url.ts';
import type { ClassifiedError, Provider } from './classify-error.ts';

/** Says what the deployer has to change; undefined where waiting is enough. */
export function adviseOn(error: ClassifiedError, provider: Provider): Sentence | undefined {
  const { host, model, hasKey } = provider;
  switch (error.class) {
    case 'throttled':
      return {
        en: `${host} counts requests; a lower OPENAI_MAX_CONCURRENCY, or a higher limit in its console, helps.`,
        zh: `${host} 限制请求次数。请调低 OPENAI_MAX_CONCURRENCY，或在它的控制台提高限额。`,
      };
    case 'overloaded':
    case 'unexplained':
    case 'network':
      return undefined;
    case 'key':
      return hasKey
        ? {
            en: `OPENAI_API_KEY was refused by ${host}; compare it with the key shown there.`,
            zh: `${host} 不接受 OPENAI_API_KEY。请与它控制台里的密钥对照，重新复制一次。`,
          }
        : {
            en: `${host} wants a key; set OPENAI_API_KEY.`,
            zh: `${host} 要密钥。请填 OPENAI_API_KEY。`,
          };
    case 'credit':
      return adviseOnCredit(error, host);
    case 'content-refused':
      return undefined;
    case 'too-long':
      return error.detail === 'body'
        ? {
            en: `The request is too large for ${host} or a proxy before it; lower HISTORY_TOKENS, or raise the limit there (client_max_body_size in Nginx).`,
            zh: `请求太大，${host} 或它前面的代理不接受。请调低 HISTORY_TOKENS，或放宽那边的限制（Nginx 的 client_max_body_size）。`,
          }
        : {
            en: `History and question are longer than ${model} can read; lower HISTORY_TOKENS.`,
            zh: `问题连同前面的对话超过了 ${model} 能读的长度。请调低 HISTORY_TOKENS。`,
          };
    case 'unknown-model':
      return adviseOnModel(error, provider);
    case 'not-allowed':
      return adviseOnRights(error, provider);
    case 'parameter-refused': {
      const fields = error.fields ? ` (${error.fields.join(', ')})` : '';
      return {
        en: `${host} does not accept a parameter for ${model}${fields}; compare the optional model settings and OPENAI_EXTRA_BODY with its documents.`,
        zh: `${host} 的 ${model} 不接受某个参数${fields}。请对照它的文档，检查可选的模型设置和 OPENAI_EXTRA_BODY。`,
      };
    }
    case 'not-understood':
      return error.words === undefined
        ? {
            en: `${host} did not accept the request and did not say why; compare OPENAI_MODEL, the optional model settings and OPENAI_EXTRA_BODY with its documents.`,
            zh: `${host} 不接受这个请求，也没有说明原因。请对照它的文档，核对 OPENAI_MODEL、可选的模型设置和 OPENAI_EXTRA_BODY。`,
          }
        : {
            en: `${host} did not accept the request; its own words say why. LOG_LEVEL=debug shows them whole.`,
            zh: `${host} 不接受这个请求，原因见它的原话；LOG_LEVEL=debug 能看到全文。`,
          };
    case 'address-wrong':
      return adviseOnAddress(provider);
    case 'gateway': {
      const { proxy } = provider;
      return {
        en: `A firewall or proxy answered in place of the API: ask the operator of ${host} to let this server in, and compare OPENAI_BASE_URL${proxy === undefined ? '' : ` and the proxy ${proxy}`}.`,
        zh: `是防火墙或代理代替接口作了答复。请让 ${host} 的管理者放行这台服务器，并核对 OPENAI_BASE_URL${proxy === undefined ? '' : ` 和代理 ${proxy}`}。`,
      };
    }
  }
}

function adviseOnCredit({ detail }: ClassifiedError, host: string): Sentence {
  if (detail === 'own-limit')
    return {
      en: `A limit set for the account behind OPENAI_API_KEY is reached; raise it in the console of ${host}.`,
      zh: `OPENAI_API_KEY 所属账户达到了自己设的上限。请在 ${host} 的控制台调高。`,
    };
  if (detail === 'period')
    return {
      en: `The quota of the account behind OPENAI_API_KEY is used up for now at ${host}; wait until it begins anew, or buy more.`,
      zh: `OPENAI_API_KEY 所属账户在 ${host} 这段时间的额度用完了。请等下一个周期，或购买更多。`,
    };
  return {
    en: `The account behind OPENAI_API_KEY has no credit left at ${host}; top it up or use another key.`,
    zh: `OPENAI_API_KEY 所属账户在 ${host} 没有余额了。请充值，或换一个密钥。`,
  };
}

function adviseOnModel({ detail }: ClassifiedError, { host, model, baseUrl }: Provider): Sentence {
  if (detail === 'not-open')
    return {
      en: `The model ${model} is not switched on for this account; switch it on in the console of ${host}.`,
      zh: `这个账户还没有开通模型 ${model}。请在 ${host} 的控制台开通。`,
    };
  if (detail === 'deployment')
    return {
      en: `There is no deployment ${model} at ${host}: OPENAI_MODEL is the name of the deployment, not of the model.`,
      zh: `${host} 上没有名为 ${model} 的部署：OPENAI_MODEL 要填部署的名字，不是模型的名字。`,
    };
  if (detail === 'pull')
    return {
      en: `${host} has not loaded the model ${model}; pull or load it there first (for Ollama: ollama pull ${model}), or compare OPENAI_MODEL.`,
      zh: `${host} 还没有加载模型 ${model}。请先在那里下载或加载（Ollama：ollama pull ${model}），或核对 OPENAI_MODEL。`,
    };
  const mayBeAddress = detail === 'unsure' || !hasVersion(baseUrl);
  return {
    en: `The model ${model} does not exist at ${host}, or not for this key; compare OPENAI_MODEL with the list on the vendor's page, or with ${baseUrl}/models.${mayBeAddress ? ' If the name is right, compare OPENAI_BASE_URL: most end in a version such as /v1.' : ''}`,
    zh: `${host} 没有模型 ${model}，或这个密钥不能用它。请把 OPENAI_MODEL 与厂商页面上的列表或 ${baseUrl}/models 对照。${mayBeAddress ? '名字没错的话，请核对 OPENAI_BASE_URL：多数以 /v1 这样的版本号结尾。' : ''}`,
  };
}

function adviseOnRights({ detail }: ClassifiedError, { host, model }: Provider): Sentence {
  switch (detail) {
    case 'country':
      return {
        en: `${host} does not serve the country of this server; use another vendor, or a proxy (HTTPS_PROXY) where that is allowed.`,
        zh: `${host} 不为这台服务器所在的地区服务。请换一家厂商，或在允许的情况下使用代理（HTTPS_PROXY）。`,
      };
    case 'ip':
      return {
        en: `${host} does not let this server's IP address in; add it to the list of the key there.`,
        zh: `${host} 不允许这台服务器的 IP。请把它加进那边密钥的 IP 白名单。`,
      };
    case 'verify':
      return {
        en: `${host} wants the account to be verified before it serves ${model} like this; do that in its console, or choose another OPENAI_MODEL.`,
        zh: `${host} 要求账户先完成认证才能这样使用 ${model}。请在它的控制台认证，或换一个 OPENAI_MODEL。`,
      };
    case 'privacy':
      return {
        en: `No provider of ${model} fits the privacy settings of the account at ${host}; change them there, or choose another OPENAI_MODEL.`,
        zh: `按 ${host} 账户的隐私设置，没有可用的 ${model} 提供方。请在那里修改，或换一个 OPENAI_MODEL。`,
      };
    case 'locked':
      return {
        en: `The account behind OPENAI_API_KEY is locked at ${host}; its console says why.`,
        zh: `OPENAI_API_KEY 所属账户被 ${host} 锁定了，原因见它的控制台。`,
      };
    default:
      return {
        en: `OPENAI_API_KEY may not use the model ${model} at ${host}, or ${host} does not serve this server's country.`,
        zh: `OPENAI_API_KEY 不能使用 ${host} 的模型 ${model}，或 ${host} 不为这台服务器所在的地区服务。`,
      };
  }
}

function adviseOnAddress({ baseUrl, host, model }: Provider): Sentence {
  const known = knownBaseUrl(baseUrl);
  const right: Sentence =
    known !== undefined && known !== baseUrl
      ? { en: `for ${host} it is ${known}`, zh: `${host} 的是 ${known}` }
      : hasVersion(baseUrl)
        ? {
            en: 'it has to be the address of an API that is compatible with OpenAI',
            zh: '要填兼容 OpenAI 的接口地址',
          }
        : {
            en: `most end in a version, such as ${baseUrl}/v1`,
            zh: `多数以版本号结尾，例如 ${baseUrl}/v1`,
          };
  return {
    en: `Compare OPENAI_BASE_URL: ${right.en}. If the address is right, the model ${model} may not exist there; compare OPENAI_MODEL.`,
    zh: `请核对 OPENAI_BASE_URL：${right.zh}。地址没错的话，可能那里没有模型 ${model}，请核对 OPENAI_MODEL。`,
  };
}

const CERTIFICATE =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE)$/;
const WRONG_TIME = /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/;

/** What stopped a connection. */
export interface NetworkFailure {
  readonly code?: string | undefined;
  /** The status with which a proxy refused the way. */
  readonly proxyStatus?: number | undefined;
}

/** Says what the deployer can do about a connection that failed, and whether another try can help. */
export function adviseOnNetwork(
  { code = '', proxyStatus }: NetworkFailure,
  { host, proxy }: Provider,
): { advice: Sentence; retryable: boolean } {
  if (proxyStatus === 407)
    return final({
      en: `The proxy ${proxy} wants a user and a password: http://user:password@host:port.`,
      zh: `代理 ${proxy} 要用户名和密码：http://用户:密码@主机:端口。`,
    });
  if (proxyStatus !== undefined)
    return again({
      en: `The proxy ${proxy} refused the way to ${host} (${proxyStatus}); ask its operator, or name ${host} in NO_PROXY.`,
      zh: `代理 ${proxy} 不肯连接 ${host}（${proxyStatus}）。请问它的管理者，或把 ${host} 写进 NO_PROXY。`,
    });
  if (CERTIFICATE.test(code))
    return final({
      en: `The certificate of ${host} is signed by an authority that Node does not know, as in a company's network or a self-made one. Put that authority's certificate (PEM) into a file and start with NODE_EXTRA_CA_CERTS=/path/to/it.pem in the environment (not in .env).`,
      zh: `${host} 的证书由 Node 不认识的机构签发（公司内网或自签名）。请把那个机构的证书（PEM）存成文件，启动时在环境变量里（不是 .env）设 NODE_EXTRA_CA_CERTS=/文件路径.pem。`,
    });
  if (WRONG_TIME.test(code))
    return final({
      en: `The certificate of ${host} is not valid at this machine's time; compare the clock, else tell the operator of ${host}.`,
      zh: `按这台机器的时间，${host} 的证书不在有效期内。请核对时钟；时钟没错就告诉 ${host} 的管理者。`,
    });
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return final({
      en: `The certificate at ${host} belongs to another name; compare OPENAI_BASE_URL${proxy === undefined ? '' : ` and the proxy ${proxy}`}.`,
      zh: `${host} 的证书属于别的域名。请核对 OPENAI_BASE_URL${proxy === undefined ? '' : ` 和代理 ${proxy}`}。`,
    });
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return final({
      en: `What listens at ${host} speaks no TLS; compare OPENAI_BASE_URL: perhaps http:// in place of https://.`,
      zh: `${host} 那边不是 TLS。请核对 OPENAI_BASE_URL：也许应该用 http:// 而不是 https://。`,
    });
  if (proxy !== undefined)
    return again({
      en: `Try to reach ${host} through the proxy ${proxy} from this machine; compare HTTPS_PROXY, HTTP_PROXY and ALL_PROXY, or name ${host} in NO_PROXY.`,
      zh: `请在这台机器上试着经代理 ${proxy} 访问 ${host}；核对 HTTPS_PROXY、HTTP_PROXY 和 ALL_PROXY，或把 ${host} 写进 NO_PROXY。`,
    });
  const isHere = /^(?:localhost|127\.|\[::1\])/.test(host);
  return again({
    en: `Compare OPENAI_BASE_URL, and try to reach ${host} from this machine. No proxy is set: where one is needed, set HTTPS_PROXY.${isHere ? ' In a container, localhost is the container itself.' : ''}`,
    zh: `请核对 OPENAI_BASE_URL，并在这台机器上试着访问 ${host}。现在没有设代理；需要的话请设 HTTPS_PROXY。${isHere ? '在容器里，localhost 是容器自己。' : ''}`,
  });
}

function final(advice: Sentence) {
  return { advice, retryable: false };
}

function again(advice: Sentence) {
  return { advice, retryable: true };
}
