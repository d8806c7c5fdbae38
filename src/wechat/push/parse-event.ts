import { z } from 'zod';
import type { FollowerEvent } from '../../messages/inbound-message.ts';
import type { XmlElement } from './parse-xml.ts';
import { elements, text, toNumber } from './xml-fields.ts';

const choices = elements({
  List: elements({ TemplateId: text, SubscribeStatusString: text, PopupScene: text }),
});

/**
 * https://developers.weixin.qq.com/doc/subscription/guide/product/message/Receiving_event_pushes.html
 * https://developers.weixin.qq.com/doc/subscription/guide/product/menu/Custom_Menu_Push_Events.md
 */
const eventFields = z.object({
  Event: text,
  EventKey: text,
  Ticket: text,
  MenuId: text,
  Latitude: text,
  Longitude: text,
  Precision: text,
  ScanCodeInfo: elements({ ScanType: text, ScanResult: text }),
  SendPicsInfo: elements({ Count: text }),
  SendLocationInfo: elements({
    Location_X: text,
    Location_Y: text,
    Scale: text,
    Label: text,
    Poiname: text,
  }),
  MsgID: text,
  MsgId: text,
  Status: text,
  TotalCount: text,
  FilterCount: text,
  SentCount: text,
  ErrorCount: text,
  PublishEventInfo: elements({ publish_id: text, publish_status: text, article_id: text }),
  SubscribeMsgPopupEvent: choices,
  SubscribeMsgChangeEvent: choices,
  SubscribeMsgSentEvent: elements({
    List: elements({ TemplateId: text, MsgID: text, ErrorCode: text, ErrorStatus: text }),
  }),
  OpenID: text,
  AppID: text,
  RevokeInfo: text,
  KfAccount: text,
  FromKfAccount: text,
  ToKfAccount: text,
  ExpiredTime: text,
  FailTime: text,
  FailReason: text,
  debug_str: text,
});

type Without<T, Keys extends PropertyKey> = T extends unknown ? Omit<T, Keys> : never;
type EventKind = Without<FollowerEvent, 'accountId' | 'openId' | 'createTime' | 'kind'>;

/** Parses a body whose MsgType is `event`. An event without a type of its own becomes `unknown`, never an error. */
export function parseEvent(xml: XmlElement): EventKind {
  const fields = eventFields.parse(xml);
  const name = (fields.Event ?? '').toLowerCase();
  const eventKey = fields.EventKey ?? '';

  switch (name) {
    case 'subscribe': {
      const scene = eventKey.replace(/^qrscene_/, '');
      return { event: name, scene: scene || undefined, ticket: fields.Ticket || undefined };
    }
    case 'unsubscribe':
      return { event: name };
    case 'scan':
      return { event: name, scene: eventKey, ticket: fields.Ticket || undefined };
    case 'location': {
      const place = readPlace(fields.Latitude, fields.Longitude);
      if (place === undefined) return { event: 'unknown', name, eventKey };
      return { event: name, ...place, precision: toNumber(fields.Precision) ?? 0 };
    }
    case 'click':
      return { event: name, eventKey };
    case 'view':
    case 'view_miniprogram':
      return { event: name, eventKey, menuId: fields.MenuId || undefined };
    case 'scancode_push':
    case 'scancode_waitmsg': {
      const scan = fields.ScanCodeInfo[0];
      return {
        event: name,
        eventKey,
        scanType: scan?.ScanType ?? '',
        scanResult: scan?.ScanResult ?? '',
      };
    }
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
      return { event: name, eventKey, pictures: toNumber(fields.SendPicsInfo[0]?.Count) ?? 0 };
    case 'location_select': {
      const sent = fields.SendLocationInfo[0];
      const place = readPlace(sent?.Location_X, sent?.Location_Y);
      if (place === undefined) return { event: 'unknown', name, eventKey };
      return {
        event: name,
        eventKey,
        ...place,
        scale: toNumber(sent?.Scale) ?? 0,
        label: sent?.Label ?? '',
        poiName: sent?.Poiname ?? '',
      };
    }
    default:
      return readNotice(name, eventKey, fields);
  }
}

/** Events that WeChat sends about the account or its jobs; most of them concern no follower. */
function readNotice(
  name: string,
  eventKey: string,
  fields: z.infer<typeof eventFields>,
): EventKind {
  // The samples of these events have "MsgID", messages have "MsgId".
  const jobId = fields.MsgID ?? fields.MsgId ?? '';

  switch (name) {
    case 'templatesendjobfinish':
      return { event: name, jobId, status: fields.Status ?? '' };
    case 'masssendjobfinish':
      return {
        event: name,
        jobId,
        status: fields.Status ?? '',
        totalCount: toNumber(fields.TotalCount) ?? 0,
        filterCount: toNumber(fields.FilterCount) ?? 0,
        sentCount: toNumber(fields.SentCount) ?? 0,
        errorCount: toNumber(fields.ErrorCount) ?? 0,
      };
    case 'freepublishjobfinish': {
      const job = fields.PublishEventInfo[0];
      return {
        event: name,
        jobId: job?.publish_id ?? '',
        status: job?.publish_status ?? '',
        articleId: job?.article_id || undefined,
      };
    }
    case 'subscribe_msg_popup_event':
      return { event: name, choices: readChoices(fields.SubscribeMsgPopupEvent) };
    case 'subscribe_msg_change_event':
      return { event: name, choices: readChoices(fields.SubscribeMsgChangeEvent) };
    case 'subscribe_msg_sent_event':
      return {
        event: name,
        results: fields.SubscribeMsgSentEvent.flatMap(({ List }) => List).map((result) => ({
          templateId: result.TemplateId ?? '',
          jobId: result.MsgID ?? '',
          errorCode: result.ErrorCode ?? '',
          errorStatus: result.ErrorStatus ?? '',
        })),
      };
    case 'user_info_modified':
    case 'user_authorization_revoke':
    case 'user_authorization_cancellation':
      return {
        event: name,
        personOpenId: fields.OpenID || undefined,
        appId: fields.AppID || undefined,
        revokeInfo: fields.RevokeInfo || undefined,
      };
    case 'kf_create_session':
    case 'kf_close_session':
      return { event: name, kfAccount: fields.KfAccount ?? '' };
    case 'kf_switch_session':
      return {
        event: name,
        fromKfAccount: fields.FromKfAccount ?? '',
        toKfAccount: fields.ToKfAccount ?? '',
      };
    case 'qualification_verify_success':
    case 'naming_verify_success':
    case 'annual_renew':
    case 'verify_expired':
      return { event: name, expiresAt: toNumber(fields.ExpiredTime) ?? 0 };
    case 'qualification_verify_fail':
    case 'naming_verify_fail':
      return {
        event: name,
        failedAt: toNumber(fields.FailTime) ?? 0,
        reason: fields.FailReason ?? '',
      };
    case 'debug_demo':
      return { event: name, text: fields.debug_str ?? '' };
    default:
      return { event: 'unknown', name, eventKey: eventKey || undefined };
  }
}

function readPlace(latitudeText: string | undefined, longitudeText: string | undefined) {
  const latitude = toNumber(latitudeText);
  const longitude = toNumber(longitudeText);
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}

function readChoices(wrappers: z.infer<typeof choices>) {
  return wrappers
    .flatMap(({ List }) => List)
    .map((choice) => ({
      templateId: choice.TemplateId ?? '',
      status: choice.SubscribeStatusString ?? '',
      popupScene: choice.PopupScene || undefined,
    }));
}
