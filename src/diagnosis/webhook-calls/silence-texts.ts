import type { Advice } from './advice.ts';

/** Sentences about calls that do not come. */
export const silenceTexts = {
  silent: (isHttp: boolean): Advice => ({
    sentence: {
      zh: '微信还没有来过。在微信后台点“提交”后，几秒钟内这里就会出现它的验证请求。',
      en: 'WeChat has not called yet. After 提交 in its backend, its verification shows up here within seconds.',
    },
    remedy: {
      zh: `提交了还是没有：先用手机流量打开这个 URL，看看外网连不连得到；再看端口是不是 80 或 443、安全组和防火墙有没有放行、域名有没有备案${isHttp ? '；如果网站会把 HTTP 跳转到 HTTPS，微信不会跟着跳，请把 URL 写成 https://' : ''}。`,
      en: `Submitted, and still nothing: open this URL first over a phone's mobile network to see whether it is reachable; then check that the port is 80 or 443, the firewall and the security group, and the domain's ICP filing${isHttp ? '. If the site redirects HTTP to HTTPS, WeChat does not follow: write the URL with https://' : ''}.`,
    },
  }),
  verified: (): Advice => ({
    sentence: {
      zh: '地址验证通过了，还没有收到消息。请在微信后台点“启用”，再用手机给公众号发一句话。',
      en: "The address is verified, and no message came yet. Press 启用 in WeChat's backend, then write to the account.",
    },
    remedy: {
      zh: '发了也没有：先看是不是点了“启用”；再看代理有没有挡住 POST，或把 HTTP 跳转到 HTTPS（验证能过，消息会丢）。',
      en: 'Written, and still nothing: see first whether 启用 was pressed; then whether the proxy refuses POST or redirects HTTP to HTTPS, with which a verification passes and messages are lost.',
    },
  }),
  verifiedAgain: (count: number): Advice => ({
    sentence: {
      zh: `微信验证了 ${count} 次都通过，但一条消息也没推来。再提交没有用。`,
      en: `WeChat verified the address ${count} times, and pushed no message. Submitting again does not help.`,
    },
    remedy: {
      zh: '请在微信后台点“启用”（提交只是验证地址）。已经启用的话，看代理或防火墙是不是只放行 GET、挡住了 POST，或对 POST 做了跳转。',
      en: "Press 启用 in WeChat's backend: 提交 only verifies the address. If it is on, see whether a proxy or firewall lets GET through and refuses or redirects POST.",
    },
  }),
  connected: (): Advice => ({
    sentence: {
      zh: '接通了：微信的消息已经到了这里。',
      en: "Connected: WeChat's messages arrive here.",
    },
  }),
};
