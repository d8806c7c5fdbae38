/** What opens the right to send customer-service messages. */
export type QuotaTrigger = 'message' | 'menu' | 'subscribe' | 'scan';

/** How many messages each trigger allows, and for how long. https://developers.weixin.qq.com/doc/subscription/guide/product/kf/intro.md */
const GRANTS: Record<QuotaTrigger, { readonly messages: number; readonly forMs: number }> = {
  message: { messages: 5, forMs: 48 * 3_600_000 },
  menu: { messages: 3, forMs: 60_000 },
  subscribe: { messages: 3, forMs: 60_000 },
  scan: { messages: 3, forMs: 60_000 },
};

/** The right of an account to send one follower customer-service messages. */
export interface CustomerServiceQuota {
  grant(trigger: QuotaTrigger): void;
  /** 0, or 45015 outside of the window, or 45047 when all messages are used. */
  judge(): number;
  spend(): void;
  /** As if all messages had been sent: 45047. */
  spendAll(): void;
  /** As if the time were over: 45015. */
  closeWindow(): void;
  readonly messagesLeft: number;
  /** An instant in milliseconds; 0 before the first trigger. */
  readonly closesAt: number;
}

/** Creates a quota without any right, as for a follower without a message, unless it continues from `before`. */
export function createCustomerServiceQuota(
  now: () => number,
  before: Pick<CustomerServiceQuota, 'messagesLeft' | 'closesAt'> = {
    messagesLeft: 0,
    closesAt: 0,
  },
): CustomerServiceQuota {
  let left = before.messagesLeft;
  let { closesAt } = before;
  const isOpen = () => now() < closesAt;
  return {
    grant(trigger) {
      const { messages, forMs } = GRANTS[trigger];
      // Grants that overlap do not add up: the larger number and the later end count. WeChat
      // says so for mini-programs only.
      left = isOpen() ? Math.max(left, messages) : messages;
      closesAt = Math.max(closesAt, now() + forMs);
    },
    judge() {
      if (!isOpen()) return 45015;
      return left > 0 ? 0 : 45047;
    },
    spend() {
      left -= 1;
    },
    spendAll() {
      left = 0;
    },
    closeWindow() {
      closesAt = Math.min(closesAt, now());
    },
    get messagesLeft() {
      return isOpen() ? left : 0;
    },
    get closesAt() {
      return closesAt;
    },
  };
}
