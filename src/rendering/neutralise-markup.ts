import { legalCharacters } from './legal-characters.ts';

// A link opens or closes; or something invisible follows the bracket, which a client might skip.
const ANCHOR = /<(?=\/?(?:a(?![a-z0-9])|[\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]))/gi;
const COMMAND = /(weixin):(?=\/\/)/gi;
/** An end that the next piece could complete to markup. */
const UNDECIDED = /(?:<\/?a?|weixin:\/?)$/i;
/** So many characters of what is already out can belong to a `weixin://` that goes on in the next piece. */
const LOOK_BEHIND = 'weixin'.length;

/**
 * Takes the power from `<a …>` and `weixin://` that a model or a follower wrote: the bracket and the colon become
 * their full-width forms, so that nobody but us can put a tappable command into a message. Lengths in UTF-16 stay,
 * except for characters that XML forbids, which are removed first (they could hide a tag).
 */
export function neutraliseMarkup(text: string): string {
  return defuse(legalCharacters(text));
}

/** The same for a text that comes in legal pieces: markup split over several of them loses its power too. */
export function createNeutraliser(): { push(text: string): string; end(): string } {
  let behind = '';
  let undecided = '';

  const release = (text: string): string => {
    const released = defuse(behind + text).slice(behind.length);
    behind = (behind + released).slice(-LOOK_BEHIND);
    return released;
  };

  return {
    push(text) {
      if (text === '') return '';
      const whole = behind + undecided + text;
      const start = UNDECIDED.exec(whole.slice(-LOOK_BEHIND - 2))?.[0].length ?? 0;
      const held = Math.min(start, whole.length - behind.length);
      undecided = whole.slice(whole.length - held);
      // What is held back decides about the text before it, never the other way round.
      return release(whole.slice(behind.length, whole.length - held));
    },
    end() {
      const rest = release(undecided);
      undecided = '';
      return rest;
    },
  };
}

function defuse(text: string): string {
  return text.replace(ANCHOR, '＜').replace(COMMAND, '$1：');
}
