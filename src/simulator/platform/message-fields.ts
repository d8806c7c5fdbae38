import type { XmlFields } from './write-xml.ts';

/** Everything a follower can send. https://developers.weixin.qq.com/doc/subscription/guide/product/message/Receiving_standard_messages.html */
export type FollowerMessage =
  | { readonly type: 'text'; readonly content: string; readonly menuId?: string }
  | { readonly type: 'image'; readonly picUrl?: string; readonly mediaId?: string }
  | {
      readonly type: 'voice';
      readonly mediaId?: string;
      readonly mediaId16K?: string;
      readonly format?: 'amr' | 'speex';
      /** Older accounts only; today present and empty, or absent. */
      readonly recognition?: string;
    }
  | {
      readonly type: 'video' | 'shortvideo';
      readonly mediaId?: string;
      readonly thumbMediaId?: string;
    }
  | {
      readonly type: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly scale?: number;
      readonly label?: string;
    }
  | {
      readonly type: 'link';
      readonly title: string;
      readonly description?: string;
      readonly url: string;
    }
  /** Not on WeChat's page; libraries know it. */
  | { readonly type: 'file'; readonly title: string; readonly sizeBytes?: number }
  /** What WeChat cannot hand over arrives as a text that says so. */
  | { readonly type: 'sticker' }
  | { readonly type: 'other'; readonly msgType: string; readonly fields?: XmlFields };

/** Everything a follower can do. https://developers.weixin.qq.com/doc/subscription/guide/product/message/Receiving_event_pushes.html */
export type FollowerEvent =
  | { readonly event: 'subscribe'; readonly scene?: string; readonly ticket?: string }
  | { readonly event: 'unsubscribe' }
  | { readonly event: 'scan'; readonly scene: string; readonly ticket?: string }
  | {
      readonly event: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly precision?: number;
    }
  | { readonly event: 'click'; readonly key: string }
  | { readonly event: 'view'; readonly url: string; readonly menuId?: string }
  | {
      readonly event: 'scancode_push' | 'scancode_waitmsg';
      readonly key: string;
      readonly scanType?: string;
      readonly scanResult: string;
    }
  | {
      readonly event: 'pic_sysphoto' | 'pic_photo_or_album' | 'pic_weixin';
      readonly key: string;
      readonly md5Sums: readonly string[];
    }
  | {
      readonly event: 'location_select';
      readonly key: string;
      readonly latitude: number;
      readonly longitude: number;
      readonly scale?: number;
      readonly label?: string;
      readonly poiName?: string;
    }
  | { readonly event: 'other'; readonly name: string; readonly fields?: XmlFields };

/** The fields of a message from `MsgType` on, without `MsgId`. */
export function messageFields(message: FollowerMessage): XmlFields {
  switch (message.type) {
    case 'text':
      return {
        MsgType: 'text',
        Content: message.content,
        ...(message.menuId === undefined ? {} : { bizmsgmenuid: bareNumber(message.menuId) }),
      };
    case 'sticker':
      return { MsgType: 'text', Content: '【收到不支持的消息类型，暂无法显示】' };
    case 'image':
      return {
        MsgType: 'image',
        PicUrl: message.picUrl ?? 'http://mmbiz.qpic.cn/mmbiz_jpg/simulated/0',
        MediaId: message.mediaId ?? 'simulated-image',
      };
    case 'voice':
      return {
        MsgType: 'voice',
        MediaId: message.mediaId ?? 'simulated-voice-8k',
        Format: message.format ?? 'amr',
        MediaId16K: message.mediaId16K ?? 'simulated-voice-16k',
        ...(message.recognition === undefined ? {} : { Recognition: message.recognition }),
      };
    case 'video':
    case 'shortvideo':
      return {
        MsgType: message.type,
        MediaId: message.mediaId ?? 'simulated-video',
        ThumbMediaId: message.thumbMediaId ?? 'simulated-thumb',
      };
    case 'location':
      return {
        MsgType: 'location',
        Location_X: message.latitude,
        Location_Y: message.longitude,
        Scale: message.scale ?? 15,
        Label: message.label ?? '',
      };
    case 'link':
      return {
        MsgType: 'link',
        Title: message.title,
        Description: message.description ?? '',
        Url: message.url,
      };
    case 'file':
      return {
        MsgType: 'file',
        Title: message.title,
        Description: 'null',
        FileKey: 'simulated-file',
        FileMd5: 'd41d8cd98f00b204e9800998ecf8427e',
        FileTotalLen: message.sizeBytes ?? 0,
      };
    case 'other':
      return { MsgType: message.msgType, ...message.fields };
  }
}

/** The fields of an event from `Event` on. */
export function eventFields(event: FollowerEvent): XmlFields {
  switch (event.event) {
    case 'subscribe':
      return {
        Event: 'subscribe',
        EventKey: event.scene === undefined ? '' : `qrscene_${event.scene}`,
        ...(event.scene === undefined ? {} : { Ticket: event.ticket ?? 'simulated-ticket' }),
      };
    case 'unsubscribe':
      return { Event: 'unsubscribe', EventKey: '' };
    case 'scan':
      return { Event: 'SCAN', EventKey: event.scene, Ticket: event.ticket ?? 'simulated-ticket' };
    case 'location':
      return {
        Event: 'LOCATION',
        Latitude: event.latitude,
        Longitude: event.longitude,
        Precision: event.precision ?? 30,
      };
    case 'click':
      return { Event: 'CLICK', EventKey: event.key };
    case 'view':
      return {
        Event: 'VIEW',
        EventKey: event.url,
        ...(event.menuId === undefined ? {} : { MenuId: bareNumber(event.menuId) }),
      };
    case 'scancode_push':
    case 'scancode_waitmsg':
      return {
        Event: event.event,
        EventKey: event.key,
        ScanCodeInfo: { ScanType: event.scanType ?? 'qrcode', ScanResult: event.scanResult },
      };
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
      return {
        Event: event.event,
        EventKey: event.key,
        SendPicsInfo: {
          Count: event.md5Sums.length,
          PicList: { item: event.md5Sums.map((sum) => ({ PicMd5Sum: sum })) },
        },
      };
    case 'location_select':
      return {
        Event: 'location_select',
        EventKey: event.key,
        SendLocationInfo: {
          Location_X: String(event.latitude),
          Location_Y: String(event.longitude),
          Scale: String(event.scale ?? 15),
          Label: event.label ?? '',
          Poiname: event.poiName ?? '',
        },
      };
    case 'other':
      return { Event: event.name, ...event.fields };
  }
}

function bareNumber(id: string): string | bigint {
  return /^\d{1,20}$/.test(id) ? BigInt(id) : id;
}
