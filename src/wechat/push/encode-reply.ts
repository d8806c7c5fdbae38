import type { InboundMessage } from '../../messages/inbound-message.ts';
import type { AesKeyName, Cipher } from './cipher.ts';
import { keepLegalXml } from './legal-xml.ts';

/**
 * The XML of a passive text reply; both names change places.
 * https://developers.weixin.qq.com/doc/subscription/guide/product/message/Passive_user_reply_message.html
 */
export function encodeText(
  content: string,
  { accountId, openId }: Pick<InboundMessage, 'accountId' | 'openId'>,
  createTime: number,
): string {
  return [
    '<xml>',
    `<ToUserName>${cdata(openId)}</ToUserName>`,
    `<FromUserName>${cdata(accountId)}</FromUserName>`,
    `<CreateTime>${createTime}</CreateTime>`,
    '<MsgType><![CDATA[text]]></MsgType>',
    `<Content>${cdata(content)}</Content>`,
    '</xml>',
  ].join('');
}

/**
 * Encrypts and signs a reply for safe and compat mode.
 * https://developers.weixin.qq.com/doc/subscription/guide/dev/push/encryption.html
 */
export function encodeEnvelope(
  reply: string,
  envelope: {
    readonly cipher: Cipher;
    readonly key: AesKeyName;
    readonly nonce: string;
    /** Unix seconds. */
    readonly timestamp: number;
  },
): string {
  const encrypted = envelope.cipher.encrypt(reply, envelope.key);
  const signature = envelope.cipher.sign(String(envelope.timestamp), envelope.nonce, encrypted);
  return [
    '<xml>',
    `<Encrypt>${cdata(encrypted)}</Encrypt>`,
    `<MsgSignature>${cdata(signature)}</MsgSignature>`,
    `<TimeStamp>${envelope.timestamp}</TimeStamp>`,
    `<Nonce>${cdata(envelope.nonce)}</Nonce>`,
    '</xml>',
  ].join('');
}

/** A CDATA section ends at the first `]]>`, so one inside the text is shared out over two sections. */
function cdata(text: string): string {
  return `<![CDATA[${keepLegalXml(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
