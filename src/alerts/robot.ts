import { createHmac } from 'node:crypto';
import { field } from '../runtime/field.ts';
import { idOf } from './incident.ts';
import type { AlertRecord } from './alert-collections.ts';
import { alertText } from './alert-text.ts';

/** Where alarms go. */
export interface Webhook {
  /** Holds the robot's key. */
  readonly url: string;
  /** What a robot of 钉钉 or 飞书 wants its calls to be signed with. */
  readonly secret?: string | undefined;
}

/** An alarm in the form that its receiver takes. */
export interface AlertCall {
  readonly url: string;
  readonly body: unknown;
}

type Receiver = 'wecom' | 'dingtalk' | 'feishu' | 'plain';

/** Tells the receiver by its host; what is no known robot gets plain JSON. */
export function receiverOf(url: string): Receiver {
  const { hostname, pathname } = new URL(url);
  if (/(?:^|\.)qyapi\.weixin\.qq\.com$/.test(hostname)) return 'wecom';
  if (/(?:^|\.)dingtalk\.com$/.test(hostname)) return 'dingtalk';
  if (/(?:^|\.)(?:feishu\.cn|larksuite\.com)$/.test(hostname)) return 'feishu';
  // The same robots behind a proxy of the owner's.
  if (pathname.endsWith('/cgi-bin/webhook/send')) return 'wecom';
  if (pathname.includes('/open-apis/bot/v2/hook/')) return 'feishu';
  return pathname.endsWith('/robot/send') ? 'dingtalk' : 'plain';
}

/** Puts an alarm into the form of its receiver; robots read Chinese first, because that is what their groups speak. */
export function encodeAlert(record: AlertRecord, { url, secret }: Webhook, now: number): AlertCall {
  const text = alertText(record);
  const content = `${text.zh}\n${text.en}`;
  switch (receiverOf(url)) {
    case 'wecom':
      return { url, body: { msgtype: 'text', text: { content } } };
    case 'dingtalk':
      return {
        url: secret === undefined ? url : signForDingtalk(url, secret, now),
        body: { msgtype: 'text', text: { content } },
      };
    case 'feishu': {
      const message = { msg_type: 'text', content: { text: content } };
      return {
        url,
        body: secret === undefined ? message : { ...signForFeishu(secret, now), ...message },
      };
    }
    case 'plain': {
      const { incident, state, at } = record;
      const { account } = incident;
      const provider = 'provider' in incident ? { provider: incident.provider } : {};
      const keyNumber =
        'keyNumber' in incident && incident.keyNumber !== undefined
          ? { keyNumber: incident.keyNumber }
          : {};
      return {
        url,
        body: {
          ...{ event: incident.is, state, id: idOf(incident), account, ...provider, ...keyNumber },
          ...{ text, at: new Date(at).toISOString() },
        },
      };
    }
  }
}

/** Returns why a receiver did not take an alarm; robots refuse with status 200 and a code. */
export function findRefusal(status: number, body: string): string | undefined {
  if (status < 200 || status >= 300) return `status ${status}`;
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return undefined;
  }
  const code = field(answer, 'errcode') ?? field(answer, 'code') ?? field(answer, 'StatusCode');
  return code === undefined || code === 0 || code === '0' || code === 'ok'
    ? undefined
    : `code ${JSON.stringify(code).slice(0, 40)}`;
}

/** As https://open.dingtalk.com/document/robots/customize-robot-security-settings has it. */
function signForDingtalk(url: string, secret: string, now: number): string {
  const signed = new URL(url);
  signed.searchParams.set('timestamp', String(now));
  signed.searchParams.set(
    'sign',
    createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64'),
  );
  return signed.href;
}

/** As https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot has it: the text is the key, and nothing is signed. */
function signForFeishu(secret: string, now: number): { timestamp: string; sign: string } {
  const timestamp = String(Math.floor(now / 1000));
  const sign = createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64');
  return { timestamp, sign };
}
