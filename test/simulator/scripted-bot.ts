import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  decryptMessage,
  encryptMessage,
  sign,
} from '../../src/simulator/platform/message-crypto.ts';
import type { PlatformAccount } from '../../src/simulator/platform/account.ts';
import { readXml } from '../../src/simulator/platform/read-xml.ts';
import { writeXml } from '../../src/simulator/platform/write-xml.ts';
import { escapeTypedText } from '../../src/wechat/push/escape-typed-text.ts';

/** A request that WeChat's double sent to the bot. */
export interface ReceivedPush {
  readonly method: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Resolves when the platform closed the connection. */
  readonly closed: Promise<void>;
}

export type BotScript = (push: ReceivedPush, response: ServerResponse, number: number) => void;

/** Runs a bot for one test. Each POST goes to the script; GET does the handshake with `token`. */
export async function startBot(
  script: BotScript,
  { token = TOKEN }: { readonly token?: string } = {},
): Promise<{ readonly url: string; readonly pushes: readonly ReceivedPush[] }> {
  const pushes: ReceivedPush[] = [];
  const server = createServer((request, response) => {
    const query = Object.fromEntries(new URL(request.url ?? '/', 'http://bot').searchParams);
    const closed = new Promise<void>((resolve) => response.once('close', resolve));
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'GET') {
        const { signature, timestamp = '', nonce = '', echostr = '' } = query;
        response.statusCode = signature === sign(token, timestamp, nonce) ? 200 : 403;
        response.end(response.statusCode === 200 ? echostr : 'refused');
        return;
      }
      const body = Buffer.concat(chunks).toString();
      const push = { method: 'POST', query, body, headers: request.headers, closed };
      pushes.push(push);
      script(push, response, pushes.length);
    });
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, backlog: 4096 }, resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat`, pushes };
}

/** The token of every account in these tests. */
export const TOKEN = 'simulatorToken01';
/** An AES key whose last character is not canonical base64, as WeChat's own may be. */
export const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

/** The fields of a plain push, by name. */
export function fieldsOf(xml: string): Record<string, string> {
  return Object.fromEntries(
    readXml(escapeTypedText(xml)).children.map(({ name, text }) => [name, text]),
  );
}

/** A passive text reply to a push, as a bot writes it. */
export function textReply(pushXml: string, content: string): string {
  const { ToUserName = '', FromUserName = '' } = fieldsOf(pushXml);
  const reply = writeXml({
    ToUserName: FromUserName,
    FromUserName: ToUserName,
    CreateTime: 1_700_000_000,
    MsgType: 'text',
    Content: content,
  });
  return escapeTypedText(reply);
}

/** Decrypts a push in compat or safe mode. */
export function openPush(push: ReceivedPush, account: PlatformAccount): string {
  const { Encrypt = '' } = fieldsOf(push.body);
  return decryptMessage(keyOf(account), Encrypt).message;
}

/** Encrypts and signs a reply. */
export function sealReply(replyXml: string, account: PlatformAccount, token = TOKEN): string {
  const Encrypt = encryptMessage(keyOf(account), replyXml, Buffer.alloc(16, 'r'));
  return writeXml({
    Encrypt,
    MsgSignature: sign(token, '1700000000', '42', Encrypt),
    TimeStamp: 1_700_000_000,
    Nonce: '42',
  });
}

function keyOf({ aesKey, appId }: PlatformAccount) {
  if (aesKey === undefined) throw new Error('This account has no AES key.');
  return { aesKey, appId };
}
