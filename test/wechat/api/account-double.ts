import { createHash } from 'node:crypto';
import { encryptByHand } from '../push/cipher-oracle.ts';

/** An account as its operator would set it up; every value is made up. */
export const account = {
  token: 'testToken123',
  appId: 'wx0123456789abcdef',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  otherAesKey: 'ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210zyxwvut',
};

/** Tuesday, 14 November 2023, 22:13:20 UTC. */
export const NOW_SECONDS = 1_700_000_000;

export function sha1OfSorted(...parts: string[]): string {
  return createHash('sha1').update(parts.sort().join('')).digest('hex');
}

/** Returns a plain body; a value with a tag in it is taken as XML, any other is wrapped in CDATA. */
export function messageXml(fields: Readonly<Record<string, string>> = {}): string {
  const all = {
    ToUserName: 'gh_test',
    FromUserName: 'oTest',
    CreateTime: String(NOW_SECONDS),
    MsgType: 'text',
    ...fields,
  };
  const children = Object.entries(all).map(
    ([name, value]) =>
      `<${name}>${value.startsWith('<') ? value : `<![CDATA[${value}]]>`}</${name}>`,
  );
  return `<xml>${children.join('')}</xml>`;
}

export const textXml = messageXml({ Content: '你好', MsgId: '23900000000000001' });

/** Returns the query of a plain push, as WeChat signs it. */
export function plainQuery(changes: { token?: string; timestamp?: string; nonce?: string } = {}) {
  const { token = account.token, timestamp = String(NOW_SECONDS), nonce = '415670741' } = changes;
  return { signature: sha1OfSorted(token, timestamp, nonce), timestamp, nonce, openid: 'oTest' };
}

/** Returns the query of a push whose body holds this ciphertext. */
export function encryptedQuery(
  encrypted: string,
  changes: { token?: string; timestamp?: string; nonce?: string } = {},
) {
  const query = plainQuery(changes);
  return {
    ...query,
    encrypt_type: 'aes',
    msg_signature: sha1OfSorted(
      changes.token ?? account.token,
      query.timestamp,
      query.nonce,
      encrypted,
    ),
  };
}

export function encrypt(xml: string, changes: Partial<typeof account> = {}): string {
  return encryptByHand(xml, { ...account, ...changes });
}

export const safeBody = (encrypted: string) =>
  `<xml><ToUserName><![CDATA[gh_test]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;

export const compatBody = (xml: string, encrypted: string) =>
  xml.replace('</xml>', `<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`);
