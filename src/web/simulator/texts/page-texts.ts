import type { ArmedFault } from '../../../simulator/platform/faults.ts';
import type {
  AnswererKind,
  InstantFault,
  LastingFault,
  Setup,
} from '../../../simulator/page/page-events.ts';

/** Every sentence of the page; one catalogue per language. What followers read comes from the bot. */
export interface PageTexts {
  readonly title: string;
  /** Names of played followers; those that come later have numbers. */
  readonly names: readonly string[];
  readonly follower: (number: number) => string;
  readonly otherLanguage: string;
  readonly offline: string;
  readonly killed: string;
  readonly back: string;
  readonly chat: string;
  readonly inspector: string;
  readonly settings: string;
  readonly account: string;
  readonly accountKind: string;
  readonly kinds: Readonly<Record<Setup['accountKind'], readonly [name: string, about: string]>>;
  readonly mode: string;
  readonly modes: Readonly<Record<Setup['mode'], string>>;
  readonly modeNeedsKey: string;
  readonly answeredBy: string;
  readonly answerers: Readonly<Record<AnswererKind, string>>;
  readonly practiceAbout: string;
  readonly modelAbout: string;
  readonly practiceSeconds: (seconds: number) => string;
  readonly faults: string;
  readonly faultsAbout: string;
  /** `armed`: what the button says it will do. `happened`: a remark in the chat, where it did. */
  readonly armedFaults: Readonly<
    Record<ArmedFault, { readonly name: string; readonly armed: string; readonly happened: string }>
  >;
  readonly armedMark: string;
  readonly atOnce: string;
  readonly instantFaults: Readonly<Record<InstantFault, readonly [name: string, remark: string]>>;
  readonly pushFaults: string;
  readonly apiFaults: string;
  readonly noApiFaults: string;
  readonly lastingFaults: Readonly<Record<LastingFault, string>>;
  readonly verify: string;
  readonly verified: string;
  readonly process: string;
  readonly processAbout: string;
  readonly kill: string;
  readonly killByHand: string;
  readonly killByHandSteps: readonly string[];
  readonly processRemarks: {
    readonly killed: string;
    readonly stopped: string;
    readonly started: (away: string) => string;
    readonly takenOver: (characters: number) => string;
  };
  readonly clear: string;
  readonly clearAsk: string;
  readonly clearYes: string;
  readonly addFollower: string;
  readonly typing: string;
  readonly officialAccount: string;
  readonly messagePlaceholder: string;
  readonly send: string;
  readonly more: string;
  readonly showMenu: string;
  readonly showKeyboard: string;
  /** Shown until the account makes a menu of its own. */
  readonly menu: readonly { readonly name: string; readonly key: string }[];
  readonly tools: Readonly<
    Record<
      | 'picture'
      | 'voice'
      | 'video'
      | 'file'
      | 'location'
      | 'link'
      | 'sticker'
      | 'scan'
      | 'subscribe'
      | 'unsubscribe',
      string
    >
  >;
  readonly fields: Readonly<
    Record<'place' | 'latitude' | 'longitude' | 'scene' | 'title' | 'address', string>
  >;
  readonly ok: string;
  readonly cancel: string;
  readonly did: Readonly<Record<string, string>>;
  readonly aiNote: string;
  readonly passive: string;
  readonly customerService: string;
  readonly owed: string;
  readonly switched: Readonly<Record<'account-kind' | 'mode' | 'answerer', string>>;
  readonly left: string;
  readonly quota: (left: number) => string;
  readonly quotaNone: string;
  readonly windowFor: (time: string) => string;
  readonly nothingYet: string;
  readonly attempt: (number: number) => string;
  readonly attempts: (count: number) => string;
  readonly waiting: string;
  readonly how: Readonly<Record<'answered' | 'timed out' | 'refused' | 'failed', string>>;
  readonly shown: Readonly<Record<'text' | 'nothing' | 'notice', string>>;
  readonly modelRow: string;
  readonly apiRow: string;
  readonly messagesRow: string;
  readonly firstText: string;
  readonly sources: string;
  readonly requestXml: string;
  readonly replyXml: string;
  readonly replyBody: string;
  readonly noBody: string;
  readonly apiCalls: string;
  readonly answerLost: string;
  readonly connectionDropped: string;
  readonly modelEnds: Readonly<
    Record<
      | 'stop'
      | 'length'
      | 'content-filter'
      | 'over-budget'
      | 'unpriced'
      | 'unknown'
      | 'stopped'
      | 'failed'
      | 'process-ended',
      string
    >
  >;
  readonly tokens: (asked: number, written: number) => string;
  readonly characters: (count: number) => string;
  readonly answersEarlier: (question: string) => string;
  readonly beginsWithEarlier: (question: string) => string;
  readonly notAnswered: string;
  /** By the code of the failure: what happened, and what the deployer can do. */
  readonly failures: Readonly<Record<string, string>>;
  readonly logSays: string;
  readonly inspect: string;
}
