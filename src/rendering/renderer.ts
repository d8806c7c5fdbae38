import { createLegalCharacters } from './legal-characters.ts';
import { createNeutraliser } from './neutralise-markup.ts';
import { createPlainText } from './plain-text.ts';
import { createReasoningStripper, type ReasoningOptions } from './strip-reasoning.ts';

/** What a model writes becomes what a follower reads, piece by piece; what is out stays as it is. */
export interface Renderer {
  /** Takes the next piece of Markdown; returns the follower-visible text that became final by it (may be empty). */
  push(markdown: string): string;
  /** The model is done; returns the rest. */
  end(): string;
}

export interface RendererOptions extends ReasoningOptions {
  /** The text goes on where an earlier one stopped: an empty line at its beginning is kept. */
  readonly continues?: boolean;
}

/**
 * Removes reasoning, turns Markdown into plain text and takes the power from markup that the model wrote. All that is returned, put together,
 * depends on the Markdown alone and not on the pieces in which it comes.
 */
export function createRenderer(options: RendererOptions = {}): Renderer {
  // Illegal characters go first, so that none of them can hide a tag.
  return chain([
    createLegalCharacters(),
    createReasoningStripper(options),
    createPlainText(options),
    createNeutraliser(),
  ]);
}

function chain(stages: readonly Renderer[]): Renderer {
  return {
    push: (markdown) =>
      stages.reduce((text, stage) => (text === '' ? '' : stage.push(text)), markdown),
    end: () =>
      stages.reduce((text, stage) => (text === '' ? '' : stage.push(text)) + stage.end(), ''),
  };
}
