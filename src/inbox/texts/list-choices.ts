import { tapLink } from '../../rendering/tap-link.ts';

/** One of several things that a follower can choose by its name. */
export interface Choice {
  readonly name: string;
  readonly description?: string;
  readonly isCurrent: boolean;
}

/** WeChat ends a link at these. */
const UNTAPPABLE = /[&#"'<>%]/;

/**
 * Returns a line for each choice, with a link that sends the command and the name. A tap carries no blanks, which the
 * commands do not need.
 */
export function listChoices(
  choices: readonly Choice[],
  words: { readonly command: string; readonly current: string; readonly colon: string },
): string {
  return choices
    .map(({ name, description = '', isCurrent }) => {
      const label = withoutBrackets(name);
      const about = description === '' ? '' : `${words.colon}${withoutBrackets(description)}`;
      if (isCurrent) return `✓ ${label}${words.current}${about}`;
      if (UNTAPPABLE.test(name)) return `· ${label}${about}`;
      return `👉 ${tapLink(`${words.command}${name}`.replace(/\s+/g, ''), label)}${about}`;
    })
    .join('\n');
}

function withoutBrackets(text: string): string {
  return text.replaceAll('<', '＜').replaceAll('>', '＞');
}
