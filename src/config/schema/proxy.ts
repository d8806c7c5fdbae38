import { address, word } from '../setting-kind.ts';
import { defineSettings } from '../setting-definition.ts';

/** The way to every account's model. */
export const proxySettings = defineSettings(
  {
    key: 'proxy',
    title: {
      en: 'The HTTP proxy on the way to models and to the search service',
      zh: '访问模型和搜索服务用的 HTTP 代理',
    },
    says: {
      en: "Such as http://127.0.0.1:7890 or http://user:password@host:port; SOCKS is not understood. Names in small letters count too (https_proxy). The machine itself and WeChat's API are always reached directly: WeChat's IP list must name this server.",
      zh: '例如 http://127.0.0.1:7890 或 http://用户:密码@主机:端口；不支持 SOCKS。小写的名字（https_proxy）也算。访问本机和微信接口不走代理：微信的 IP 白名单里要写这台服务器。',
    },
    scope: 'server',
  },
  {
    HTTPS_PROXY: {
      kind: address,
      isForOperator: true,
      isShared: true,
      says: { en: 'The proxy for https:// addresses.', zh: '访问 https:// 地址的代理。' },
    },
    HTTP_PROXY: {
      kind: address,
      isForOperator: true,
      isShared: true,
      says: { en: 'The proxy for http:// addresses.', zh: '访问 http:// 地址的代理。' },
    },
    ALL_PROXY: {
      kind: address,
      isForOperator: true,
      isShared: true,
      says: {
        en: 'The proxy for addresses that have none of their own.',
        zh: '没有另外填代理的地址用这个。',
      },
    },
    NO_PROXY: {
      kind: word,
      isForOperator: true,
      isShared: true,
      says: {
        en: 'Hosts that are reached without the proxy: names with their subdomains, addresses, networks such as 10.0.0.0/8, or *.',
        zh: '不走代理的主机：域名（含子域名）、地址、10.0.0.0/8 这样的网段，或 *。',
      },
    },
  },
);
