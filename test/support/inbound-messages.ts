import type {
  FollowerEvent,
  FollowerMessage,
  InboundMessage,
} from '../../src/messages/inbound-message.ts';

const common = { accountId: 'gh_test', openId: 'oFollower', createTime: 1_700_000_000 };

/** The rest of a message, as TypeScript's distributive Omit. */
type Rest<Whole, Known extends PropertyKey> = Whole extends unknown ? Omit<Whole, Known> : never;

/** Makes a message of what its kind says. */
function message(rest: Rest<FollowerMessage, keyof typeof common | 'msgId'>) {
  return { ...common, msgId: '1', ...rest } as FollowerMessage;
}

/** Makes an event of what its name says. */
export function event(rest: Rest<FollowerEvent, keyof typeof common | 'kind'>) {
  return { ...common, kind: 'event', ...rest } as FollowerEvent;
}

export const text = (content: string) => message({ kind: 'text', content });
export const voice = (recognition?: string) =>
  message({ kind: 'voice', mediaId: 'm', format: 'amr', recognition });
export const image = () =>
  message({ kind: 'image', picUrl: 'http://mmbiz.qpic.cn/x', mediaId: 'm' });
export const video = () => message({ kind: 'video', mediaId: 'm', thumbMediaId: 't' });
export const shortVideo = () => message({ kind: 'shortvideo', mediaId: 'm', thumbMediaId: 't' });
export const file = () =>
  message({
    ...{ kind: 'file', title: 'a.pdf', description: '', fileKey: 'k' },
    ...{ fileMd5: 'd', fileTotalBytes: 1 },
  });
export const place = (label: string) =>
  message({ kind: 'location', latitude: 23.1, longitude: 113.3, scale: 20, label });
export const link = (description = '') =>
  message({ kind: 'link', title: '标题', description, url: 'https://example.org/?a=1&b=2' });
export const ofKind = (msgType: string) => message({ kind: 'unknown', msgType });
export const click = (eventKey: string) => event({ event: 'click', eventKey });

/** Events that no rule concerns and that allow no customer-service message. */
export const silentEvents: readonly InboundMessage[] = [
  event({ event: 'location', latitude: 1, longitude: 2, precision: 3 }),
  event({ event: 'view', eventKey: 'https://example.org' }),
  event({ event: 'view_miniprogram', eventKey: 'pages/index' }),
  event({ event: 'pic_sysphoto', eventKey: 'k', pictures: 1 }),
  event({ event: 'pic_photo_or_album', eventKey: 'k', pictures: 1 }),
  event({ event: 'pic_weixin', eventKey: 'k', pictures: 1 }),
  event({
    ...{ event: 'location_select', eventKey: 'k', latitude: 1, longitude: 2 },
    ...{ scale: 3, label: '', poiName: '' },
  }),
  event({ event: 'templatesendjobfinish', jobId: '1', status: 'success' }),
  event({
    ...{ event: 'masssendjobfinish', jobId: '1', status: '' },
    ...{ totalCount: 1, filterCount: 1, sentCount: 1, errorCount: 0 },
  }),
  event({ event: 'freepublishjobfinish', jobId: '1', status: '0' }),
  event({ event: 'subscribe_msg_popup_event', choices: [] }),
  event({ event: 'subscribe_msg_change_event', choices: [] }),
  event({ event: 'subscribe_msg_sent_event', results: [] }),
  event({ event: 'user_info_modified' }),
  event({ event: 'kf_create_session', kfAccount: 'a' }),
  event({ event: 'kf_close_session', kfAccount: 'a' }),
  event({ event: 'kf_switch_session', fromKfAccount: 'a', toKfAccount: 'b' }),
  event({ event: 'qualification_verify_success', expiresAt: 0 }),
  event({ event: 'naming_verify_fail', failedAt: 0, reason: '' }),
  event({ event: 'annual_renew', expiresAt: 0 }),
  event({ event: 'debug_demo', text: 'hello' }),
  event({ event: 'unknown', name: 'user_get_card' }),
];

/** Events of scanned codes, which allow what a tap allows. */
export const scanEvents: readonly InboundMessage[] = [
  event({ event: 'scan', scene: '7' }),
  event({ event: 'scancode_push', eventKey: 'k', scanType: 'qrcode', scanResult: '1' }),
  event({ event: 'scancode_waitmsg', eventKey: 'k', scanType: 'qrcode', scanResult: '1' }),
];
