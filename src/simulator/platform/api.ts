import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { AccessTokens, IssuedToken } from './access-tokens.ts';
import { hasCustomerService } from './account.ts';
import { errorBody } from './api-errors.ts';
import { sendCustomMessage, setTyping } from './custom-messages.ts';
import type { CustomMessageDeps, JsonObject } from './custom-messages.ts';
import { SEND_PATH } from './faults.ts';
import type { PlannedApiFaults } from './faults.ts';
import { getMedium, uploadMedium } from './media-calls.ts';
import type { Media } from './media.ts';
import type { AccountMenu } from './menu-calls.ts';
import { listPublications } from './publication-calls.ts';

/** One call of WeChat's API as it was served. */
export interface ApiCall {
  readonly at: number;
  readonly path: string;
  /** JSON where it was JSON, for GET the query; without token and secret. */
  readonly body: unknown;
  /** Absent when the call was dropped before anything happened. */
  readonly errcode?: number;
  /** The connection broke before the answer, by a played fault. */
  readonly isAnswerLost?: boolean;
}

export interface ApiDeps extends CustomMessageDeps {
  readonly tokens: AccessTokens;
  readonly faults: PlannedApiFaults;
  readonly media: Media;
  readonly menu: AccountMenu;
  /** What the admin had set in WeChat's backend, as the two import calls give it. */
  readonly own: AdminSettings;
  readonly random: (sizeBytes: number) => Buffer;
  readonly onCall: (call: ApiCall) => void;
}

/** What an admin set in WeChat's backend before there was a server. */
export interface AdminSettings {
  /** get_current_selfmenu_info: https://developers.weixin.qq.com/doc/subscription/api/custommenu/api_getcurrentselfmenuinfo.html */
  readonly menu: object;
  /** get_current_autoreply_info: https://developers.weixin.qq.com/doc/subscription/api/notify/autoreplies/api_getcurrentautoreplyinfo.html */
  readonly replies: object;
  /** What was published, newest first, as `freepublish/batchget` gives it; nothing when absent. */
  readonly publications?: readonly object[];
}

/** Fits node:http and Express alike. */
export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

interface ReadCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: Buffer;
  readonly text: string;
  /** Absent when the body is no JSON object. */
  readonly json?: JsonObject;
}

const TOKEN_PATHS = ['/cgi-bin/token', '/cgi-bin/stable_token'];
const TYPING_PATH = '/cgi-bin/message/custom/typing';
const UPLOAD_PATH = '/cgi-bin/media/upload';
/** A form with the largest file. */
const LONGEST_FORM_BYTES = 11 * 1024 * 1024;
/** Some hundred times what the largest message needs. */
const LONGEST_BODY_BYTES = 1024 * 1024;

/** What a call is answered with, apart from an errcode. */
type Given = { readonly json: object } | { readonly bytes: Buffer; readonly mimeType: string };

/** Plays the API host, api.weixin.qq.com. A path that it does not play is answered with 40066. */
export function createApi(deps: ApiDeps): RequestListener {
  const { faults, now, onCall, random } = deps;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    if (call === undefined) return drop(request);
    const record = { at: now(), path: call.path, body: recordedBody(call) };
    const openId = followerIn(call);
    if (faults.takeDroppedCall(openId)) {
      onCall(record);
      return drop(request);
    }
    const answer = faults.takeErrcode(call.path, openId) ?? answerCall(call, deps);
    const errcode = typeof answer === 'number' ? answer : 0;
    const isAnswerLost = faults.takeLostAnswer(openId);
    onCall({ ...record, errcode, ...(isAnswerLost ? { isAnswerLost } : {}) });
    if (faults.delayMs > 0) await pause(faults.delayMs);
    if (isAnswerLost) return drop(request);
    if (typeof answer !== 'number' && 'bytes' in answer) {
      response.setHeader('Content-Type', answer.mimeType);
      response.setHeader('Content-Disposition', 'attachment; filename="simulated"');
      response.end(answer.bytes);
      return;
    }
    const rid = [4, 4, 4].map((size) => random(size).toString('hex')).join('-');
    // WeChat answers 200 to everything; the code is in the body.
    response.setHeader('Content-Type', 'application/json; encoding=utf-8');
    response.end(
      JSON.stringify(
        typeof answer === 'number' ? errorBody(answer, { rid, ip: faults.refusedIp }) : answer.json,
      ),
    );
  }

  return (request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A mistake in the double has to be loud: the caller sees a status that WeChat never gives.
      response.statusCode = 500;
      response.end(String(error));
    });
  };
}

function answerCall(call: ReadCall, deps: ApiDeps): Given | number {
  if (TOKEN_PATHS.includes(call.path)) {
    if (deps.faults.refusedIp !== undefined) return 40164;
    const issued = answerTokenCall(call, deps);
    return typeof issued === 'number' ? issued : { json: issued };
  }
  const play = CALLS.get(call.path);
  if (play === undefined) return 40066;
  const refusal = deps.tokens.judge(call.query.get('access_token'));
  if (refusal !== 0) return refusal;
  if (call.method !== play.method) return play.method === 'POST' ? 43002 : 43001;
  const isPermitted = !deps.faults.isPermissionRevoked && hasCustomerService(deps.account.kind);
  if (play.needs === 'certification' && !isPermitted) return 48001;
  if (play.takes === 'json') {
    if (call.json === undefined) return 47001;
    // Escaped characters were refused or shown as they are; a text has to come as UTF-8.
    if (/\\u[0-9a-fA-F]{4}/.test(call.text)) return 40033;
  }
  return play.answer(call, deps);
}

interface PlayedCall {
  readonly method: 'GET' | 'POST';
  readonly takes: 'json' | 'other';
  readonly needs: 'certification' | 'nothing';
  readonly answer: (call: ReadCall, deps: ApiDeps) => Given | number;
}

/** Every call apart from the token's. Whether uncertified accounts may use media is told both ways; here they may. */
const CALLS: ReadonlyMap<string, PlayedCall> = new Map<string, PlayedCall>([
  [SEND_PATH, certified('POST', ({ json = {} }, parts) => sendCustomMessage(json, parts))],
  [TYPING_PATH, certified('POST', ({ json = {} }, parts) => setTyping(json, parts))],
  ['/cgi-bin/get_current_selfmenu_info', anybody(({ own }) => own.menu)],
  ['/cgi-bin/get_current_autoreply_info', anybody(({ own }) => own.replies)],
  ['/cgi-bin/customservice/getkflist', certified('GET', () => ({ json: { kf_list: [] } }))],
  [
    '/cgi-bin/freepublish/batchget',
    certified('POST', ({ json = {} }, { own }) => listPublications(json, own.publications ?? [])),
  ],
  ['/cgi-bin/tags/get', certified('GET', () => ({ json: { tags: [] } }))],
  ['/cgi-bin/menu/create', certified('POST', ({ json = {} }, { menu }) => menu.create(json))],
  ['/cgi-bin/menu/get', certified('GET', (_, { menu }) => menu.get())],
  ['/cgi-bin/menu/delete', certified('GET', (_, { menu }) => menu.remove())],
  [
    '/cgi-bin/user/info',
    certified('GET', ({ query }, parts) => userInfo(query.get('openid'), parts)),
  ],
  [
    '/cgi-bin/media/get',
    {
      ...{ method: 'GET', takes: 'other', needs: 'nothing' },
      answer: ({ query }, { media }) => getMedium(query.get('media_id'), media),
    },
  ],
  [
    UPLOAD_PATH,
    {
      ...{ method: 'POST', takes: 'other', needs: 'nothing' },
      answer: ({ query, contentType, body }, parts) =>
        uploadMedium({ kind: query.get('type'), contentType, body }, parts),
    },
  ],
]);

function certified(method: PlayedCall['method'], answer: PlayedCall['answer']): PlayedCall {
  return { method, takes: method === 'POST' ? 'json' : 'other', needs: 'certification', answer };
}

/** A call of every kind of account, which changes nothing. */
function anybody(read: (deps: ApiDeps) => object): PlayedCall {
  return {
    ...{ method: 'GET', takes: 'other', needs: 'nothing' },
    answer: (_call, deps) => ({ json: read(deps) }),
  };
}

/** Name and picture are not told since 2021. https://developers.weixin.qq.com/doc/service/api/usermanage/userinfo/api_userinfo.html */
function userInfo(openid: string | null, { findFollower, now }: ApiDeps): Given | number {
  const follower = findFollower(openid ?? '');
  if (follower === undefined) return 40003;
  if (!follower.isFollowing) return { json: { subscribe: 0, openid } };
  const subscribe_time = Math.floor(now() / 1000);
  return {
    json: {
      ...{ subscribe: 1, openid, language: 'zh_CN', subscribe_time, remark: '', groupid: 0 },
      ...{ tagid_list: [], subscribe_scene: 'ADD_SCENE_SEARCH', qr_scene: 0, qr_scene_str: '' },
    },
  };
}

/** https://developers.weixin.qq.com/doc/subscription/api/base/api_getstableaccesstoken.html */
function answerTokenCall(call: ReadCall, { account, tokens }: ApiDeps): IssuedToken | number {
  const isStable = call.path === '/cgi-bin/stable_token';
  if (isStable && call.method !== 'POST') return 43002;
  if (!isStable && call.method !== 'GET') return 43001;
  if (isStable && call.json === undefined) return 47001;
  const asked = isStable ? (call.json ?? {}) : Object.fromEntries(call.query);
  if (asked['grant_type'] !== 'client_credential') return 40002;
  if (!asked['appid']) return 41002;
  if (!asked['secret']) return 41004;
  if (asked['appid'] !== account.appId) return 40013;
  if (asked['secret'] !== account.appSecret) return 40125;
  return isStable ? tokens.issueStable(asked['force_refresh'] === true) : tokens.issueNormal();
}

async function readCall(request: IncomingMessage): Promise<ReadCall | undefined> {
  const url = new URL(request.url ?? '/', 'http://api.invalid');
  const chunks: Buffer[] = [];
  const mostBytes = url.pathname === UPLOAD_PATH ? LONGEST_FORM_BYTES : LONGEST_BODY_BYTES;
  let sizeBytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      sizeBytes += chunk.length;
      if (sizeBytes > mostBytes) return undefined;
    }
  } catch {
    return undefined; // The caller went away.
  }
  const body = Buffer.concat(chunks);
  const contentType = request.headers['content-type'] ?? '';
  const text = contentType.startsWith('multipart/') ? '' : body.toString();
  const json = parseObject(text);
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    contentType,
    body,
    text,
    ...(json === undefined ? {} : { json }),
  };
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The OpenID of the follower whom the call is about, where it is about one. */
function followerIn({ json }: ReadCall): string | undefined {
  const touser = json?.['touser'];
  return typeof touser === 'string' ? touser : undefined;
}

function recordedBody({ text, json, query }: ReadCall): unknown {
  const body = json ?? (text === '' ? Object.fromEntries(query) : undefined);
  if (body === undefined) return text;
  const { secret, access_token, ...rest } = body;
  return {
    ...rest,
    ...(secret === undefined ? {} : { secret: '(hidden)' }),
    ...(access_token === undefined ? {} : { access_token: '(hidden)' }),
  };
}

function drop(request: IncomingMessage): void {
  request.socket.destroy();
}
