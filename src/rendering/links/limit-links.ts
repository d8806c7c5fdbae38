import { judgeLink, type AllowedLinks } from './allowed-links.ts';
import { ENDS_ADDRESS, findLinks, type FoundLink } from './find-links.ts';
import { readThrough } from './read-through.ts';
import { isPlainlyHost } from './top-level-domains.ts';

export interface LimitLinksDeps {
  readonly allowed: AllowedLinks;
  /** Told of each link that is left out or marked, by its host, which is empty where there is none. */
  readonly onOther?: (host: string) => void;
}

/** An address that goes on for longer is decided by its beginning. */
const LONGEST_HELD = 2000;
/** What is still looked at of text that is out already, or of a long stretch without a blank. */
const LOOK_BEHIND = 300;
/** After these at the end of a piece nothing more of an address comes. */
const ENDS_SENTENCE = /[.!?]["')\]]*$/;

/** Leaves out of a whole text the links that it may not hold, or marks them. */
export function limitLinks(text: string, deps: LimitLinksDeps): string {
  const filter = createLinkFilter(deps);
  return filter.push(text) + filter.end();
}

/** Does the same for readable text that comes in pieces; an address that is not complete yet waits. */
export function createLinkFilter({ allowed, onOther }: LimitLinksDeps): {
  push(text: string): string;
  end(): string;
} {
  const { mark, unknown } = allowed;
  const marks = unknown === 'marked';
  const find = (text: string): readonly FoundLink[] =>
    unknown === undefined ? findLinks(text) : findLinks(text, isPlainlyHost);
  let held = '';
  /** The end of the released text, as far back as an address may have begun. */
  let before = '';
  /** The rest of a left-out address is still coming. */
  let isSwallowing = false;

  const release = (text: string, isCut: boolean): string => {
    const context = before;
    const seen = readThrough(context + text);
    let out = '';
    let done = context.length;
    for (const { from, to } of find(seen.text)) {
      const start = seen.at[from] ?? 0;
      const end = seen.at[to] ?? context.length + text.length;
      if (end <= context.length) continue;
      const link = seen.text.slice(from, to);
      const { isAllowed, host } = judgeLink(link, allowed);
      const whole = context + text;
      if (isAllowed) {
        if (start >= done) out += whole.slice(done, start) + link;
        else out += whole.slice(done, end);
      } else {
        onOther?.(host);
        const left = whole.slice(done, Math.max(done, start));
        const isWithin = (left === '' ? context : left).endsWith('（') && whole[end] === '）';
        isSwallowing = isCut && end === whole.length;
        if (marks && !isSwallowing) {
          const after = isWithin ? end + 1 : end;
          out += whole.slice(done, after) + (isMarked(whole.slice(after)) ? '' : mark);
          done = after;
          continue;
        }
        // Within the brackets that the renderer put around an address, the words are enough.
        out += left + (isWithin ? mark.replace(/^[（(]|[）)]$/g, '') : mark);
      }
      done = end;
    }
    out += (context + text).slice(done);
    before = tailOf(context + text);
    return out;
  };

  /** A model that reads earlier answers marks its links itself. */
  const isMarked = (after: string): boolean => plainSpaces(after).startsWith(plainSpaces(mark));

  /** A link waits until it is known whether its mark follows. */
  const undecidedFrom = (text: string): number => {
    const seen = plainSpaces(text);
    if (!marks || seen.endsWith(plainSpaces(mark))) return runFrom(text);
    let begun = mark.length - 1;
    while (!seen.endsWith(plainSpaces(mark.slice(0, begun)))) begun -= 1;
    return runFrom(text.slice(0, text.length - begun).replace(/）$/, ''));
  };

  const swallow = (text: string): string => {
    if (!isSwallowing) return text;
    const end = text.search(ENDS_ADDRESS);
    if (end === -1) return '';
    isSwallowing = false;
    return text.slice(end);
  };

  return {
    push(piece) {
      const text = swallow(held + piece);
      held = '';
      if (text === '') return '';
      const undecided = undecidedFrom(text);
      if (text.length - undecided > LONGEST_HELD) {
        const keep = find(readThrough(text).text).length > 0 ? 0 : LOOK_BEHIND;
        const cut = text.length - keep;
        held = text.slice(cut);
        return release(text.slice(0, cut), keep === 0);
      }
      held = text.slice(undecided);
      return undecided === 0 ? '' : release(text.slice(0, undecided), false);
    },
    end() {
      const text = swallow(held);
      held = '';
      return text === '' ? '' : release(text, false);
    },
  };
}

/** Returns where an address may have begun that goes on in the next piece. */
function runFrom(text: string): number {
  let from = text.length;
  while (from > 0 && !ENDS_ADDRESS.test(text.charAt(from - 1))) from -= 1;
  const run = text.slice(from);
  const seen = readThrough(run).text;
  if (ENDS_SENTENCE.test(run) && findLinks(seen).length === 0) return text.length;
  // Chinese is no address without a scheme before it or a dot beside it.
  const mayBeChinese = /:(?:\/\/|\\\\)|\p{Script=Han}\.|\.\p{Script=Han}/u.test(seen);
  if (mayBeChinese || !/\p{Script=Han}/u.test(run)) return from;
  const last = [...run.matchAll(/\p{Script=Han}/gu)].at(-1);
  return last === undefined ? from : from + last.index + last[0].length;
}

/** A model writes a common space where the mark has one that divides no line. */
function plainSpaces(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

function tailOf(text: string): string {
  const tail = text.slice(-LOOK_BEHIND);
  let from = tail.length;
  while (from > 0 && !ENDS_ADDRESS.test(tail.charAt(from - 1))) from -= 1;
  return from === 0 ? tail : tail.slice(from - 1);
}
