import type { Sentence } from '../../runtime/sentence.ts';

const NGINX = 'proxy_set_header X-Forwarded-Proto $scheme;';
const NGINX_HOST = 'proxy_set_header Host $host;';

/** What the console says of a way on which it lets no person in, and which way to take. */
export const gateTexts = {
  plainFromAfar: (port: string): Sentence => ({
    en: `The console does not open over plain HTTP: everybody on the way could read your password. Use HTTPS, or a tunnel: run ssh -L ${port}:localhost:${port} your-server on your own computer, then open http://localhost:${port}/console/ there.`,
    zh: `控制台不能用明文 HTTP 打开，否则途中任何人都能看到密码。请用 HTTPS，或者用隧道：在自己的电脑上运行 ssh -L ${port}:localhost:${port} 你的服务器，再打开 http://localhost:${port}/console/ 。`,
  }),
  plainThroughProxy: (): Sentence => ({
    en: 'The proxy says that your browser uses plain HTTP: everybody on the way could read your password. Open the console by its https:// address.',
    zh: '代理说你的浏览器用的是明文 HTTP，途中任何人都能看到密码。请用 https:// 开头的网址打开控制台。',
  }),
  noProtocol: (): Sentence => ({
    en: `The proxy does not say whether your browser uses HTTPS. In Nginx, add to the location: ${NGINX}`,
    zh: `代理没有说明你的浏览器是否用 HTTPS。请在 Nginx 的 location 里加上：${NGINX}`,
  }),
  foreignHost: (host: string): Sentence => ({
    en: `The console opens under ${host} only, as PUBLIC_URL says. Use that address, or correct PUBLIC_URL; in Nginx the location needs: ${NGINX_HOST}`,
    zh: `按 PUBLIC_URL 的设置，控制台只能从 ${host} 打开。请用这个域名，或改正 PUBLIC_URL；Nginx 的 location 里要有：${NGINX_HOST}`,
  }),
  foreignSite: (): Sentence => ({
    en: `Another site asked for this, so it was not done. Open the console itself. If you did, the proxy changes the host: in Nginx add ${NGINX_HOST} or set PUBLIC_URL.`,
    zh: `这个请求来自别的网站，没有执行。请直接打开控制台操作。如果本来就在控制台里，是代理改了域名：请在 Nginx 里加上 ${NGINX_HOST} 或设置 PUBLIC_URL。`,
  }),
  noHost: (): Sentence => ({
    en: 'The request names no host.',
    zh: '请求里没有有效的 Host。',
  }),
};
