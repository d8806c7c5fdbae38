import type { PlatformAccount } from './account.ts';
import type { FollowerState } from './follower.ts';

export interface CustomMessageDeps {
  readonly account: PlatformAccount;
  readonly findFollower: (openId: string) => FollowerState | undefined;
  readonly textLimitBytes: number;
  readonly now: () => number;
}

/** A JSON object of which nothing is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

const NEEDS_INTERACTION_WITHIN_MS = 30_000;
// Not documented; chats show the indicator for a few seconds.
const TYPING_LASTS_MS = 15_000;

/** What the client shows of the kinds that are not text, and the field without which they are refused. */
const MEDIA_KINDS = new Map([
  ['image', 'media_id'],
  ['voice', 'media_id'],
  ['video', 'media_id'],
  ['music', 'thumb_media_id'],
  ['mpnews', 'media_id'],
  ['mpnewsarticle', 'article_id'],
  ['wxcard', 'card_id'],
  ['miniprogrampage', 'thumb_media_id'],
]);

/** `message/custom/send`: shows the message and uses one of the quota, or returns the errcode. */
export function sendCustomMessage(message: JsonObject, deps: CustomMessageDeps): number {
  const follower = deps.findFollower(textIn(message, 'touser') ?? '');
  if (follower === undefined) return 40003;
  const kind = textIn(message, 'msgtype') ?? '';
  const content = objectIn(message, kind);
  if (content === undefined) return 40008;
  const text = readContent(kind, content, deps);
  if (typeof text === 'number') return text;
  // WeChat's words for 45015 name both cases: too late, and left.
  const refusal = follower.isFollowing ? follower.quota.judge() : 45015;
  if (refusal !== 0) return refusal;
  follower.quota.spend();
  follower.setTyping(0);
  const isAi = objectIn(message, 'aimsgcontext')?.['is_ai_msg'] === 1;
  follower.show({ via: 'customer-service', kind, text, ...(isAi ? { isAi } : {}) });
  return 0;
}

/** `message/custom/typing`: shows or hides the indicator, or returns the errcode. */
export function setTyping(message: JsonObject, deps: CustomMessageDeps): number {
  if (deps.account.kind === 'sandbox') return 40200;
  const follower = deps.findFollower(textIn(message, 'touser') ?? '');
  if (follower === undefined) return 40003;
  const now = deps.now();
  const command = textIn(message, 'command');
  if (command === 'CancelTyping') {
    follower.setTyping(0);
    return 0;
  }
  if (command !== 'Typing') return 45072;
  if (now - follower.lastActedAt > NEEDS_INTERACTION_WITHIN_MS) return 45080;
  if (follower.typingUntil > now) return 45081;
  follower.setTyping(now + TYPING_LASTS_MS);
  return 0;
}

function readContent(
  kind: string,
  content: JsonObject,
  { account, textLimitBytes }: CustomMessageDeps,
): string | number {
  if (kind === 'text' || kind === 'msgmenu') {
    if (kind === 'msgmenu' && account.kind === 'sandbox') return 40200;
    const text = kind === 'text' ? textIn(content, 'content') : menuText(content);
    if (text === undefined || text.trim() === '') return 44004;
    return Buffer.byteLength(text) > textLimitBytes ? 45002 : text;
  }
  if (kind === 'news') {
    const articles = content['articles'];
    if (!Array.isArray(articles) || articles.length !== 1) return 45008;
    const article = asObject(articles[0]);
    return `[news ${textIn(article, 'title') ?? ''} ${textIn(article, 'url') ?? ''}]`;
  }
  const needs = MEDIA_KINDS.get(kind);
  if (needs === undefined) return 40008;
  const id = textIn(content, needs);
  return id === undefined ? 40007 : `[${kind} ${id}]`;
}

/** WeChat renders its own menu message into the same links that bots write by hand. */
function menuText(menu: JsonObject): string {
  const items = Array.isArray(menu['list']) ? menu['list'].map(asObject) : [];
  const links = items.map((item) => {
    const content = textIn(item, 'content') ?? '';
    const id = textIn(item, 'id') ?? '0';
    return `<a href="weixin://bizmsgmenu?msgmenucontent=${content}&msgmenuid=${id}">${content}</a>`;
  });
  return [textIn(menu, 'head_content') ?? '', ...links, textIn(menu, 'tail_content') ?? '']
    .filter((line) => line !== '')
    .join('\n');
}

function textIn(object: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function objectIn(object: JsonObject, name: string): JsonObject | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
}

function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}
