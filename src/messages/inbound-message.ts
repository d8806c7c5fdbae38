import { createHash } from 'node:crypto';

/** What every inbound message says. */
interface Common {
  /** The account's original id, `gh_…` (ToUserName). */
  readonly accountId: string;
  /** The follower's OpenID (FromUserName). */
  readonly openId: string;
  /** When the follower sent it; Unix seconds. */
  readonly createTime: number;
}

type MessageKind =
  | {
      readonly kind: 'text';
      readonly content: string;
      /** A menu message was tapped. Only a hint: WeChat has been seen to send 0. */
      readonly menuItemId?: string | undefined;
    }
  | { readonly kind: 'image'; readonly picUrl: string; readonly mediaId: string }
  | {
      readonly kind: 'voice';
      readonly mediaId: string;
      /** amr or speex. */
      readonly format: string;
      /** The same in better quality. */
      readonly mediaId16K?: string | undefined;
      /** What was said, from the accounts that still get it; never empty. */
      readonly recognition?: string | undefined;
    }
  | {
      readonly kind: 'video' | 'shortvideo';
      readonly mediaId: string;
      readonly thumbMediaId: string;
    }
  | {
      readonly kind: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly scale: number;
      readonly label: string;
    }
  | {
      readonly kind: 'link';
      readonly title: string;
      readonly description: string;
      readonly url: string;
    }
  /** Not in WeChat's documents, and there is no documented way to fetch the file. */
  | {
      readonly kind: 'file';
      readonly title: string;
      readonly description: string;
      readonly fileKey: string;
      readonly fileMd5: string;
      readonly fileTotalBytes: number;
    }
  /** A kind that we do not know, or one of the above without what makes sense of it. */
  | { readonly kind: 'unknown'; readonly msgType: string };

/**
 * Something a follower sent. https://developers.weixin.qq.com/doc/subscription/guide/product/message/Receiving_standard_messages.html
 * `msgId` is a string because it exceeds 2^53; it is empty when WeChat sent none.
 */
export type FollowerMessage = Common & { readonly msgId: string } & MessageKind;

type EventKind =
  /** `scene` without its prefix, when a QR code with a scene was scanned. */
  | {
      readonly event: 'subscribe';
      readonly scene?: string | undefined;
      readonly ticket?: string | undefined;
    }
  | { readonly event: 'unsubscribe' }
  | { readonly event: 'scan'; readonly scene: string; readonly ticket?: string | undefined }
  /** The follower's position, from accounts that asked for it. */
  | {
      readonly event: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly precision: number;
    }
  | { readonly event: 'click'; readonly eventKey: string }
  /** `eventKey` is the address that opened, or the page of the mini-program. */
  | {
      readonly event: 'view' | 'view_miniprogram';
      readonly eventKey: string;
      readonly menuId?: string | undefined;
    }
  | {
      readonly event: 'scancode_push' | 'scancode_waitmsg';
      readonly eventKey: string;
      readonly scanType: string;
      readonly scanResult: string;
    }
  /** The pictures follow as image messages. */
  | {
      readonly event: 'pic_sysphoto' | 'pic_photo_or_album' | 'pic_weixin';
      readonly eventKey: string;
      readonly pictures: number;
    }
  | {
      readonly event: 'location_select';
      readonly eventKey: string;
      readonly latitude: number;
      readonly longitude: number;
      readonly scale: number;
      readonly label: string;
      readonly poiName: string;
    }
  | { readonly event: 'templatesendjobfinish'; readonly jobId: string; readonly status: string }
  | {
      readonly event: 'masssendjobfinish';
      readonly jobId: string;
      readonly status: string;
      readonly totalCount: number;
      readonly filterCount: number;
      readonly sentCount: number;
      readonly errorCount: number;
    }
  | {
      readonly event: 'freepublishjobfinish';
      readonly jobId: string;
      readonly status: string;
      readonly articleId?: string | undefined;
    }
  /** What the follower chose for each template, and where. */
  | {
      readonly event: 'subscribe_msg_popup_event' | 'subscribe_msg_change_event';
      readonly choices: readonly {
        readonly templateId: string;
        readonly status: string;
        readonly popupScene?: string | undefined;
      }[];
    }
  | {
      readonly event: 'subscribe_msg_sent_event';
      readonly results: readonly {
        readonly templateId: string;
        readonly jobId: string;
        readonly errorCode: string;
        readonly errorStatus: string;
      }[];
    }
  /** A person changed or withdrew personal data: ours has to follow. */
  | {
      readonly event:
        'user_info_modified' | 'user_authorization_revoke' | 'user_authorization_cancellation';
      readonly personOpenId?: string | undefined;
      readonly appId?: string | undefined;
      readonly revokeInfo?: string | undefined;
    }
  | { readonly event: 'kf_create_session' | 'kf_close_session'; readonly kfAccount: string }
  | {
      readonly event: 'kf_switch_session';
      readonly fromKfAccount: string;
      readonly toKfAccount: string;
    }
  /** Unix seconds; 0 when WeChat did not say. */
  | {
      readonly event:
        | 'qualification_verify_success'
        | 'naming_verify_success'
        | 'annual_renew'
        | 'verify_expired';
      readonly expiresAt: number;
    }
  | {
      readonly event: 'qualification_verify_fail' | 'naming_verify_fail';
      readonly failedAt: number;
      readonly reason: string;
    }
  /** WeChat's own debugging tool asks whether we hear it. */
  | { readonly event: 'debug_demo'; readonly text: string }
  /** `name` in lower case; cards, shops, payments and whatever WeChat adds. */
  | { readonly event: 'unknown'; readonly name: string; readonly eventKey?: string | undefined };

/**
 * Something a follower did, or something that WeChat tells about the account. Names are in lower case.
 * https://developers.weixin.qq.com/doc/subscription/guide/product/message/Receiving_event_pushes.html
 */
export type FollowerEvent = Common & { readonly kind: 'event' } & EventKind;

/** One thing that WeChat pushes: what a follower sent or did. */
export type InboundMessage = FollowerMessage | FollowerEvent;

/**
 * Tells one inbound message of a follower from the next, and is the same for every attempt to push it: MsgId for
 * messages; for events, which have none, CreateTime, Event and EventKey. Account and follower are the caller's to add.
 */
export function messageKey(message: InboundMessage): string {
  if (message.kind !== 'event')
    return bound(message.msgId) || `${message.createTime}:${message.kind}`;
  const name = message.event === 'unknown' ? message.name : message.event;
  return `${message.createTime}:${bound(name)}:${bound(eventDetail(message))}`;
}

const LONGEST_IN_KEY = 64;

/** Keys stand in the store and in the log; a menu key may be an address of any length. */
function bound(text: string): string {
  if (text.length <= LONGEST_IN_KEY) return text;
  return `#${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

/** What keeps two events of the same name and second apart: the EventKey, or the job that an event reports on. */
function eventDetail(event: FollowerEvent): string {
  if ('eventKey' in event) return event.eventKey ?? '';
  if ('scene' in event) return event.scene ?? '';
  if ('jobId' in event) return event.jobId;
  return '';
}
