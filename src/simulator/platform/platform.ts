import { randomBytes } from 'node:crypto';
import { createAccessTokens } from './access-tokens.ts';
import { createPlatformAccount } from './account.ts';
import type { PlatformAccount, PlatformSettings } from './account.ts';
import { createApi } from './api.ts';
import type { AdminSettings, ApiCall, RequestListener } from './api.ts';
import { OUT_OF_SERVICE_NOTICE, pushInAttempts } from './attempts.ts';
import type { PushAttempt, PushOutcome } from './attempts.ts';
import { createBoundedList } from './bounded-list.ts';
import { createFaults } from './faults.ts';
import type { ArmedFault, Faults } from './faults.ts';
import { createFollower } from './follower.ts';
import type { Follower, FollowerBefore, FollowerState, Seen } from './follower.ts';
import { post } from './post.ts';
import type { Posted } from './post.ts';
import { createMedia } from './media.ts';
import type { Media } from './media.ts';
import { createAccountMenu } from './menu-calls.ts';
import type { MenuButton } from './menu-calls.ts';
import { createPushes } from './push.ts';
import type { Inbound } from './push.ts';
import { readReply } from './read-reply.ts';
import { judgeHandshake } from './verify-url.ts';
import type { VerifiedUrl } from './verify-url.ts';

export type { AccountKind, MessageMode, PlatformSettings } from './account.ts';
export { OUT_OF_SERVICE_NOTICE } from './attempts.ts';
export type { PushOutcome } from './attempts.ts';
export type { Faults } from './faults.ts';
export type { Follower, Seen } from './follower.ts';
export type { FollowerEvent, FollowerMessage } from './message-fields.ts';
export { startPlatformApi } from './platform-api.ts';

/** What happens inside WeChat, for an inspector or a terminal. */
export type PlatformEvent =
  /** `xml` is the message before encryption; all its attempts carry the same. */
  | ({ readonly type: 'push'; readonly at: number; readonly xml: string } & AboutPush)
  | ({
      readonly type: 'attempt-started';
      readonly number: number;
      readonly at: number;
    } & AboutPush)
  | ({ readonly type: 'attempt-ended'; readonly attempt: PushAttempt } & AboutPush)
  | ({ readonly type: 'settled'; readonly outcome: PushOutcome } & AboutPush)
  | { readonly type: 'seen'; readonly openId: string; readonly seen: Seen }
  | { readonly type: 'typing'; readonly openId: string; readonly isTyping: boolean }
  | { readonly type: 'api-call'; readonly call: ApiCall }
  /** A fault that waited happened. */
  | { readonly type: 'fault-used'; readonly fault: ArmedFault; readonly openId?: string }
  | { readonly type: 'menu' };

interface AboutPush {
  readonly openId: string;
  /** Counts the pushes of this platform from 1; events have no MsgId. */
  readonly pushNumber: number;
  readonly msgId?: string;
}

/** A push whose process ended before it was settled. */
export interface UnsettledPush {
  readonly openId: string;
  readonly pushNumber: number;
  readonly msgId?: string;
  readonly xml: string;
  /** When it was first sent. */
  readonly startedAt: number;
  /** How many attempts were begun. */
  readonly attemptsMade: number;
}

/** The whole WeChat of one account: its followers, its pushes, its API host. */
export interface Platform {
  /** The account's ids and secrets; those that the settings left open were made up. */
  readonly account: PlatformAccount;
  /** A follower by OpenID, created at first use; without one, always the same made-up person. */
  follower(this: void, openId?: string): Follower;
  /** Creates a follower as an earlier process left them. */
  restoreFollower(openId: string, before: FollowerBefore): void;
  /** Goes on with a push of an earlier process: WeChat repeats what was not answered, for as long as it does. */
  resume(push: UnsettledPush): Promise<PushOutcome>;
  /** Plays api.weixin.qq.com; `startPlatformApi(platform)` gives it a port. */
  readonly api: RequestListener;
  /** The newest few thousand, oldest first. */
  readonly apiCalls: readonly ApiCall[];
  readonly faults: Faults;
  /** The menu that the account made; undefined when it made none. */
  menu(): readonly MenuButton[] | undefined;
  /** The GET handshake, as the "save" button in WeChat's console does it. */
  verifyUrl(): Promise<VerifiedUrl>;
  /** Pushes any body with a valid signature, once; `query` changes or adds parameters. For hostile input. */
  pushBody(body: string, query?: Readonly<Record<string, string>>): Promise<Posted>;
  /** Tells what happens, until the returned function is called. */
  watch(listener: (event: PlatformEvent) => void): () => void;
  /** Breaks open pushes and ends every wait. */
  close(): Promise<void>;
}

export interface PlatformDeps {
  /** Milliseconds since 1970: decides CreateTime, token life and quota. The 5 s are always real. */
  readonly now?: () => number;
  readonly random?: (sizeBytes: number) => Buffer;
  /** What followers sent and the account uploaded; a place of its own unless given. */
  readonly media?: Media;
  /** How many pushes were made under the same name by earlier processes. */
  readonly pushesBefore?: number;
}

const TIMEOUT_MS = 5000;
const ATTEMPTS = 3;
const TEXT_LIMIT_BYTES = 2048;
/** Far more than a test looks at; a simulator may run for weeks. */
const MOST_API_CALLS = { most: 10_000, mostBytes: 16 * 1024 * 1024 };

const NOTHING_SET: AdminSettings = {
  menu: { is_menu_open: 0 },
  replies: { is_add_friend_reply_open: 0, is_autoreply_open: 0 },
};

/** Creates a WeChat for one account. Nothing runs until a follower acts; throws PlatformSettingsError. */
export function createPlatform(settings: PlatformSettings, deps: PlatformDeps = {}): Platform {
  const { now = () => Date.now(), random = randomBytes } = deps;
  const { media = createMedia({ random, host: () => 'http://media.invalid' }) } = deps;
  const {
    timeoutMs = TIMEOUT_MS,
    attempts: maxAttempts = ATTEMPTS,
    retryFailedAfterMs = 0,
    textLimitBytes = TEXT_LIMIT_BYTES,
  } = settings;
  const account = createPlatformAccount(settings, random);
  const pushes = createPushes({ account, now, random });
  const tokens = createAccessTokens({ now, random });
  const followers = new Map<string, { follower: Follower; state: FollowerState }>();
  const listeners = new Set<(event: PlatformEvent) => void>();
  const apiCalls = createBoundedList<ApiCall>(MOST_API_CALLS);
  // One signal for all would be searched through whenever a push begins to listen: thousands may be open.
  const open = new Map<AbortController, Promise<unknown>>();
  let isClosed = false;
  const defaultOpenId = createOpenId(random);
  let pushNumber = deps.pushesBefore ?? 0;

  const tell = (event: PlatformEvent) => {
    for (const listener of listeners) listener(event);
  };
  const statesOf = (openId?: string) =>
    [...followers.values()]
      .map(({ state }) => state)
      .filter((state) => openId === undefined || state.openId === openId);

  const menu = createAccountMenu(() => tell({ type: 'menu' }));
  const { faults, planned } = createFaults({
    stealToken: () => tokens.steal(),
    expireToken: () => tokens.expire(),
    spendQuota: (openId) => statesOf(openId).forEach(({ quota }) => quota.spendAll()),
    closeWindow: (openId) => statesOf(openId).forEach(({ quota }) => quota.closeWindow()),
    onUsed: (fault, openId) =>
      tell({ type: 'fault-used', fault, ...(openId === undefined ? {} : { openId }) }),
  });

  function urlFor(attempt: number): string {
    const { webhookUrl } = settings;
    return typeof webhookUrl === 'string' ? webhookUrl : webhookUrl(attempt);
  }

  function push(inbound: Inbound, state: FollowerState, signal: AbortSignal): Promise<PushOutcome> {
    pushNumber += 1;
    const about = aboutPush(inbound, pushNumber);
    tell({ type: 'push', ...about, at: now(), xml: inbound.xml });
    return makeAttempts({ inbound, about, state, signal });
  }

  async function makeAttempts(what: {
    readonly inbound: Inbound;
    readonly about: AboutPush;
    readonly state: FollowerState;
    readonly signal: AbortSignal;
    readonly resumed?: { readonly firstAttempt: number; readonly startedAt: number };
  }): Promise<PushOutcome> {
    const { inbound, about, state, signal, resumed } = what;
    const { openId, msgId } = inbound;
    const pushFaults = planned.pushesOf(openId);
    const outcome = await pushInAttempts({
      ...resumed,
      ...(msgId === undefined ? {} : { msgId }),
      requestXml: inbound.xml,
      maxAttempts,
      timeoutMs,
      retryFailedAfterMs,
      now,
      signal,
      faults: pushFaults,
      sign: () => pushes.attempt(inbound),
      send: (request, attempt) =>
        post(pushFaults.takeOtherUrl() ?? urlFor(attempt), {
          method: 'POST',
          ...request,
          timeoutMs,
          signal,
        }),
      read: (body) => readReply(body, { account, openId, textLimitBytes }),
      onStart: (number) => tell({ type: 'attempt-started', ...about, number, at: now() }),
      onEnd: (attempt) => tell({ type: 'attempt-ended', ...about, attempt }),
    });
    show(outcome, state);
    tell({ type: 'settled', ...about, outcome });
    return outcome;
  }

  function show(outcome: PushOutcome, state: FollowerState): void {
    // After leaving, a follower sees neither replies nor notices.
    if (!state.isFollowing || outcome.shown === 'nothing') return;
    state.setTyping(0);
    if (outcome.shown === 'text') {
      state.show({ via: 'passive', kind: outcome.kind ?? 'text', text: outcome.text ?? '' });
    } else {
      const why = outcome.why === undefined ? {} : { why: outcome.why };
      state.show({ via: 'notice', kind: 'text', text: OUT_OF_SERVICE_NOTICE, ...why });
    }
  }

  /** Begins something that `close` ends. */
  function track<T>(begin: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const ending = new AbortController();
    if (isClosed) ending.abort();
    const work = begin(ending.signal);
    open.set(ending, work);
    const forget = () => open.delete(ending);
    work.then(forget, forget);
    return work;
  }

  function addFollower(openId: string, before?: FollowerBefore) {
    const created = createFollower({
      openId,
      before,
      now,
      pushMessage: (message) =>
        track((signal) => push(pushes.message(openId, message), created.state, signal)),
      pushEvent: (event) =>
        track((signal) => push(pushes.event(openId, event), created.state, signal)),
      pushesMenuIds: account.kind.startsWith('certified'),
      tapOpens: settings.tapOpens ?? 'menu',
      onSeen: (seen) => tell({ type: 'seen', openId, seen }),
      onTyping: (isTyping) => tell({ type: 'typing', openId, isTyping }),
    });
    followers.set(openId, created);
    return created;
  }

  const follower = (openId = defaultOpenId): Follower =>
    (followers.get(openId) ?? addFollower(openId)).follower;

  return {
    account,
    follower,
    restoreFollower: (openId, before) => void addFollower(openId, before),
    resume(unsettled) {
      const { openId, startedAt, attemptsMade } = unsettled;
      const { state } = followers.get(openId) ?? addFollower(openId);
      // WeChat's attempts follow each other whether or not the server is there.
      const timesOver = Math.floor((now() - startedAt) / timeoutMs);
      const firstAttempt = Math.max(attemptsMade, timesOver) + 1;
      const about = aboutPush(unsettled, unsettled.pushNumber);
      return track((signal) =>
        makeAttempts({
          inbound: unsettled,
          about,
          state,
          signal,
          resumed: { firstAttempt, startedAt },
        }),
      );
    },
    apiCalls: apiCalls.items,
    faults,
    menu: () => menu.buttons(),
    api: createApi({
      account,
      tokens,
      media,
      menu,
      own: settings.adminSettings ?? NOTHING_SET,
      faults: planned,
      textLimitBytes,
      now,
      random,
      findFollower: (openId) => followers.get(openId)?.state,
      onCall(call) {
        apiCalls.push(call);
        tell({ type: 'api-call', call });
      },
    }),
    async verifyUrl() {
      const echostr = String(random(8).readBigUInt64BE());
      const query = { ...pushes.signedQuery(), echostr };
      const posted = await track((signal) =>
        post(urlFor(1), { method: 'GET', query, timeoutMs, signal }),
      );
      return judgeHandshake(posted, echostr);
    },
    pushBody: (body, query = {}) =>
      track((signal) =>
        post(urlFor(1), {
          method: 'POST',
          query: { ...pushes.signedQuery(), ...query },
          body,
          timeoutMs,
          signal,
        }),
      ),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      isClosed = true;
      const ending = [...open.values()];
      for (const controller of open.keys()) controller.abort();
      for (const { state } of followers.values()) state.close();
      await Promise.allSettled(ending);
    },
  };
}

function aboutPush({ openId, msgId }: Inbound | UnsettledPush, pushNumber: number): AboutPush {
  return { openId, pushNumber, ...(msgId === undefined ? {} : { msgId }) };
}

/** 28 characters that begin with `o`, as WeChat's are. */
function createOpenId(random: (sizeBytes: number) => Buffer): string {
  return `o${random(21).toString('base64url').slice(0, 27)}`;
}
