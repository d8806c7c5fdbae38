import { z } from 'zod';
import type { FollowerMessage, InboundMessage } from '../../messages/inbound-message.ts';
import { UnreadablePushError } from '../errors.ts';
import { parseEvent } from './parse-event.ts';
import type { XmlElement } from './parse-xml.ts';
import { identifier, instant, text, toNumber, typedText } from './xml-fields.ts';

const commonFields = z.object({
  ToUserName: identifier,
  FromUserName: identifier,
  CreateTime: instant,
  MsgType: identifier,
  MsgId: text,
});

/** https://developers.weixin.qq.com/doc/subscription/guide/product/message/Receiving_standard_messages.html */
const fieldsOf = {
  text: z.object({ Content: typedText, bizmsgmenuid: text }),
  image: z.object({ PicUrl: text, MediaId: text }),
  voice: z.object({ MediaId: text, Format: text, MediaId16K: text, Recognition: text }),
  video: z.object({ MediaId: text, ThumbMediaId: text }),
  location: z.object({ Location_X: text, Location_Y: text, Scale: text, Label: text }),
  link: z.object({ Title: text, Description: text, Url: text }),
  file: z.object({
    Title: text,
    Description: text,
    FileKey: text,
    FileMd5: text,
    FileTotalLen: text,
  }),
};

/**
 * Parses a plain body into a typed message. A missing or unreadable optional element is left out. Throws
 * UnreadablePushError when sender, receiver, time or kind is missing.
 */
export function parseMessage(xml: XmlElement): InboundMessage {
  const parsed = commonFields.safeParse(xml);
  if (!parsed.success) {
    const missing = parsed.error.issues.map((issue) => String(issue.path[0])).join(', ');
    throw new UnreadablePushError(
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
  if (msgType === 'event') return { kind: 'event', ...common, ...parseEvent(xml) };

  return { msgId: parsed.data.MsgId ?? '', ...common, ...readKind(msgType, xml) };
}

type Without<T, Keys extends PropertyKey> = T extends unknown ? Omit<T, Keys> : never;
type MessageKind = Without<FollowerMessage, 'accountId' | 'openId' | 'createTime' | 'msgId'>;

function readKind(msgType: string, xml: XmlElement): MessageKind {
  switch (msgType) {
    case 'text': {
      const { Content: content = '', bizmsgmenuid } = fieldsOf.text.parse(xml);
      return { kind: 'text', content, menuItemId: bizmsgmenuid || undefined };
    }
    case 'image': {
      const { PicUrl: picUrl = '', MediaId: mediaId = '' } = fieldsOf.image.parse(xml);
      return { kind: 'image', picUrl, mediaId };
    }
    case 'voice': {
      const fields = fieldsOf.voice.parse(xml);
      return {
        kind: 'voice',
        mediaId: fields.MediaId ?? '',
        format: fields.Format ?? '',
        mediaId16K: fields.MediaId16K || undefined,
        recognition: fields.Recognition || undefined,
      };
    }
    case 'video':
    case 'shortvideo': {
      const { MediaId: mediaId = '', ThumbMediaId: thumbMediaId = '' } = fieldsOf.video.parse(xml);
      return { kind: msgType, mediaId, thumbMediaId };
    }
    case 'location': {
      const fields = fieldsOf.location.parse(xml);
      const latitude = toNumber(fields.Location_X);
      const longitude = toNumber(fields.Location_Y);
      // An invented place would be worse than none.
      if (latitude === undefined || longitude === undefined) return { kind: 'unknown', msgType };
      return {
        kind: 'location',
        latitude,
        longitude,
        scale: toNumber(fields.Scale) ?? 0,
        label: fields.Label ?? '',
      };
    }
    case 'link': {
      const {
        Title: title = '',
        Description: description = '',
        Url: url = '',
      } = fieldsOf.link.parse(xml);
      return { kind: 'link', title, description, url };
    }
    case 'file': {
      const fields = fieldsOf.file.parse(xml);
      return {
        kind: 'file',
        title: fields.Title ?? '',
        description: fields.Description ?? '',
        fileKey: fields.FileKey ?? '',
        fileMd5: fields.FileMd5 ?? '',
        fileTotalBytes: toNumber(fields.FileTotalLen) ?? 0,
      };
    }
    default:
      return { kind: 'unknown', msgType };
  }
}
