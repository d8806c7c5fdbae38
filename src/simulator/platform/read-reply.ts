import { KuaihuiError } from '../../runtime/errors.ts';
import type { PlatformAccount } from './account.ts';
import { decryptMessage, sign } from './message-crypto.ts';
import { childOf, readXml } from './read-xml.ts';
import type { XmlElement } from './read-xml.ts';

/** What a follower sees of a passive reply. */
export type ReadReply =
  | { readonly shown: 'text'; readonly text: string; readonly kind: string; readonly xml: string }
  | { readonly shown: 'nothing'; readonly xml?: string }
  | { readonly shown: 'notice'; readonly why: string; readonly xml?: string };

/** The kinds of a passive reply, and what the follower sees of those that are not text. https://developers.weixin.qq.com/doc/subscription/guide/product/message/Passive_user_reply_message.html */
const MEDIA_KINDS = new Map([
  ['image', { element: 'Image', needs: 'MediaId' }],
  ['voice', { element: 'Voice', needs: 'MediaId' }],
  ['video', { element: 'Video', needs: 'MediaId' }],
  ['music', { element: 'Music', needs: 'ThumbMediaId' }],
]);

export interface ReplyContext {
  readonly account: PlatformAccount;
  readonly openId: string;
  readonly textLimitBytes: number;
}

/**
 * Reads the body of a 2xx answer as strictly as WeChat might: whatever it could stumble over becomes
 * the notice, with the reason that WeChat never tells.
 */
export function readReply(body: Buffer, context: ReplyContext): ReadReply {
  let xml: string | undefined;
  try {
    const text = decodeUtf8(body);
    // These two stay plain in safe mode.
    if (text === '' || text === 'success') return { shown: 'nothing' };
    xml = openEnvelope(text, context.account);
    return readPassiveReply(xml, context);
  } catch (error) {
    if (!(error instanceof KuaihuiError)) throw error;
    return {
      shown: 'notice',
      why: `WeChat cannot use this answer: ${error.message}.`,
      ...(xml === undefined ? {} : { xml }),
    };
  }
}

class RefusedReplyError extends KuaihuiError {
  override readonly name = 'RefusedReplyError';
  readonly code = 'refused_reply';
}

function decodeUtf8(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return refuse('it is not UTF-8');
  }
}

/** Returns the inner XML of an encrypted reply, or the plain reply where the mode permits one. */
function openEnvelope(text: string, { mode, aesKey, appId, token }: PlatformAccount): string {
  const root = rootOf(text);
  const isEncrypted = childOf(root, 'Encrypt') !== undefined;
  if (!isEncrypted) return mode === 'safe' ? refuse('it is not encrypted, in safe mode') : text;
  if (aesKey === undefined) return refuse('it is encrypted, in plain mode');
  const encrypted = textOf(root, 'Encrypt');
  const signature = sign(token, textOf(root, 'TimeStamp'), textOf(root, 'Nonce'), encrypted);
  if (signature !== textOf(root, 'MsgSignature')) refuse('its MsgSignature is wrong');
  return decryptMessage({ aesKey, appId }, encrypted).message;
}

function readPassiveReply(xml: string, context: ReplyContext): ReadReply {
  const root = rootOf(xml);
  if (textOf(root, 'ToUserName') !== context.openId) refuse('ToUserName is not the follower');
  if (textOf(root, 'FromUserName') !== context.account.accountId) {
    refuse('FromUserName is not the account');
  }
  if (!/^\d+$/.test(textOf(root, 'CreateTime'))) refuse('CreateTime is not a whole number');
  const kind = textOf(root, 'MsgType');
  if (kind === 'transfer_customer_service') return { shown: 'nothing', xml };
  if (kind === 'text') return { shown: 'text', kind, xml, text: readContent(root, context) };
  if (kind === 'news') return { shown: 'text', kind, xml, text: readNews(root) };
  const media = MEDIA_KINDS.get(kind) ?? refuse('its MsgType is unknown');
  const element = childOf(root, media.element) ?? refuse(`<${media.element}> is missing`);
  return { shown: 'text', kind, xml, text: `[${kind} ${textOf(element, media.needs)}]` };
}

function readContent(root: XmlElement, { textLimitBytes }: ReplyContext): string {
  const content = textOf(root, 'Content');
  if (content.trim() === '') refuse('Content is empty');
  const sizeBytes = Buffer.byteLength(content);
  if (sizeBytes > textLimitBytes) {
    refuse(`Content has ${sizeBytes} bytes of UTF-8, more than ${textLimitBytes}`);
  }
  return content;
}

function readNews(root: XmlElement): string {
  const articles = childOf(root, 'Articles')?.children ?? [];
  const [first] = articles;
  if (first === undefined || Number(textOf(root, 'ArticleCount')) !== articles.length) {
    return refuse('ArticleCount and Articles differ');
  }
  return `[news ${textOf(first, 'Title')} ${textOf(first, 'Url')}]`;
}

function rootOf(text: string): XmlElement {
  const root = readXml(text);
  return root.name === 'xml' ? root : refuse('its root is not <xml>');
}

function textOf(element: XmlElement, name: string): string {
  const child = childOf(element, name) ?? refuse(`<${name}> is missing`);
  return child.children.length === 0 ? child.text : refuse(`<${name}> holds elements`);
}

function refuse(why: string): never {
  throw new RefusedReplyError(why);
}
