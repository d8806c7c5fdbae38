import type { Sentence } from '../../runtime/sentence.ts';

/** The texts of the doctor about the public address. */
export const addressTexts = {
  notSet: (): Sentence => ({
    en: 'PUBLIC_URL is not set, so the way of WeChat’s messages was not looked at',
    zh: '没有设 PUBLIC_URL，微信消息要走的线路没有检查',
  }),
  setIt: (): Sentence => ({
    en: 'Set PUBLIC_URL to the address under which the internet reaches this server, such as https://bot.example.com.',
    zh: '请把 PUBLIC_URL 设为公网访问这台服务器的地址，例如 https://bot.example.com。',
  }),
  isLocal: (host: string): Sentence => ({
    en: `${host} (PUBLIC_URL) is an address of this machine or its own network; WeChat cannot reach it`,
    zh: `${host}（PUBLIC_URL）是本机或内网地址，微信访问不到`,
  }),
  usePublic: (): Sentence => ({
    en: 'Set PUBLIC_URL to a name that the internet knows. At home, a tunnel gives one.',
    zh: '请把 PUBLIC_URL 换成公网能访问的域名；在家里可以用内网穿透。',
  }),
  port: (port: string): Sentence => ({
    en: `PUBLIC_URL names port ${port}, and WeChat sends to ports 80 and 443 only`,
    zh: `PUBLIC_URL 用的是 ${port} 端口，微信只推送到 80 和 443 端口`,
  }),
  usePort: (): Sentence => ({
    en: 'Put Nginx or another proxy on port 443 or 80, and take the port out of PUBLIC_URL.',
    zh: '请用 Nginx 等在 443 或 80 端口转发，并去掉 PUBLIC_URL 里的端口。',
  }),
  noName: (host: string): Sentence => ({
    en: `the name ${host} leads to no address`,
    zh: `域名 ${host} 没有解析到任何地址`,
  }),
  setName: (): Sentence => ({
    en: 'Add a record (A or AAAA) with this server’s public IP where the domain is managed, and wait some minutes.',
    zh: '请在域名管理处添加解析记录（A 或 AAAA），指向这台服务器的公网 IP，等几分钟生效。',
  }),
  private: (host: string, addresses: readonly string[]): Sentence => ({
    en: `${host} leads to ${addresses.join(', ')}, an address of a private network that WeChat cannot reach`,
    zh: `${host} 解析到内网地址 ${addresses.join('、')}，微信访问不到`,
  }),
  pointName: (): Sentence => ({
    en: 'Let the record of the domain name this server’s public IP.',
    zh: '请把域名解析改成这台服务器的公网 IP。',
  }),
  found: (host: string, addresses: readonly string[]): Sentence =>
    addresses.length === 1 && addresses[0] === host
      ? { en: `${host} is a public address`, zh: `${host} 是公网地址` }
      : {
          en: `${host} leads to ${addresses.join(', ')}`,
          zh: `${host} 解析到 ${addresses.join('、')}`,
        },
  noAnswer: (host: string, code: string): Sentence => ({
    en: `nothing answers at ${host}${code === '' ? '' : ` (${code})`}`,
    zh: `${host} 没有应答${code === '' ? '' : `（${code}）`}`,
  }),
  openPort: (): Sentence => ({
    en: 'Open the port in firewall and security group, and start Nginx. Some routers do not lead back to their own network: then try it from a phone.',
    zh: '请在防火墙和安全组放行端口，并启动 Nginx。有的路由器从内网访问不了自己的公网地址，这时用手机流量试一下。',
  }),
  expired: (host: string): Sentence => ({
    en: `the certificate of ${host} has expired`,
    zh: `${host} 的证书已过期`,
  }),
  renew: (): Sentence => ({
    en: 'Have the certificate made again for this name, such as with `certbot renew`, and reload Nginx.',
    zh: '请重新签发这个域名的证书（例如 `certbot renew`），再重新加载 Nginx。',
  }),
  notYetValid: (): Sentence => ({
    en: 'the certificate is not valid yet by this machine’s clock',
    zh: '按这台机器的时间，证书还没有生效',
  }),
  setClock: (): Sentence => ({
    en: 'Set this machine’s clock, then run the doctor again.',
    zh: '请校准这台机器的时间，再检查一次。',
  }),
  otherName: (host: string): Sentence => ({
    en: `the certificate is for another name than ${host}`,
    zh: `证书不是给 ${host} 的`,
  }),
  selfSigned: (): Sentence => ({
    en: 'the certificate is signed by itself, and WeChat does not trust it',
    zh: '证书是自签名的，微信不信任',
  }),
  getOne: (): Sentence => ({
    en: 'Get one of a known authority, such as from Let’s Encrypt; it is free.',
    zh: '请换成正规机构签发的证书，例如免费的 Let’s Encrypt。',
  }),
  chain: (problem: string): Sentence => ({
    en: `the chain of certificates is not complete or not trusted (${problem})`,
    zh: `证书链不完整或不受信任（${problem}）`,
  }),
  fullChain: (): Sentence => ({
    en: 'Let Nginx’s ssl_certificate name fullchain.pem, which holds the intermediate certificate too, and reload it.',
    zh: '请让 Nginx 的 ssl_certificate 指向 fullchain.pem（含中间证书），再重新加载。',
  }),
  daysLeft: (days: number): Sentence => ({
    en: `the certificate is trusted and valid for ${days} more days`,
    zh: `证书受信任，还有 ${days} 天到期`,
  }),
  redirectsToHttps: (): Sentence => ({
    en: 'the address leads on from http to https, and WeChat does not follow',
    zh: '这个地址会从 http 跳转到 https，微信不会跟着跳',
  }),
  useHttps: (): Sentence => ({
    en: 'Write https into PUBLIC_URL and into the URL in WeChat’s console.',
    zh: '请在 PUBLIC_URL 和微信后台的网址里都写 https。',
  }),
  redirects: (status: number): Sentence => ({
    en: `the address leads on to another one (${status}), and WeChat does not follow`,
    zh: `这个地址会跳转到别处（${status}），微信不会跟着跳`,
  }),
  noRedirect: (): Sentence => ({
    en: 'Let Nginx pass /wechat on to this server without a redirect, or use the address to which it leads.',
    zh: '请让 Nginx 把 /wechat 直接转发到这台服务器，不要跳转；或改用跳转后的地址。',
  }),
  isOurs: (address: string): Sentence => ({
    en: `Kuaihui answers at ${address}`,
    zh: `${address} 由快回应答`,
  }),
  gateway: (status: number): Sentence => ({
    en: `the proxy answers, and does not reach this server (${status})`,
    zh: `反向代理有应答，但连不上这台服务器（${status}）`,
  }),
  startBehindGateway: (): Sentence => ({
    en: 'Start the server, and compare the port in Nginx’s proxy_pass with PORT.',
    zh: '请启动服务器，并核对 Nginx 的 proxy_pass 端口与 PORT 是否一致。',
  }),
  notFound: (path: string): Sentence => ({
    en: `another server answers there, and it has no ${path} (404)`,
    zh: `那里是别的程序在应答，没有 ${path} 这个路径（404）`,
  }),
  passPathOn: (): Sentence => ({
    en: 'Let Nginx pass the path /wechat on to this server unchanged (see README).',
    zh: '请让 Nginx 把 /wechat 路径原样转发到这台服务器（见 README）。',
  }),
  anotherServer: (status: number): Sentence => ({
    en: `something else answers there than this server (${status})`,
    zh: `那里应答的不是快回（${status}）`,
  }),
  pointHere: (): Sentence => ({
    en: 'Compare the domain’s record with this server’s public IP, and Nginx’s proxy_pass with PORT.',
    zh: '请核对域名解析是不是这台服务器的公网 IP，以及 Nginx 的 proxy_pass 与 PORT。',
  }),
};
