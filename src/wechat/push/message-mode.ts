import type { Logger } from 'pino';

/**
 * `auto` takes whatever WeChat sends. `plain` reads the plain fields, also of a compat body. `compat` does the same as
 * auto without reporting plain messages after encrypted ones. `safe` takes encrypted messages only.
 */
export type MessageMode = 'auto' | 'plain' | 'compat' | 'safe';

/**
 * Reports in auto mode, once each, that plain messages could be refused and that one came. An attacker who saw one
 * signed address can send any body in a plain message.
 */
export function createModeReport(messageMode: MessageMode, log: Logger) {
  let sawEncrypted = false;
  let sawPlainAfterwards = false;

  return function report(kind: 'plain' | 'encrypted'): void {
    if (messageMode !== 'auto') return;
    if (kind === 'encrypted' && !sawEncrypted) {
      sawEncrypted = true;
      log.info(
        {
          code: 'mode_could_be_safe',
          zh: '微信发来的是加密消息。设 WECHAT_MESSAGE_MODE=safe 后，容易伪造的明文消息会被拒绝。',
        },
        'WeChat encrypts its messages. Set WECHAT_MESSAGE_MODE=safe to refuse plain ones, which are easier to forge.',
      );
    }
    if (kind === 'plain' && sawEncrypted && !sawPlainAfterwards) {
      sawPlainAfterwards = true;
      log.warn(
        {
          code: 'plain_after_encrypted',
          zh: '收过加密消息之后来了一条明文消息。如果不是刚在微信后台改了模式，可能是伪造的：请设 WECHAT_MESSAGE_MODE=safe。',
        },
        "A plain message came after encrypted ones. Unless you have just changed the mode in WeChat's console, it may be forged: set WECHAT_MESSAGE_MODE=safe.",
      );
    }
  };
}
