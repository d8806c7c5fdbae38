import { choice, httpUrl, integer, matching } from '../setting-kind.ts';
import { settingTexts } from '../setting-texts.ts';
import { defineSettings } from '../setting-definition.ts';

const aesKey = matching(/^[A-Za-z0-9]{43}$/, (value, name) => settingTexts.aesKey(name, value));

/** What WeChat's backend shows for the account. */
export const wechatSettings = defineSettings(
  {
    key: 'wechat',
    title: { en: "The account: WeChat's values", zh: '公众号：微信后台里的值' },
    scope: 'account',
  },
  {
    WECHAT_TOKEN: {
      kind: matching(/^[A-Za-z0-9]{3,32}$/, settingTexts.token),
      isSecret: true,
      says: {
        en: "The token that you made up and typed into WeChat's backend: 3 to 32 letters and digits.",
        zh: '令牌（Token），自己定，与微信后台填的一致：3 到 32 个字母或数字。',
      },
      more: {
        en: 'Without one, only the simulator and `npm run chat` can talk to the bot.',
        zh: '不填时只能用模拟器和 `npm run chat` 试用。',
      },
    },
    WECHAT_APP_ID: {
      kind: matching(/^wx[0-9A-Za-z]{16}$/, settingTexts.appId),
      says: {
        en: "AppID, begins with wx; needed for safe and compat mode and for WeChat's API.",
        zh: 'AppID，以 wx 开头；安全模式、兼容模式和调用微信接口时需要。',
      },
    },
    WECHAT_APP_SECRET: {
      kind: matching(/^[0-9A-Za-z]{32}$/, settingTexts.appSecret),
      isSecret: true,
      says: {
        en: "AppSecret; it switches WeChat's API on: customer-service messages and the typing indicator.",
        zh: 'AppSecret；填了才会调用微信接口：客服消息和“正在输入”提示。',
      },
    },
    WECHAT_ENCODING_AES_KEY: {
      kind: aesKey,
      isSecret: true,
      says: {
        en: 'EncodingAESKey, 43 letters and digits, for safe and compat mode.',
        zh: '消息加解密密钥（EncodingAESKey），43 个字母或数字，安全模式和兼容模式要用。',
      },
    },
    WECHAT_PREVIOUS_ENCODING_AES_KEY: {
      kind: aesKey,
      isSecret: true,
      says: {
        en: 'The EncodingAESKey before the last change, so that messages on their way can still be read.',
        zh: '上一次更换之前的消息加解密密钥，路上的消息还能用它解开。',
      },
    },
    WECHAT_MESSAGE_MODE: {
      kind: choice(['auto', 'plain', 'compat', 'safe']),
      byDefault: 'auto',
      says: {
        en: "How messages are encrypted: auto takes what WeChat sends; safe refuses what is not encrypted; plain and compat as in WeChat's backend.",
        zh: '加解密方式：auto 按微信发来的处理，safe 拒收没有加密的，plain 和 compat 与微信后台的同名方式一致。',
      },
    },
    WECHAT_TIMESTAMP_WINDOW_SECONDS: {
      kind: integer(0, 86_400),
      byDefault: '600',
      says: {
        en: "Seconds by which WeChat's clock and this machine's may differ; older requests are refused as repeated. 0: any age.",
        zh: '微信的时钟和本机的时钟最多相差几秒，更早的请求当作重放而拒绝；0 表示不限。',
      },
    },
    WECHAT_API_BASE_URL: {
      kind: httpUrl,
      byDefault: 'https://api.weixin.qq.com',
      says: {
        en: "The address of WeChat's API.",
        zh: '微信接口的地址。',
      },
      more: {
        en: 'https://api2.weixin.qq.com is its second host; `npm run chat -- --api-port` plays a third.',
        zh: '备用地址是 https://api2.weixin.qq.com；`npm run chat -- --api-port` 可以模拟一个。',
      },
    },
  },
);
