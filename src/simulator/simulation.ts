import { KuaihuiError } from '../errors.ts';
import type { EventLog } from './event-log.ts';
import type { Media } from './media.ts';
import type { FollowerEvent, FollowerMessage } from './message-fields.ts';
import type { PageCommand } from './page-commands.ts';
import type { LastingFault, Medium, Setup, SingleFault } from './page-events.ts';
import { createPlatform } from './platform.ts';
import type { Platform, PlatformSettings } from './platform.ts';
import { openIdOf, translateEvent } from './translate-event.ts';

/** The bot at the other end of a simulation: this server's own second account, or any bot by its address. */
export interface SimulatedBot {
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
  /** Called when everything begins anew: nobody asks for what was before. */
  readonly cleared?: () => void;
}

export interface SimulationParts {
  readonly bot: SimulatedBot;
  readonly log: EventLog;
  readonly media: Media;
  readonly first: Pick<Setup, 'accountKind' | 'mode'>;
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
  close(): Promise<void>;
}

/** The page asked for something that this simulation cannot do. */
export class ImpossibleCommandError extends KuaihuiError {
  override readonly name = 'ImpossibleCommandError';
  readonly code = 'impossible_command';
}

const NAMES = ['小明', 'Alice', '小红', 'Bob', '阿强', 'Carol'];
const SLOW_API_MS = 3000;
const REFUSED_IP = '203.0.113.7';
/** Shown until the bot makes a menu of its own: keys that Kuaihui takes for the typed words. */
const MENU = ['新对话', '继续', '帮助'].map((name) => ({ name, key: name }));

export function createSimulation({ bot, log, media, first, random }: SimulationParts): Simulation {
  const followers = new Map<string, { readonly name: string }>();
  const lasting = new Set<LastingFault>();
  const toldQuota = new Map<string, string>();
  const accountId = `gh_${random(6).toString('hex')}`;
  let { accountKind, mode } = first;
  let platformsMade = 0;
  let platform = createNext();

  function createNext(): Platform {
    platformsMade += 1;
    const prefix = `${platformsMade}-`;
    const next = createPlatform({ ...bot.settings, accountId, accountKind, mode }, { media });
    next.watch((event) => {
      if (event.type === 'menu') return tellSetup();
      // A platform that was replaced still ends its pushes; the calls to it are over.
      log.tell(translateEvent(event, prefix));
      const openId = openIdOf(event);
      if (openId !== undefined && next === platform) tellQuota(openId);
    });
    return next;
  }

  function tellQuota(openId: string): void {
    const { messagesLeft, closesAt } = platform.follower(openId).quota;
    const told = `${messagesLeft} ${closesAt}`;
    if (toldQuota.get(openId) === told) return;
    toldQuota.set(openId, told);
    log.tell({ type: 'quota', openId, messagesLeft, closesAt });
  }

  function tellFollower(openId: string): void {
    const name = followers.get(openId)?.name ?? '';
    const { isFollowing } = platform.follower(openId);
    log.tell({ type: 'follower', openId, name, isFollowing });
  }

  function setup(): Setup {
    return {
      accountKind,
      mode,
      modes: bot.settings.encodingAesKey === undefined ? ['plain'] : ['plain', 'compat', 'safe'],
      ...(bot.url === undefined ? {} : { botUrl: bot.url }),
      ...(bot.answerers === undefined ? {} : { answerers: bot.answerers.describe() }),
      hasOtherProcess: bot.otherProcess !== undefined,
      lasting: [...lasting],
      menu: platform.menu() ?? MENU,
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
    const number = followers.size;
    const openId = `oSim${random(18).toString('base64url')}`;
    followers.set(openId, { name: name || (NAMES[number] ?? `${number + 1}`) });
    tellFollower(openId);
    const event = { event: 'subscribe' } as const;
    act(openId, event, () => platform.follower(openId).does(event));
  }

  async function setUp(command: PageCommand & { do: 'set-up' }): Promise<void> {
    if (command.mode !== undefined && !setup().modes.includes(command.mode)) {
      throw new ImpossibleCommandError('Encrypted modes need the AES key of the bot');
    }
    const before = { accountKind, mode, chosen: bot.answerers?.describe().chosen };
    accountKind = command.accountKind ?? accountKind;
    mode = command.mode ?? mode;
    bot.answerers?.choose(command);
    if (before.accountKind !== accountKind || before.mode !== mode) {
      const old = platform;
      platform = createNext();
      for (const fault of lasting) keepFault(fault, true);
      await old.close();
      await bot.accountChanged?.();
      for (const openId of followers.keys()) {
        tellFollower(openId);
        tellQuota(openId);
      }
    }
    if (before.accountKind !== accountKind) {
      log.tell({ type: 'switched', what: 'account-kind', to: accountKind });
    }
    if (before.mode !== mode) log.tell({ type: 'switched', what: 'mode', to: mode });
    const chosen = bot.answerers?.describe().chosen;
    if (chosen !== undefined && before.chosen !== chosen) {
      log.tell({ type: 'switched', what: 'answerer', to: chosen });
    }
    tellSetup();
  }

  async function playFault(fault: SingleFault, openId?: string): Promise<void> {
    const { faults } = platform;
    const play: Record<SingleFault, () => void | Promise<void>> = {
      'lose-reply': () => faults.loseReply(),
      'lose-attempt': () => faults.loseAttempt(1),
      'double-push': () => faults.doublePush(),
      'other-process': async () => {
        if (!bot.otherProcess) throw new ImpossibleCommandError('There is no other process');
        faults.pushTo(await bot.otherProcess());
      },
      'api-busy': () => faults.apiBusy(),
      'lose-api-answer': () => faults.loseApiAnswer(),
      'drop-api-call': () => faults.dropApiCall(),
      'steal-token': () => faults.stealToken(),
      'expire-token': () => faults.expireToken(),
      'spend-quota': () => faults.spendQuota(openId),
      'close-window': () => faults.closeWindow(openId),
    };
    await play[fault]();
    log.tell({ type: 'fault', fault, ...(openId === undefined ? {} : { openId }) });
    if (openId !== undefined && followers.has(openId)) tellQuota(openId);
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
          platform = createNext();
          await old.close();
          await bot.accountChanged?.();
          bot.cleared?.();
          log.clear();
          log.tell({ type: 'cleared' });
          tellSetup();
          return addFollower();
        }
      }
    },
    close: () => platform.close(),
  };
}

/** A picture has an address as well, from which a bot can fetch what was sent. */
function withPicture(message: FollowerMessage, media: Media): FollowerMessage {
  if (message.type !== 'image' || message.mediaId === undefined) return message;
  const picUrl = media.urlOf(message.mediaId);
  return picUrl === undefined ? message : { ...message, picUrl };
}
