import type { PlaceInQueue } from '../../turns/turn.ts';
import type { FeedbackReason, Verdict } from '../feedback-words.ts';
import type { Offers } from '../offers.ts';
import type { Choice } from './list-choices.ts';

interface Used {
  readonly questions: number;
  readonly tokens: number;
}

interface LeftToday {
  readonly of: number;
  readonly left: number;
}

/** What a follower reads of their own use of an account. */
export interface UsedByFollower {
  readonly today: Used;
  /** Today is the last of these days. */
  readonly lastDays: Used & { readonly days: number };
  /** Absent where questions, or tokens, are not limited. */
  readonly questions: LeftToday | undefined;
  readonly tokens: LeftToday | undefined;
}

/** Something that a follower asked to be remembered, without markup, and the code by which it is forgotten. */
interface ShownFact {
  readonly text: string;
  readonly code: string;
}

/** Why a page could not be read, as far as it is told to a follower. */
type PageTrouble =
  | ('verification' | 'deleted' | 'violating' | 'paid' | 'video' | 'pictures' | 'no-text')
  | ('not-opened' | 'not-found' | 'timed-out' | 'too-large' | 'wrong-kind' | 'too-many');

/** Every sentence that a follower can read from us; one catalogue per language. */
export interface Texts {
  readonly welcome: string;
  /** Lists what can be said, as far as it is true for the account. */
  readonly help: (about: Offers) => string;
  readonly newConversation: string;
  readonly stopped: string;
  readonly nothingToStop: string;
  readonly nothingToContinue: string;
  readonly nothingToRetry: string;
  readonly nothingToRegenerate: string;
  /** Says which question was taken out of the conversation. */
  readonly undone: (question: string) => string;
  readonly nothingToUndo: string;
  /** No fact was stored of late that could be a question. */
  readonly nothingToAsk: string;
  /** Says what would be deleted, with a link that does it. */
  readonly confirmForgetting: string;
  readonly forgotten: string;
  readonly unsupportedMessage: string;
  readonly image: string;
  readonly voice: string;
  readonly video: string;
  readonly file: string;
  /** A kind that WeChat passed on and that we do not know, such as a card. */
  readonly otherKind: string;
  readonly questionTooLong: string;
  /** Limits for each follower, and when it goes on. A day ends at midnight in the deployer's time zone. */
  readonly tooFast: (waitSeconds: number) => string;
  readonly questionsUsedUp: string;
  readonly tokensUsedUp: string;
  /** No model is asked any more today, because the account's money for the day is used up. */
  readonly budgetUsedUp: string;
  /** No model is asked, because the deployer set a budget and no price. */
  readonly priceMissing: string;
  /** What the follower has used, and what is left. */
  readonly usedByFollower: (used: UsedByFollower) => string;
  /** A question made of a location or a shared link; it goes to the model. */
  readonly locationQuestion: (place: {
    label: string;
    latitude: number;
    longitude: number;
  }) => string;
  readonly linkQuestion: (link: { title: string; description: string; url: string }) => string;
  /** Why a page that the follower sent could not be read, and what can be done. */
  readonly pageNotRead: Readonly<Record<PageTrouble, string>>;
  /** The answer could not be written; with a link to try again. */
  readonly failed: string;
  /** The answer broke off after its beginning was given; with a link to try again. */
  readonly interrupted: string;
  /** The answer was cut because it went on and on. */
  readonly cutOff: string;
  /** The provider's filter refused the question; without a link, since a second try would be refused as well. */
  readonly refused: string;
  /** The provider's filter ended the answer after its beginning was given. */
  readonly cutByFilter: string;
  /** What was asked of Kuaihui itself did not work out. */
  readonly taskFailed: string;
  /** The parts of what 导出我的数据 tells. */
  readonly exported: {
    readonly head: string;
    readonly recordsHead: string;
    /** A record of a kind, with its words. */
    readonly record: (kind: string, words: readonly string[]) => string;
    /** What the follower thought of an answer, and why. */
    readonly feedback: Readonly<Record<Verdict | FeedbackReason, string>>;
    readonly turnsHead: (count: number) => string;
    readonly noTurns: string;
    /** Older records are stored that found no room. */
    readonly moreRecords: string;
    /** The same of turns. */
    readonly more: string;
    readonly question: string;
    readonly leftOut: string;
    readonly answer: string;
    readonly noAnswer: string;
    readonly end: string;
  };
  /** The deployer paused the account; empty for no reply at all. */
  readonly paused: string;
  /** The store is away. */
  readonly outOfOrder: string;
  readonly more: string;
  readonly earlier: string;
  readonly stillWriting: string;
  /** So many questions come before; the answer comes by itself, or by a link. */
  readonly inQueue: (place: PlaceInQueue, comes: 'by itself' | 'when asked') => string;
  /** What was remembered, with links that have it forgotten, and that ask it as a question instead. */
  readonly remembered: (fact: ShownFact) => string;
  readonly rememberedBefore: (fact: ShownFact) => string;
  readonly nothingToRemember: string;
  readonly tooLongToRemember: (mostCharacters: number) => string;
  readonly tooMuchToRemember: (most: number) => string;
  /** With a link for each that has it forgotten; for at least one. */
  readonly memories: (facts: readonly ShownFact[]) => string;
  readonly noMemories: string;
  readonly memoryForgotten: string;
  readonly memoryUnknown: string;
  readonly feedbackThanks: string;
  /** Asks why the answer with the code was bad, with a link for each reason. */
  readonly askFeedbackReason: (code: string) => string;
  readonly feedbackReasonNoted: string;
  /** The code in a link is of no answer that is kept for this follower. */
  readonly feedbackUnknown: string;
  readonly nothingToRate: string;
  readonly correctionNoted: string;
  /** Nothing stood after the word. */
  readonly correctionEmpty: string;
  readonly correctionTooLong: (mostCharacters: number) => string;
  readonly nothingToCorrect: string;
  /** The documents say nothing about what was asked, and nothing else is answered. */
  readonly notInDocuments: string;
  readonly aiLabel: string;
  readonly systemPrompt: string;
  /** The account's own prompt, as one of the personas. */
  readonly ownPersona: {
    readonly name: string;
    readonly description: string;
    readonly greeting: string;
  };
  /** Shows the personas, each with a link that chooses it. */
  readonly personas: (choices: readonly Choice[]) => string;
  /** A persona without a greeting of its own was chosen. */
  readonly personaChosen: (name: string) => string;
  /** Stands above the list. */
  readonly unknownPersona: string;
  readonly onlyOnePersona: string;
  /** Shows the models that the deployer offers, each with a link that chooses it. */
  readonly models: (choices: readonly Choice[]) => string;
  /** The order that the deployer set, as one of the choices. */
  readonly defaultModel: { readonly name: string; readonly description: string };
  readonly modelChosen: (name: string) => string;
  readonly defaultModelChosen: string;
  /** Stands above the list. */
  readonly unknownModel: string;
  readonly onlyOneModel: string;
}
