import type { PlatformAccount } from './account.ts';
import { eventFields, messageFields } from './message-fields.ts';
import type { FollowerEvent, FollowerMessage } from './message-fields.ts';
import { encryptMessage, sign } from './message-crypto.ts';
import { addFields, writeXml } from './write-xml.ts';
import type { XmlFields } from './write-xml.ts';

/** What a follower sent or did, as WeChat holds it until it is settled. Each attempt pushes this same thing. */
export interface Inbound {
  readonly openId: string;
  /** 64 bits as decimal digits; events have none. */
  readonly msgId?: string;
  /** The XML before encryption. */
  readonly xml: string;
}

/** One HTTP request to the webhook, apart from its address. */
export interface SignedRequest {
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PushDeps {
  readonly account: PlatformAccount;
  readonly now: () => number;
  readonly random: (sizeBytes: number) => Buffer;
}

/** Writes and signs what WeChat pushes. */
export interface Pushes {
  message(openId: string, message: FollowerMessage): Inbound;
  event(openId: string, event: FollowerEvent): Inbound;
  /** One attempt: a fresh timestamp, nonce and ciphertext around the same message. */
  attempt(inbound: Pick<Inbound, 'openId' | 'xml'>): SignedRequest;
  /** The parameters that every request of WeChat carries, with a valid signature. */
  signedQuery(): Readonly<Record<'signature' | 'timestamp' | 'nonce', string>>;
}

/** Creates the writer of an account's pushes. */
export function createPushes({ account, now, random }: PushDeps): Pushes {
  const seconds = () => Math.floor(now() / 1000);
  // A random start, so that two platforms never give the same id to one server's store.
  let lastMsgId = (random(8).readBigUInt64BE() >> 3n) | (1n << 60n);

  function inbound(openId: string, msgType: XmlFields, msgId?: bigint): Inbound {
    const fields = {
      ToUserName: account.accountId,
      FromUserName: openId,
      CreateTime: seconds(),
      ...msgType,
      ...(msgId === undefined ? {} : { MsgId: msgId }),
    };
    const xml = writeXml(fields);
    return { openId, xml, ...(msgId === undefined ? {} : { msgId: String(msgId) }) };
  }

  function signedQuery() {
    const timestamp = String(seconds());
    const nonce = String(random(4).readUInt32BE());
    return { signature: sign(account.token, timestamp, nonce), timestamp, nonce };
  }

  return {
    signedQuery,
    message: (openId, message) => inbound(openId, messageFields(message), ++lastMsgId),
    event: (openId, event) => inbound(openId, { MsgType: 'event', ...eventFields(event) }),
    attempt({ openId, xml }) {
      const query = { ...signedQuery(), openid: openId };
      if (account.aesKey === undefined) return { query, body: xml };
      const key = { aesKey: account.aesKey, appId: account.appId };
      const Encrypt = encryptMessage(key, xml, random(16));
      return {
        query: {
          ...query,
          encrypt_type: 'aes',
          msg_signature: sign(account.token, query.timestamp, query.nonce, Encrypt),
        },
        // Compat mode carries the plain fields beside the ciphertext, safe mode only the account's id.
        body:
          account.mode === 'compat'
            ? addFields(xml, { Encrypt })
            : writeXml({ ToUserName: account.accountId, Encrypt }),
      };
    },
  };
}
