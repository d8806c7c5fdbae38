/** Faults that wait for the next thing that they can meet. */
export const ARMED_FAULTS = [
  'lose-reply',
  'lose-attempt',
  'double-push',
  'other-process',
  'api-busy',
  'lose-api-answer',
  'drop-api-call',
] as const;
export type ArmedFault = (typeof ARMED_FAULTS)[number];

/** Switches that make the played WeChat misbehave. All are off at first, and `clear` turns them off again. */
export interface Faults {
  /** The server's next answers get lost on the way; WeChat repeats. `which`: only answers to this attempt. */
  loseReply(times?: number, which?: number): void;
  /** This attempt (1, 2 or 3) of the next messages never reaches the server. */
  loseAttempt(attempt: number, times?: number): void;
  /** The next attempts are sent twice at the same instant. */
  doublePush(times?: number): void;
  /** The next attempts go to this address, as if a balancer chose another process. */
  pushTo(webhookUrl: string, times?: number): void;
  /** The next calls of `path` (`custom/send` unless said, or 'any') are answered with -1. */
  apiBusy(times?: number, path?: string): void;
  /** The same with any errcode. */
  answerWith(errcode: number, times?: number, path?: string): void;
  /** The next API calls meet a closed connection, and nothing happens. */
  dropApiCall(times?: number): void;
  /** The next API calls do their work, then the connection breaks before the answer. */
  loseApiAnswer(times?: number): void;
  /** Every API answer comes this much later than the work was done. */
  delayApi(delayMs: number): void;
  /** Another server took new tokens: those given out so far are refused with 40001. */
  stealToken(): void;
  /** The tokens given out so far are over: 42001. */
  expireToken(): void;
  /** Token calls are refused with 40164, naming this address. */
  refuseIp(ip: string): void;
  acceptIp(): void;
  /** Customer-service calls are answered with 48001, as for an account that lost its certification. */
  revokePermission(): void;
  grantPermission(): void;
  /** All customer-service messages to this follower (or to everyone known so far) are used: 45047. */
  spendQuota(openId?: string): void;
  /** The time for customer-service messages to this follower (or everyone so far) is over: 45015. */
  closeWindow(openId?: string): void;
  /** Takes back what waits of one fault. */
  disarm(fault: ArmedFault): void;
  clear(): void;
}

/** What the attempts ask; each `take` uses one planned fault up. */
export interface PlannedPushFaults {
  takeLostAttempt(attempt: number): boolean;
  takeLostReply(attempt: number): boolean;
  takeDoubledPush(): boolean;
  takeOtherUrl(): string | undefined;
}

/** What the API host asks. `openId`: the follower whom the call is about, where it is about one. */
export interface PlannedApiFaults {
  takeErrcode(path: string, openId?: string): number | undefined;
  takeDroppedCall(openId?: string): boolean;
  takeLostAnswer(openId?: string): boolean;
  readonly delayMs: number;
  readonly refusedIp: string | undefined;
  readonly isPermissionRevoked: boolean;
}

export interface FaultTargets {
  stealToken(): void;
  expireToken(): void;
  spendQuota(openId?: string): void;
  closeWindow(openId?: string): void;
  /** A fault that waited happened, to this follower where it is about one. */
  onUsed?(fault: ArmedFault, openId?: string): void;
}

/** The path of the call that most faults are about. */
export const SEND_PATH = '/cgi-bin/message/custom/send';

const SYSTEM_BUSY = -1;

/** The side of the switches that the platform reads. */
export interface PlannedFaults extends PlannedApiFaults {
  /** What the pushes of one follower ask. */
  pushesOf(openId: string): PlannedPushFaults;
}

/** Creates the switches, and the side of them that the platform reads. */
export function createFaults(targets: FaultTargets): {
  readonly faults: Faults;
  readonly planned: PlannedFaults;
} {
  const plans = {
    'lose-reply': createPlan<number | 'any'>(),
    'lose-attempt': createPlan<number>(),
    'double-push': createPlan<true>(),
    'other-process': createPlan<string>(),
    'api-busy': createPlan<{ readonly path: string; readonly errcode: number }>(),
    'lose-api-answer': createPlan<true>(),
    'drop-api-call': createPlan<true>(),
  } satisfies Record<ArmedFault, Plan<unknown>>;
  let delayMs = 0;
  let refusedIp: string | undefined;
  let isPermissionRevoked = false;

  /** Uses a fault up, if one waits that fits, and tells. */
  function use<T>(
    fault: ArmedFault,
    plan: Plan<T>,
    openId: string | undefined,
    matches?: (what: T) => boolean,
  ): T | undefined {
    const taken = plan.take(matches);
    if (taken !== undefined) targets.onUsed?.(fault, openId);
    return taken;
  }

  return {
    faults: {
      loseReply: (times = 1, which) => plans['lose-reply'].add(times, which ?? 'any'),
      loseAttempt: (attempt, times = 1) => plans['lose-attempt'].add(times, attempt),
      doublePush: (times = 1) => plans['double-push'].add(times, true),
      pushTo: (webhookUrl, times = 1) => plans['other-process'].add(times, webhookUrl),
      apiBusy: (times = 1, path = SEND_PATH) =>
        plans['api-busy'].add(times, { path, errcode: SYSTEM_BUSY }),
      answerWith: (errcode, times = 1, path = SEND_PATH) =>
        plans['api-busy'].add(times, { path, errcode }),
      dropApiCall: (times = 1) => plans['drop-api-call'].add(times, true),
      loseApiAnswer: (times = 1) => plans['lose-api-answer'].add(times, true),
      delayApi: (ms) => {
        delayMs = ms;
      },
      refuseIp: (ip) => {
        refusedIp = ip;
      },
      acceptIp: () => {
        refusedIp = undefined;
      },
      revokePermission: () => {
        isPermissionRevoked = true;
      },
      grantPermission: () => {
        isPermissionRevoked = false;
      },
      disarm: (fault) => plans[fault].clear(),
      clear: () => {
        for (const plan of Object.values(plans)) plan.clear();
        delayMs = 0;
        refusedIp = undefined;
        isPermissionRevoked = false;
      },
      stealToken: () => targets.stealToken(),
      expireToken: () => targets.expireToken(),
      spendQuota: (openId) => targets.spendQuota(openId),
      closeWindow: (openId) => targets.closeWindow(openId),
    },
    planned: {
      pushesOf: (openId) => ({
        takeLostAttempt: (attempt) =>
          use('lose-attempt', plans['lose-attempt'], openId, (one) => one === attempt) !==
          undefined,
        takeLostReply: (attempt) =>
          use(
            'lose-reply',
            plans['lose-reply'],
            openId,
            (one) => one === 'any' || one === attempt,
          ) !== undefined,
        takeDoubledPush: () => use('double-push', plans['double-push'], openId) !== undefined,
        takeOtherUrl: () => use('other-process', plans['other-process'], openId),
      }),
      takeErrcode: (path, openId) =>
        use('api-busy', plans['api-busy'], openId, (one) => one.path === 'any' || one.path === path)
          ?.errcode,
      takeDroppedCall: (openId) =>
        use('drop-api-call', plans['drop-api-call'], openId) !== undefined,
      takeLostAnswer: (openId) =>
        use('lose-api-answer', plans['lose-api-answer'], openId) !== undefined,
      get delayMs() {
        return delayMs;
      },
      get refusedIp() {
        return refusedIp;
      },
      get isPermissionRevoked() {
        return isPermissionRevoked;
      },
    },
  };
}

interface Plan<T> {
  add(times: number, what: T): void;
  /** Uses up the oldest one that matches. */
  take(matches?: (what: T) => boolean): T | undefined;
  clear(): void;
}

function createPlan<T>(): Plan<T> {
  let entries: { what: T; times: number }[] = [];
  return {
    add: (times, what) => {
      if (times > 0) entries.push({ what, times });
    },
    take(matches = () => true) {
      const entry = entries.find(({ what }) => matches(what));
      if (entry === undefined) return undefined;
      entry.times -= 1;
      if (entry.times === 0) entries = entries.filter((one) => one !== entry);
      return entry.what;
    },
    clear: () => {
      entries = [];
    },
  };
}
