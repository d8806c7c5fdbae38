import { createLegalCharacters } from './legal-characters.ts';
import { createNeutraliser } from './neutralise-markup.ts';
import { createPlainText } from './markdown/plain-text.ts';
import { createReasoningStripper } from './thinking/strip-reasoning.ts';
import type { UntaggedThinking } from './thinking/untagged-thinking.ts';

/** What a model writes becomes what a follower reads, piece by piece; what is out stays as it is. */
export interface Renderer {
  /** Takes the next piece of Markdown; returns the follower-visible text that became final by it (may be empty). */
  push(markdown: string): string;
  /** The model is done; returns the rest. */
  end(): string;
}

export interface RendererOptions {
  /** The text goes on where an earlier one stopped: an empty line at its beginning is kept. */
  readonly continues?: boolean;
  /** What is known of the model's reasoning without an opening tag; absent: it is not looked for. */
  readonly untagged?: UntaggedThinking | undefined;
}

/**
 * Removes reasoning, turns Markdown into plain text and takes the power from markup that the model wrote. All that is returned, put together,
 * depends on the Markdown alone and not on the pieces in which it comes; only reasoning without an opening tag is taken
 * back as far as none of it is out.
 */
export function createRenderer(options: RendererOptions = {}): Renderer {
  const createVisible = () =>
    chain([keepsWords(createPlainText(options), options), createNeutraliser()]);
  let visible = createVisible();
  let isAnyOut = false;
  // Illegal characters go first, so that none of them can hide a tag.
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
/** An answer of which nothing is out after so many characters is not kept for its end. */
const LONGEST_KEPT = 4000;

/** Shows an answer of which nothing would be left, such as `<br>` or `#`, as the model wrote it; an empty block of code is none. */
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
