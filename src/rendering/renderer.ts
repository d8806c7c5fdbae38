import { createLegalCharacters } from './legal-characters.ts';
import { createLinkFilter, type LimitLinksDeps } from './links/limit-links.ts';
import { createNeutraliser } from './neutralise-markup.ts';
import { createPlainText } from './markdown/plain-text.ts';
import { createReasoningStripper } from './thinking/strip-reasoning.ts';
import type { UntaggedThinking } from './thinking/untagged-thinking.ts';

/** Turns what a model writes into what a follower reads, piece by piece. Released text never changes. */
export interface Renderer {
  /** Takes the next piece of Markdown; returns the visible text that became final by it, which may be empty. */
  push(markdown: string): string;
  /** Ends the answer; returns the rest. */
  end(): string;
}

export interface RendererOptions {
  /** Whether the text continues an earlier one, so that an empty line at its beginning stays. */
  readonly continues?: boolean;
  /** Knowledge of the model's reasoning without an opening tag; without it, none is looked for. */
  readonly untagged?: UntaggedThinking | undefined;
  /** Which links stay; all without it. */
  readonly links?: LimitLinksDeps | undefined;
}

/**
 * Removes reasoning, turns Markdown into plain text and disarms markup that the model wrote. The returned text as a
 * whole depends on the Markdown alone and not on its pieces, except that reasoning without an opening tag is taken back
 * only as long as none of it is released.
 */
export function createRenderer(options: RendererOptions = {}): Renderer {
  const createVisible = () =>
    chain([
      keepsWords(createPlainText(options), options),
      // Of the readable text: Markdown and entities can hide an address from a filter, and no more from a reader.
      ...(options.links ? [createLinkFilter(options.links)] : []),
      createNeutraliser(),
    ]);
  let visible = createVisible();
  let isAnyOut = false;
  // Illegal characters are removed first, so that none of them can hide a tag.
  const answer = chain([
    createLegalCharacters(),
    createReasoningStripper({
      untagged: options.untagged,
      takeBack() {
        if (isAnyOut) return false;
        visible = createVisible();
        return true;
      },
    }),
  ]);
  const release = (text: string): string => {
    isAnyOut ||= text !== '';
    return text;
  };
  return {
    push: (markdown) => {
      const text = answer.push(markdown);
      return text === '' ? '' : release(visible.push(text));
    },
    end: () => {
      const text = answer.end();
      return release((text === '' ? '' : visible.push(text)) + visible.end());
    },
  };
}

const FENCE_LINE = /^[ \t]*(?:`{3,}|~{3,}).*$/gm;
/** An answer is not kept for its end if nothing of it is released at this length. */
const LONGEST_KEPT = 4000;

/**
 * Shows an answer of which nothing would be left, such as `<br>` or `#`, as the model wrote it. An empty block of code
 * is dropped.
 */
function keepsWords(plain: Renderer, { continues = false }: RendererOptions): Renderer {
  let written = '';
  let isShown = continues;
  return {
    push(markdown) {
      const text = plain.push(markdown);
      if (text !== '') isShown = true;
      if (!isShown && written.length < LONGEST_KEPT) written += markdown;
      return text;
    },
    end() {
      const text = plain.end();
      if (isShown || text !== '' || written.replace(FENCE_LINE, '').trim() === '') return text;
      return written.trim().replace(/\s*\n\s*/g, '\n');
    },
  };
}

function chain(stages: readonly Renderer[]): Renderer {
  return {
    push: (markdown) =>
      stages.reduce((text, stage) => (text === '' ? '' : stage.push(text)), markdown),
    end: () =>
      stages.reduce((text, stage) => (text === '' ? '' : stage.push(text)) + stage.end(), ''),
  };
}
