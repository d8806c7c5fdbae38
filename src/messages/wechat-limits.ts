/**
 * WeChat drops the connection after this time and pushes the message again.
 * https://developers.weixin.qq.com/doc/subscription/guide/product/message/Passive_user_reply_message.html
 */
export const REPLY_DEADLINE_MS = 5000;

/**
 * How often a message is pushed in all. The page says "总共重试三次", which developers observe as three requests
 * and not as one and three more.
 * https://developers.weixin.qq.com/doc/subscription/guide/product/message/Receiving_standard_messages.html
 */
export const ATTEMPTS = 3;

/**
 * The time between two attempts: the next comes when the one before has timed out.
 * @alias
 */
export const ATTEMPT_SPACING_MS = REPLY_DEADLINE_MS;

/** The last repeat of a message comes two time-outs after the first attempt; the rest is the way through the network. */
export const REPEATS_COME_WITHIN_MS = 4 * ATTEMPT_SPACING_MS;

/**
 * The longest text message, in bytes of UTF-8, for passive replies and customer-service messages. WeChat states
 * no number; a longer passive reply shows as a failure notice, and a longer customer-service message is refused with 45002.
 * Practice: https://github.com/zhayujie/CowAgent (channel/wechatmp), https://github.com/silenceper/wechat/issues/673
 */
export const TEXT_LIMIT_BYTES = 2048;

/**
 * Customer-service messages that one message of a follower allows.
 * https://developers.weixin.qq.com/doc/subscription/guide/product/kf/intro.md
 */
export const MESSAGES_PER_QUESTION = 5;

/** For how long a follower's message allows them. Same page as MESSAGES_PER_QUESTION. */
export const QUESTION_WINDOW_MS = 48 * 60 * 60 * 1000;

/**
 * Customer-service messages that a menu tap, a follow or a scan allows; a tap on a menu message counts as a menu
 * tap, although it arrives as a text. Same page as MESSAGES_PER_QUESTION.
 */
export const MESSAGES_PER_TAP = 3;

/** For how long a tap, a follow or a scan allows them. Same page as MESSAGES_PER_QUESTION. */
export const TAP_WINDOW_MS = 60_000;

/** WeChat does not promise the order of customer-service messages that are sent closer together; observed by CowAgent. */
export const MESSAGE_SPACING_MS = 500;
