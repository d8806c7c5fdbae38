import { legalCharacters } from './legal-characters.ts';

/** The opening or closing of a link. */
const ANCHOR = /<(?=\/?a(?![a-z0-9]))/gi;
const COMMAND = /(weixin):(?=\/\/)/gi;
/** An end that the next piece could complete to markup. */
const UNDECIDED = /(?:<\/?a?|weixin:\/?)$/i;
/** The number of released characters that can belong to a `weixin://` that goes on in the next piece. */
const LOOK_BEHIND = 'weixin'.length;

/**
 * Disarms `<a …>` and `weixin://` that a model or a follower wrote by making the bracket and the colon full-width.
 * So only the bot can put a tappable command into a message. Lengths in UTF-16 stay, except that illegal and invisible
 * characters are removed first, because they could hide a tag.
 */
export function neutraliseMarkup(text: string): string {
  return defuse(legalCharacters(text));
}

/** Does the same for a text that comes in legal pieces. Markup split over several pieces is disarmed too. */
export function createNeutraliser(): { push(text: string): string; end(): string } {
  let before = '';
  let undecided = '';

  /** Releases the text except for its last `held` characters, which may still become markup. */
  const release = (text: string, held: number): string => {
    if (text === '') return '';
    const end = text.length - held;
    // The held text is disarmed as well, because it decides about the text before it.
    const released = defuse(before + text).slice(before.length, before.length + end);
    before = (before + released).slice(-LOOK_BEHIND);
    undecided = text.slice(end);
    return released;
  };

  return {
    push(piece) {
      const text = undecided + piece;
      const tail = (before + text).slice(-LOOK_BEHIND - 2);
      const held = UNDECIDED.exec(tail)?.[0].length ?? 0;
      return release(text, Math.min(held, text.length));
    },
    end: () => release(undecided, 0),
  };
}

function defuse(text: string): string {
  return text.replace(ANCHOR, '＜').replace(COMMAND, '$1：');
}
