import { commandLine } from '../config/command-line.ts';
import { OUT_OF_SERVICE_NOTICE } from '../simulator/platform/attempts.ts';
import type { PushOutcome, Seen } from '../simulator/platform/platform.ts';
import { replaceLinks } from '../simulator/platform/links.ts';
import type { VerifiedUrl } from '../simulator/platform/verify-url.ts';

/** Every command of the terminal follower. */
export const CHAT_HELP = `直接输入文字就是发消息。 Type a message and press Enter.
  1, 2 …             点链接 tap the link with this number
  /subscribe [场景]  关注 follow the account (scene: by a QR code)
  /unsubscribe       取消关注 leave
  /scan 场景         扫码 scan a QR code
  /click KEY         点菜单 tap a menu button
  /image /voice /sticker /location
  /say 文字          原样发送 send as it is (for a bare number or a slash)
  /quit              退出 leave this chat (or Ctrl-D)`;

/** Shown when there is no token to sign with. */
export function explainNoToken(): string {
  return `没有 token。 There is no token to sign with: set WECHAT_TOKEN in .env or give --token.
A server without WECHAT_TOKEN makes one in its DATA_DIR at its first start: ${commandLine('start')}`;
}

/** Explains why a chat cannot begin and what to do about it. `where` is the address without its query. */
export function explainUnusableServer(
  verified: Exclude<VerifiedUrl, { ok: true }>,
  where: string,
): string {
  switch (verified.reason) {
    case 'unreachable':
      return `服务器没有启动。 No server answers at ${where}. Start it first: ${commandLine('start')}
If it runs elsewhere, give --url. (${verified.why})`;
    case 'timed out':
      return `服务器没有回应。 The server at ${where} takes the connection but does not answer in 5 s.`;
    case 'wrong answer':
      return `地址不对。 What answers at ${where} is not this webhook. Check --url. (${verified.why})`;
    case 'refused':
      return explainRefusal(verified.status, where);
  }
}

const BY_A_FIREWALL =
  '\n如果一致，可能是防火墙拦截。 If they are, a firewall in front of the server may refuse the request.';

function explainRefusal(status: number | undefined, where: string): string {
  switch (status) {
    case 404:
      return `地址不对。 There is no webhook at ${where} (HTTP 404). Check the path in --url.`;
    case 401:
    case 403:
      return `token校验失败。 The server refused the signature (HTTP ${status}).
Compare the tokens: WECHAT_TOKEN of the server and --token (or WECHAT_TOKEN) here have to be equal.${status === 403 ? BY_A_FIREWALL : ''}`;
    case 502:
    case 503:
    case 504:
      return `网关后面没有服务。 A gateway such as Nginx answers at ${where}, and Kuaihui behind it does not (HTTP ${status}).
Start Kuaihui, or compare proxy_pass with its PORT. 请先启动快回，或核对 Nginx 的 proxy_pass 和 PORT。`;
    case 429:
      return `请求太多，被限流了。 The server or a gateway limits requests (HTTP 429). Wait a minute and try again.`;
    default:
      return status !== undefined && status >= 500
        ? `服务器出错了。 What answers at ${where} failed (HTTP ${status}). Its log says why.`
        : `请求被拒绝，不是 token 的问题。 What answers at ${where} refused the request (HTTP ${status ?? '?'}), and not for its token.
A gateway in front of the server may do that; if it is the server, its log says why.`;
  }
}

/** Describes what a settled push put on the screen, by which way and how quickly. */
export function describeOutcome(outcome: PushOutcome, hasApi: boolean): string {
  const seconds = `${(outcome.millisecondsToAnswer / 1000).toFixed(1)} s`;
  const attempts = `${outcome.attempts.length} 次推送 attempt${outcome.attempts.length > 1 ? 's' : ''}`;
  switch (outcome.shown) {
    case 'text':
      return `[被动回复 passive · ${seconds} · ${attempts}]\n${showText(outcome.text ?? '')}`;
    case 'notice':
      return `[故障提示 notice · ${seconds} · ${attempts}]\n${OUT_OF_SERVICE_NOTICE}\n(原因 why: ${outcome.why ?? ''})`;
    case 'nothing':
      return `[无被动回复 no passive reply · ${seconds} · ${attempts}]${
        hasApi
          ? ''
          : '\n(客服消息要加 --api-port 才看得到 customer-service messages are shown with --api-port)'
      }`;
  }
}

/** Describes a customer-service message, with the time since the follower's last message. */
export function describeCustomerServiceMessage(seen: Seen, afterMs: number): string {
  const note = seen.isAi ? ' · 灰字 AI 标识 AI note' : '';
  return `[客服消息 customer service · ${(afterMs / 1000).toFixed(1)} s${note}]\n${showText(seen.text)}`;
}

/** Tells how to start a server so that its API calls arrive here. */
export function describeApi(url: string, made: { appId?: string; appSecret?: string }): string {
  const lines = [
    `[API] 服务器须这样启动 the server must run with: WECHAT_API_BASE_URL=${url}`,
    ...(made.appId === undefined ? [] : [`      WECHAT_APP_ID=${made.appId}`]),
    ...(made.appSecret === undefined ? [] : [`      WECHAT_APP_SECRET=${made.appSecret}`]),
  ];
  return lines.join('\n');
}

/** Shows a text: links that send something become numbered choices, others show their address. */
function showText(text: string): string {
  let choice = 0;
  return replaceLinks(text, ({ label, href, sends }) =>
    sends === undefined ? `${label} (${href})` : `[${(choice += 1)}] ${label}`,
  );
}
