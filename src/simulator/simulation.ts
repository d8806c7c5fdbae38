import { KuaihuiError } from '../runtime/errors.ts';
import type { EventLog } from './page/event-log.ts';
import { ARMED_FAULTS } from './platform/faults.ts';
import type { ArmedFault } from './platform/faults.ts';
import type { Media } from './platform/media.ts';
import type { FollowerEvent, FollowerMessage } from './platform/message-fields.ts';
import type { PageCommand } from './page/page-commands.ts';
import type { InstantFault, LastingFault, Medium, Setup, SingleFault } from './page/page-events.ts';
import { createPlatform } from './platform/platform.ts';
import type { Platform, PlatformSettings } from './platform/platform.ts';
import type { History } from './page/read-history.ts';
import { openIdOf, translateEvent } from './page/translate-event.ts';

/** The bot at the other end of a simulation: this server's own second account, or any bot by its address. */
interface SimulatedBot {
  readonly settings: Pick<
    PlatformSettings,
    'webhookUrl' | 'token' | 'appId' | 'appSecret' | 'encodingAesKey' | 'timeoutMs'
  >;
  readonly url?: string;
  readonly answerers?: {
    describe(): NonNullable<Setup['answerers']>;
    /** Throws RangeError for one that is not there. */
    choose(change: Pick<PageCommand & { do: 'set-up' }, 'answerer' | 'practiceSeconds'>): void;
  };
  /** The webhook of another process over the same store; absent when there is none to push to. */
  readonly otherProcess?: () => Promise<string>;
  /** Called when the account became another one: what was learnt about the old one has to go. */
  readonly accountChanged?: () => Promise<void>;
  /** Called when everything begins anew: what was before is not asked for again. */
  readonly cleared?: () => void;
}

export interface SimulationDeps {
  readonly bot: SimulatedBot;
  readonly log: EventLog;
  readonly media: Media;
  readonly first: Pick<Setup, 'accountKind' | 'mode'>;
  /** Where an earlier process left off. */
  readonly history?: History | undefined;
  readonly killing?: () => Setup['killing'];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (sizeBytes: number) => Buffer;
}

/** A WeChat with an account and followers that a page drives. */
export interface Simulation {
  /** Does what a page asks; resolves when it is begun: what comes of it is told in the log. Throws KuaihuiError. */
  carryOut(command: PageCommand): Promise<void>;
  /** Adds the first follower, when a page is there to see it. */
  open(): void;
  setup(): Setup;
  knows(openId: string): boolean;
  /** The platform changes with the account; this is the one of now. */
  platform(): Platform;
  /** Tells that the process goes on after an earlier one, and repeats what that one left unanswered. */
  resume(): void;
  close(): Promise<void>;
}

/** The page asked for something that this simulation cannot do. */
class ImpossibleCommandError extends KuaihuiError {
  override readonly name = 'ImpossibleCommandError';
  readonly code = 'impossible_command';
}

/** Two stand side by side; more are for trying many at a time. */
const MOST_FOLLOWERS = 20;
/** Of one fault. */
const MOST_ARMED = 9;
const SLOW_API_MS = 3000;
const REFUSED_IP = '203.0.113.7';

export function createSimulation(deps: SimulationDeps): Simulation {
  const { bot, log, media, first, history, now, random, killing = () => 'not here' } = deps;
  const before = history?.setup;
  const followers = new Map<string, { readonly number: number; readonly name?: string }>();
  const lasting = new Set<LastingFault>();
  let armed: ArmedFault[] = [];
  const toldQuota = new Map<string, string>();
  const accountId = before?.accountId ?? `gh_${random(6).toString('hex')}`;
  const modes: readonly Setup['mode'][] =
    bot.settings.encodingAesKey === undefined ? ['plain'] : ['plain', 'compat', 'safe'];
  let { accountKind, mode } = before && modes.includes(before.mode) ? before : first;
  let platformsMade = Math.max(0, (history?.platformsMade ?? 0) - 1);
  let isClosed = false;
  let platform = createNext(history?.pushesMade);
  if (history) restore(history);

  function createNext(pushesBefore = 0): Platform {
    platformsMade += 1;
    const prefix = `${platformsMade}-`;
    const next = createPlatform(
      { ...bot.settings, accountId, accountKind, mode },
      { media, pushesBefore },
    );
    next.watch((event) => {
      // Pushes that a stop breaks off go on after the next start.
      if (isClosed) return;
      if (event.type === 'menu') return tellSetup();
      if (event.type === 'fault-used') noteUsed(event.fault);
      // A platform that was replaced still ends its pushes; the calls to it are over.
      log.tell(translateEvent(event, prefix));
      const openId = openIdOf(event);
      if (openId !== undefined && next === platform) tellQuota(openId);
    });
    return next;
  }

  function restore({ followers: known, setup: told }: History): void {
    for (const { openId, number, name, ...rest } of known) {
      followers.set(openId, { number, ...(name === undefined ? {} : { name }) });
      platform.restoreFollower(openId, rest);
    }
    for (const fault of told?.lasting ?? []) keepFault(fault, true);
    // The other process ended with this one.
    for (const fault of told?.armed ?? []) if (fault !== 'other-process') arm(fault);
    if (told?.answerers === undefined) return;
    const { chosen, practiceSeconds } = told.answerers;
    bot.answerers?.choose({ practiceSeconds });
    // A model may have gone from the settings meanwhile.
    if (bot.answerers?.describe().names[chosen]) bot.answerers.choose({ answerer: chosen });
  }

  function resume(): void {
    if (history?.setup === undefined) return;
    log.tell({ type: 'process', is: 'started', awayMs: Math.max(0, now() - history.endedAt) });
    tellSetup();
    for (const { brokenOff, ...push } of history.unsettled) {
      const pushId = `${platformsMade}-${push.pushNumber}`;
      for (const { number, startedAt } of brokenOff) {
        const attempt = {
          ...{ number, sentAt: startedAt, endedAt: history.endedAt },
          ...({ how: 'failed', why: 'the process ended', responseBody: '' } as const),
        };
        log.tell({ type: 'attempt-ended', pushId, attempt });
      }
      platform.resume(push).catch(() => undefined);
    }
  }

  function tellQuota(openId: string): void {
    const { messagesLeft, closesAt } = platform.follower(openId).quota;
    const told = `${messagesLeft} ${closesAt}`;
    if (toldQuota.get(openId) === told) return;
    toldQuota.set(openId, told);
    log.tell({ type: 'quota', openId, messagesLeft, closesAt });
  }

  function tellFollower(openId: string): void {
    const { number, name } = followers.get(openId) ?? { number: 0, name: undefined };
    const { isFollowing } = platform.follower(openId);
    const named = name === undefined ? {} : { name };
    log.tell({ type: 'follower', openId, number, isFollowing, ...named });
  }

  function setup(): Setup {
    const menu = platform.menu();
    return {
      ...{ accountKind, mode, modes, accountId, killing: killing() },
      ...(bot.url === undefined ? {} : { botUrl: bot.url }),
      ...(bot.answerers === undefined ? {} : { answerers: bot.answerers.describe() }),
      hasOtherProcess: bot.otherProcess !== undefined,
      lasting: [...lasting],
      armed,
      ...(menu === undefined ? {} : { menu }),
    };
  }

  const tellSetup = () => log.tell({ type: 'setup', setup: setup() });

  /** Begins something a follower does; its push settles later, and the log tells how. */
  function act(
    openId: string,
    message: FollowerMessage | FollowerEvent,
    doing: () => Promise<unknown>,
    medium?: Medium,
  ): void {
    if (!followers.has(openId)) throw new ImpossibleCommandError('There is no such follower');
    log.tell({ type: 'said', openId, message, ...(medium === undefined ? {} : { medium }) });
    doing().catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      log.tell({ type: 'impossible', openId, why });
    });
    tellQuota(openId);
  }

  function addFollower(name?: string): void {
    if (followers.size >= MOST_FOLLOWERS) {
      throw new ImpossibleCommandError(`There are ${MOST_FOLLOWERS} followers already`);
    }
    const number = followers.size + 1;
    const openId = `oSim${random(18).toString('base64url')}`;
    followers.set(openId, { number, ...(name ? { name } : {}) });
    tellFollower(openId);
    const event = { event: 'subscribe' } as const;
    act(openId, event, () => platform.follower(openId).does(event));
  }

  async function setUp(command: PageCommand & { do: 'set-up' }): Promise<void> {
    if (command.mode !== undefined && !modes.includes(command.mode)) {
      throw new ImpossibleCommandError('Encrypted modes need the AES key of the bot');
    }
    const was = { accountKind, mode, chosen: bot.answerers?.describe().chosen };
    accountKind = command.accountKind ?? accountKind;
    mode = command.mode ?? mode;
    bot.answerers?.choose(command);
    if (was.accountKind !== accountKind || was.mode !== mode) {
      const old = platform;
      platform = createNext();
      for (const fault of lasting) keepFault(fault, true);
      const waiting = armed;
      armed = [];
      for (const fault of waiting) await armFault(fault);
      await old.close();
      await bot.accountChanged?.();
      for (const openId of followers.keys()) {
        tellFollower(openId);
        tellQuota(openId);
      }
    }
    if (was.accountKind !== accountKind) {
      log.tell({ type: 'switched', what: 'account-kind', to: accountKind });
    }
    if (was.mode !== mode) log.tell({ type: 'switched', what: 'mode', to: mode });
    const chosen = bot.answerers?.describe().chosen;
    if (chosen !== undefined && was.chosen !== chosen) {
      log.tell({ type: 'switched', what: 'answerer', to: chosen });
    }
    tellSetup();
  }

  async function playFault(fault: SingleFault, openId?: string): Promise<void> {
    if (isArmedFault(fault)) {
      if (armed.filter((one) => one === fault).length >= MOST_ARMED) {
        throw new ImpossibleCommandError('This fault waits often enough');
      }
      await armFault(fault);
      return tellSetup();
    }
    const { faults } = platform;
    const play: Record<InstantFault, () => void> = {
      'steal-token': () => faults.stealToken(),
      'expire-token': () => faults.expireToken(),
      'spend-quota': () => faults.spendQuota(openId),
      'close-window': () => faults.closeWindow(openId),
    };
    play[fault]();
    log.tell({ type: 'fault', fault, ...(openId === undefined ? {} : { openId }) });
    if (openId !== undefined && followers.has(openId)) tellQuota(openId);
  }

  async function armFault(fault: ArmedFault): Promise<void> {
    if (fault !== 'other-process') return arm(fault);
    if (!bot.otherProcess) throw new ImpossibleCommandError('There is no other process');
    const url = await bot.otherProcess();
    platform.faults.pushTo(url);
    armed = [...armed, fault];
  }

  function arm(fault: Exclude<ArmedFault, 'other-process'>): void {
    const { faults } = platform;
    const play: Record<typeof fault, () => void> = {
      'lose-reply': () => faults.loseReply(),
      'lose-attempt': () => faults.loseAttempt(1),
      'double-push': () => faults.doublePush(),
      'api-busy': () => faults.apiBusy(),
      'lose-api-answer': () => faults.loseApiAnswer(),
      'drop-api-call': () => faults.dropApiCall(),
    };
    play[fault]();
    armed = [...armed, fault];
  }

  function noteUsed(fault: ArmedFault): void {
    const index = armed.indexOf(fault);
    armed = armed.filter((_, at) => at !== index);
    tellSetup();
  }

  function keepFault(fault: LastingFault, isOn: boolean): void {
    const { faults } = platform;
    const play: Record<LastingFault, () => void> = {
      'refuse-ip': () => {
        if (!isOn) return faults.acceptIp();
        faults.refuseIp(REFUSED_IP);
        // The whitelist counts for new tokens only, and a token lives for two hours.
        faults.expireToken();
      },
      'revoke-permission': () => (isOn ? faults.revokePermission() : faults.grantPermission()),
      'slow-api': () => faults.delayApi(isOn ? SLOW_API_MS : 0),
    };
    play[fault]();
    if (isOn) lasting.add(fault);
    else lasting.delete(fault);
  }

  return {
    setup,
    knows: (openId) => followers.has(openId),
    platform: () => platform,
    resume,
    open() {
      if (followers.size > 0) return;
      tellSetup();
      addFollower();
    },
    async carryOut(command) {
      switch (command.do) {
        case 'add-follower':
          return addFollower(command.name);
        case 'send': {
          const { openId, message } = command;
          const mediaId = 'mediaId' in message ? message.mediaId : undefined;
          const medium = mediaId === undefined ? undefined : media.describe(mediaId);
          const sent = withPicture(message, media);
          return act(openId, sent, () => platform.follower(openId).sends(sent), medium);
        }
        case 'tap': {
          const { openId, sends, menuId } = command;
          const link = { sends, ...(menuId === undefined ? {} : { menuId }) };
          const message = { type: 'text', content: sends } as const;
          return act(openId, message, () => platform.follower(openId).tapsOn(link));
        }
        case 'event': {
          const { openId } = command;
          const { scene, ...rest } = { scene: undefined, ...command.event };
          const event = { ...rest, ...(scene === undefined ? {} : { scene }) } as FollowerEvent;
          act(openId, event, () => platform.follower(openId).does(event));
          return tellFollower(openId);
        }
        case 'set-up':
          return setUp(command);
        case 'play-fault':
          return playFault(command.fault, command.openId);
        case 'disarm-fault':
          platform.faults.disarm(command.fault);
          armed = armed.filter((fault) => fault !== command.fault);
          return tellSetup();
        case 'keep-fault':
          keepFault(command.fault, command.isOn);
          return tellSetup();
        case 'verify': {
          const verified = await platform.verifyUrl();
          const why = verified.ok ? '' : verified.why;
          return log.tell({ type: 'verified', ok: verified.ok, why });
        }
        case 'clear': {
          const old = platform;
          followers.clear();
          lasting.clear();
          armed = [];
          platform = createNext();
          await old.close();
          await bot.accountChanged?.();
          bot.cleared?.();
          media.clear();
          log.clear();
          log.tell({ type: 'cleared' });
          tellSetup();
          return addFollower();
        }
      }
    },
    async close() {
      isClosed = true;
      if (followers.size > 0) log.tell({ type: 'process', is: 'stopped' });
      await platform.close();
    },
  };
}

function isArmedFault(fault: SingleFault): fault is ArmedFault {
  return ARMED_FAULTS.some((one) => one === fault);
}

/** A picture has an address as well, from which a bot can fetch what was sent. */
function withPicture(message: FollowerMessage, media: Media): FollowerMessage {
  if (message.type !== 'image' || message.mediaId === undefined) return message;
  const picUrl = media.urlOf(message.mediaId);
  return picUrl === undefined ? message : { ...message, picUrl };
}
