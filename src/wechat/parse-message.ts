import { z } from 'zod';
import type { FollowerMessage, InboundMessage } from '../inbound-message.ts';
import { RefusedPushError } from './errors.ts';
import { parseEvent } from './parse-event.ts';
import type { XmlElement } from './parse-xml.ts';
import { identifier, instant, text, toNumber } from './xml-fields.ts';

const commonFields = z.object({
  ToUserName: identifier,
  FromUserName: identifier,
  CreateTime: instant,
  MsgType: identifier,
});

/** https://developers.weixin.qq.com/doc/subscription/guide/product/message/Receiving_standard_messages.html */
const messageFields = z.object({
  MsgId: text,
  Content: text,
  bizmsgmenuid: text,
  PicUrl: text,
  MediaId: text,
  MediaId16K: text,
  ThumbMediaId: text,
  Format: text,
  Recognition: text,
  Location_X: text,
  Location_Y: text,
  Scale: text,
  Label: text,
  Title: text,
  Description: text,
  Url: text,
  FileKey: text,
  FileMd5: text,
  FileTotalLen: text,
});

/**
 * Makes a typed message of a plain body. An optional element that is missing or unreadable never fails it;
 * throws RefusedPushError when it is not said who sent what, to whom and when.
 */
export function parseMessage(xml: XmlElement): InboundMessage {
  const parsed = commonFields.safeParse(xml);
  if (!parsed.success) {
    const missing = parsed.error.issues.map((issue) => String(issue.path[0])).join(', ');
    throw new RefusedPushError(
      'message incomplete',
      `The message lacks a usable ${missing}; WeChat never leaves that out.`,
    );
  }
  const common = {
    accountId: parsed.data.ToUserName,
    openId: parsed.data.FromUserName,
    createTime: parsed.data.CreateTime,
  };
  const msgType = parsed.data.MsgType.toLowerCase();
  if (msgType === 'event') return { ...common, kind: 'event', ...parseEvent(xml) };

  const fields = messageFields.parse(xml);
  return { ...common, msgId: fields.MsgId ?? '', ...readKind(msgType, fields) };
}

type Without<T, Keys extends PropertyKey> = T extends unknown ? Omit<T, Keys> : never;
type MessageKind = Without<FollowerMessage, 'accountId' | 'openId' | 'createTime' | 'msgId'>;

function readKind(msgType: string, fields: z.infer<typeof messageFields>): MessageKind {
  switch (msgType) {
    case 'text':
      return {
        kind: 'text',
        content: fields.Content ?? '',
        menuItemId: fields.bizmsgmenuid || undefined,
      };
    case 'image':
      return { kind: 'image', picUrl: fields.PicUrl ?? '', mediaId: fields.MediaId ?? '' };
    case 'voice':
      return {
        kind: 'voice',
        mediaId: fields.MediaId ?? '',
        format: fields.Format ?? '',
        mediaId16K: fields.MediaId16K || undefined,
        recognition: fields.Recognition?.trim() || undefined,
      };
    case 'video':
    case 'shortvideo':
      return {
        kind: msgType,
        mediaId: fields.MediaId ?? '',
        thumbMediaId: fields.ThumbMediaId ?? '',
      };
    case 'location': {
      const latitude = toNumber(fields.Location_X);
      const longitude = toNumber(fields.Location_Y);
      // A made-up place would be worse than none.
      if (latitude === undefined || longitude === undefined) return { kind: 'unknown', msgType };
      return {
        kind: 'location',
        latitude,
        longitude,
        scale: toNumber(fields.Scale) ?? 0,
        label: fields.Label ?? '',
      };
    }
    case 'link':
      return {
        kind: 'link',
        title: fields.Title ?? '',
        description: fields.Description ?? '',
        url: fields.Url ?? '',
      };
    case 'file':
      return {
        kind: 'file',
        title: fields.Title ?? '',
        description: fields.Description ?? '',
        fileKey: fields.FileKey ?? '',
        fileMd5: fields.FileMd5 ?? '',
        fileTotalBytes: toNumber(fields.FileTotalLen) ?? 0,
      };
    default:
      return { kind: 'unknown', msgType };
  }
}
