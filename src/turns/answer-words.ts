import type { AllowedLinks, AnswerEvent } from './answer-event.ts';
import type { Origin } from './turn.ts';

/** Turns what a model or a document says into what a follower reads, piece by piece. */
export interface TextRenderer {
  push(markdown: string): string;
  end(): string;
}

/**
 * Creates what renders the words of one speaker. `continues`: the text goes on after text that is out already. `model`:
 * whose words they are, where that is known. `links`: which links stay in them; all where absent.
 */
export type CreateTextRenderer = (options: {
  readonly continues: boolean;
  readonly model?: string | undefined;
  readonly links?: AllowedLinks | undefined;
}) => TextRenderer;

/** The words of one answer on their way to the follower, each rendered by whose they are. */
export interface AnswerWords {
  /** Ends the words of another speaker, if there was one, and returns what was held of them. */
  turnTo(speaker: Pick<Extract<AnswerEvent, { type: 'text' }>, 'origin' | 'model'>): string;
  /** Takes the next words of the speaker; returns what became final by them. */
  push(words: string): string;
  end(): string;
  /** Forgets what was not returned yet. */
  restart(): void;
  /** Says which links the words of a model may hold that begins to speak from now on. */
  limitLinks(allowed: AllowedLinks): void;
  links(): AllowedLinks | undefined;
}

/** What the owner answered and what Kuaihui itself says is no Markdown, and its links work. */
const AS_WRITTEN: TextRenderer = { push: (text) => text, end: () => '' };

export function createAnswerWords({
  isTask,
  isAnyOut,
  createRenderer,
}: {
  /** All that is said is Kuaihui's own. */
  readonly isTask: boolean;
  readonly isAnyOut: () => boolean;
  readonly createRenderer: CreateTextRenderer;
}): AnswerWords {
  let speaker: { readonly origin: Origin; readonly createRenderer: () => TextRenderer } | undefined;
  let renderer: TextRenderer | undefined;
  let links: AllowedLinks | undefined;

  const createFor = (origin: Origin, model: string | undefined): TextRenderer => {
    if (isTask || origin === 'own' || origin === 'owner') return AS_WRITTEN;
    const limited = origin === 'model' ? links : undefined;
    return createRenderer({ continues: isAnyOut(), model, links: limited });
  };
  const end = () => {
    const held = renderer?.end() ?? '';
    [speaker, renderer] = [undefined, undefined];
    return held;
  };

  return {
    turnTo({ origin, model }) {
      if (speaker?.origin === origin) return '';
      const held = end();
      speaker = { origin, createRenderer: () => createFor(origin, model) };
      return held;
    },
    // Created with the first words: what was held before them is out by then.
    push: (words) => (renderer ??= speaker?.createRenderer())?.push(words) ?? '',
    end,
    restart: () => ([speaker, renderer] = [undefined, undefined]),
    limitLinks: (allowed) => (links = allowed),
    links: () => links,
  };
}
