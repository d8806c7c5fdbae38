import { ATTEMPTS, TEXT_LIMIT_BYTES } from '../../messages/wechat-limits.ts';
import { choice, integer } from '../setting-kind.ts';
import { defineSettings } from '../setting-definition.ts';

/** How answers reach followers. */
export const deliverySettings = defineSettings(
  {
    key: 'delivery',
    title: {
      en: 'How answers are delivered (docs/delivery.md)',
      zh: '回答怎样送达（docs/delivery.md）',
    },
    scope: 'account',
  },
  {
    CUSTOMER_SERVICE: {
      kind: choice(['auto', 'on', 'off']),
      byDefault: 'auto',
      says: {
        en: 'Whether the account may send customer-service messages: auto finds out; on and off say so.',
        zh: '账号能不能发客服消息：auto 自动判断，on 和 off 直接指定。',
      },
    },
    DELIVERY_STYLE: {
      kind: choice(['adaptive', 'early', 'whole']),
      byDefault: 'adaptive',
      says: {
        en: 'adaptive gives the first sentences as soon as the answer will clearly take longer than WeChat waits; early gives them at the end of that time; whole waits for one whole message where the account allows it.',
        zh: 'adaptive 一旦看出回答来不及在微信限时内写完，就先给前几句；early 到限时才先给写好的句子；whole 在账号允许时等整条写完再发。',
      },
      more: {
        en: "adaptive needs customer-service messages and 30 of the account's own answers to judge by; until then it is early.",
        zh: 'adaptive 需要客服消息接口，并且要有该账号 30 个回答作参考；在那之前与 early 相同。',
      },
    },
    REPLY_MARGIN_MS: {
      kind: integer(100, 4000),
      byDefault: '500',
      says: {
        en: "How long before WeChat's 5 s a push is answered, in milliseconds: more for a slow network, less for more time.",
        zh: '比微信的 5 秒提前多少毫秒回复：网络慢就大些，想多些时间就小些。',
      },
    },
    WECHAT_ATTEMPTS: {
      kind: integer(1, 4),
      byDefault: String(ATTEMPTS),
      says: {
        en: 'How often WeChat pushes a message in all, as far as is known.',
        zh: '微信一共推送几次同一条消息，据目前所知。',
      },
    },
    WECHAT_TEXT_LIMIT_BYTES: {
      kind: integer(600, 20_000),
      byDefault: String(TEXT_LIMIT_BYTES),
      says: {
        en: 'The longest text in bytes of UTF-8; WeChat states no number, and a longer one shows as a failure notice.',
        zh: '一条文字最长多少字节（UTF-8）；微信没有公布数字，超长时粉丝看到的是出错提示。',
      },
    },
    OWED_TEXT_MINUTES: {
      kind: integer(1, 2880),
      byDefault: '60',
      says: {
        en: 'Text that the follower did not get for so many minutes is offered by a link and no longer sent by itself.',
        zh: '粉丝多少分钟还没收到的文字，不再自动补发，改为给一个链接。',
      },
    },
  },
);
