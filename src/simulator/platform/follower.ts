import type { PushOutcome } from './attempts.ts';
import { createCustomerServiceQuota } from './customer-service-quota.ts';
import type { CustomerServiceQuota, QuotaTrigger } from './customer-service-quota.ts';
import { KuaihuiError } from '../../runtime/errors.ts';
import { findLinks } from './links.ts';
import type { Link } from './links.ts';
import type { FollowerEvent, FollowerMessage } from './message-fields.ts';

/** One thing that appeared on a follower's screen. */
export interface Seen {
  /** Milliseconds of the platform's clock. */
  readonly at: number;
  readonly via: 'passive' | 'customer-service' | 'notice';
  /** WeChat's kind: `text`, `image`, `msgmenu` …; a notice is text. */
  readonly kind: string;
  readonly text: string;
  /** The grey note under a customer-service message that says it is made by AI. */
  readonly isAi?: boolean;
  readonly links: readonly Link[];
  /** Why the notice was shown. The follower does not see this. */
  readonly why?: string;
}

/** One person who follows the account. */
export interface Follower {
  readonly openId: string;
  /** Sends a text; resolves when the push is settled: a reply, nothing, or the notice is shown. */
  says(content: string): Promise<PushOutcome>;
  sends(message: FollowerMessage): Promise<PushOutcome>;
  does(event: FollowerEvent): Promise<PushOutcome>;
  /** Taps the newest link with this label; throws FollowerError when there is none that sends something. */
  taps(label: string): Promise<PushOutcome>;
  /** Taps this very link, which may stand in an old message. */
  tapsOn(link: Pick<Link, 'sends' | 'menuId'>): Promise<PushOutcome>;
  /** What appeared, oldest first. */
  readonly seen: readonly Seen[];
  /** Resolves when the predicate holds over `seen`; rejects with a transcript after `timeoutMs` (30,000). */
  until(
    predicate: (seen: readonly Seen[]) => boolean,
    timeoutMs?: number,
  ): Promise<readonly Seen[]>;
  readonly isFollowing: boolean;
  readonly isTyping: boolean;
  readonly quota: Pick<CustomerServiceQuota, 'messagesLeft' | 'closesAt'>;
  /** The screen as readable lines. */
  transcript(): string;
}

/** What the platform knows of a follower and changes. */
export interface FollowerState {
  readonly openId: string;
  readonly quota: CustomerServiceQuota;
  readonly isFollowing: boolean;
  readonly lastActedAt: number;
  readonly typingUntil: number;
  show(what: Omit<Seen, 'at' | 'links'>): void;
  setTyping(until: number): void;
  /** Ends every `until` that still waits. */
  close(): void;
}

/** A follower was asked for something impossible, or waited in vain. */
class FollowerError extends KuaihuiError {
  override readonly name = 'FollowerError';
  readonly code = 'simulated_follower';
}

export interface FollowerDeps {
  readonly openId: string;
  readonly now: () => number;
  readonly pushMessage: (message: FollowerMessage) => Promise<PushOutcome>;
  readonly pushEvent: (event: FollowerEvent) => Promise<PushOutcome>;
  /** Formal accounts push the id of a tapped link, others leave it out. */
  readonly pushesMenuIds: boolean;
  readonly tapOpens: 'menu' | 'message';
  readonly onSeen: (seen: Seen) => void;
  readonly onTyping: (isTyping: boolean) => void;
  /** How an earlier process left the follower. */
  readonly before?: FollowerBefore | undefined;
}

/** What is known of a follower from an earlier process. */
export interface FollowerBefore {
  readonly isFollowing: boolean;
  readonly lastActedAt: number;
  readonly messagesLeft: number;
  readonly closesAt: number;
}

interface Waiter {
  check(): void;
  fail(why: string): void;
}

const UNTIL_TIMEOUT_MS = 30_000;
/** Far more than a test looks at; a simulator may run for weeks. */
const MOST_SEEN = 1000;

/** Creates a follower who follows and has not written yet. */
export function createFollower(deps: FollowerDeps): {
  readonly follower: Follower;
  readonly state: FollowerState;
} {
  const { openId, now, before } = deps;
  const seen: Seen[] = [];
  const waiters = new Set<Waiter>();
  const quota = createCustomerServiceQuota(now, before);
  let isFollowing = before?.isFollowing ?? true;
  let lastActedAt = before?.lastActedAt ?? -Infinity;
  let typingUntil = 0;

  function act(trigger: QuotaTrigger | undefined): void {
    if (!isFollowing) {
      // WeChat pushes nothing for people who do not follow.
      throw new FollowerError('This follower has left; subscribe first.');
    }
    lastActedAt = now();
    if (trigger !== undefined) quota.grant(trigger);
  }

  const transcript = () =>
    seen.map(({ via, text, why }) => `[${via}] ${text}${why ? ` (${why})` : ''}`).join('\n');

  async function sends(message: FollowerMessage, trigger: QuotaTrigger): Promise<PushOutcome> {
    act(trigger);
    return deps.pushMessage(message);
  }

  const follower: Follower = {
    openId,
    seen,
    transcript,
    says: (content) => sends({ type: 'text', content }, 'message'),
    sends: (message) => sends(message, 'message'),
    async does(event) {
      if (event.event === 'subscribe') isFollowing = true;
      act(triggerOf(event));
      if (event.event === 'unsubscribe') isFollowing = false;
      return deps.pushEvent(event);
    },
    async taps(label) {
      const link = seen.flatMap(({ links }) => links).findLast((one) => one.label === label);
      if (link?.sends === undefined) {
        const problem = link === undefined ? 'No link has' : 'Nothing is sent by the link with';
        throw new FollowerError(`${problem} the label ${label}.\n${transcript()}`);
      }
      return follower.tapsOn(link);
    },
    async tapsOn({ sends: content, menuId: id }) {
      if (content === undefined) throw new FollowerError('Nothing is sent by this link.');
      const menuId = deps.pushesMenuIds ? id : undefined;
      return sends(
        { type: 'text', content, ...(menuId === undefined ? {} : { menuId }) },
        deps.tapOpens,
      );
    },
    until(predicate, timeoutMs = UNTIL_TIMEOUT_MS) {
      return new Promise((resolve, reject) => {
        const done = () => {
          clearTimeout(timer);
          waiters.delete(waiter);
        };
        const waiter: Waiter = {
          check() {
            try {
              if (!predicate(seen)) return;
              resolve(seen);
            } catch (error) {
              reject(new FollowerError('The predicate of until() threw.', { cause: error }));
            }
            done();
          },
          fail(why) {
            done();
            reject(new FollowerError(`${why} Seen so far:\n${transcript() || '(nothing)'}`));
          },
        };
        const timer = setTimeout(() => waiter.fail(`Waited ${timeoutMs} ms in vain.`), timeoutMs);
        waiters.add(waiter);
        waiter.check();
      });
    },
    get isFollowing() {
      return isFollowing;
    },
    get isTyping() {
      return typingUntil > now();
    },
    quota,
  };

  const state: FollowerState = {
    openId,
    quota,
    get isFollowing() {
      return isFollowing;
    },
    get lastActedAt() {
      return lastActedAt;
    },
    get typingUntil() {
      return typingUntil;
    },
    show(what) {
      const one: Seen = { at: now(), ...what, links: findLinks(what.text) };
      seen.push(one);
      if (seen.length > MOST_SEEN) seen.shift();
      deps.onSeen(one);
      for (const waiter of waiters) waiter.check();
    },
    setTyping(until) {
      const wasTyping = typingUntil > now();
      typingUntil = until;
      if (wasTyping !== until > now()) deps.onTyping(!wasTyping);
    },
    close() {
      for (const waiter of waiters) waiter.fail('The platform was closed.');
    },
  };
  return { follower, state };
}

/** Which customer-service quota an event opens; most open none. https://developers.weixin.qq.com/doc/subscription/guide/product/kf/intro.md */
function triggerOf({ event }: FollowerEvent): QuotaTrigger | undefined {
  switch (event) {
    case 'subscribe':
      return 'subscribe';
    case 'scan':
      return 'scan';
    case 'click':
    case 'scancode_push':
    case 'scancode_waitmsg':
      return 'menu';
    case 'unsubscribe':
    case 'location':
    case 'view':
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
    case 'location_select':
    case 'other':
      return undefined;
  }
}
