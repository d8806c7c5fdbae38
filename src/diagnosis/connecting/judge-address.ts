import { isLocalAddress, isLoopback } from '../../runtime/local-address.ts';
import type { Sentence } from '../../runtime/sentence.ts';

/** Says what is wrong with an address that is to be typed into WeChat's backend; nothing when it looks right. */
export function judgeAddress(url: string): readonly Sentence[] {
  const { hostname, port, protocol } = new URL(url);
  const problems: Sentence[] = [];
  if (isLoopback(hostname) || isLocalAddress(url))
    problems.push({
      zh: `${hostname} 只有这台机器或内网能访问，微信访问不到。请用公网的域名打开控制台，或设置 PUBLIC_URL。`,
      en: `Only this machine or its network reaches ${hostname}; WeChat does not. Open the console by its public name, or set PUBLIC_URL.`,
    });
  if (port !== '')
    problems.push({
      zh: `微信只访问 80 和 443 端口，这个地址用的是 ${port}。请用 Nginx 或宝塔把域名转发到这里。`,
      en: `WeChat calls ports 80 and 443 only, and this address has ${port}. Have Nginx or 宝塔 pass a domain on to it.`,
    });
  if (protocol === 'http:' && problems.length === 0)
    problems.push({
      zh: 'HTTP 也能接，但内容在路上不加密；网站如果会跳转到 HTTPS，请直接填 https:// 开头的地址。',
      en: 'HTTP works, but nothing is encrypted on the way. If the site redirects to HTTPS, use the address that begins with https://.',
    });
  return problems;
}
