/** The surroundings of a tag in its line. */
export interface TagPlace {
  /** The line before the tag, without the sign of a list or a quotation. */
  readonly before: string;
  /** The line after the tag, as far as it has arrived. */
  readonly after: string;
  /** Only tags stand before it on its line. */
  readonly startsLine: boolean;
  /** The line is the item of a list or part of a quotation. */
  readonly isItem: boolean;
  /** The end of the line has arrived. */
  readonly ends: boolean;
  /** The text after the line, as far as it has arrived. */
  readonly following: string;
  /** The answer is about HTML, or at least about tags. */
  readonly subject: 'markup' | 'tags' | 'other';
}

export type TagSense = 'markup' | 'text' | 'undecided';

const NAMED_AFTER = /^\s*(?:标签|元素|标记|tags?\b|elements?\b)/i;
const NAMED_ALONE = /^\s*(?:标签|元素|标记|tags?|elements?)(?![\p{L}\p{N}<])/iu;
const SAID_AFTER =
  /^\s*(?:和|与|或|及|来|换行|分隔|即|是|表示|代表|代替|(?:and|or|is|to|for|means)\b)/i;
const CLAUSE_AFTER = /^\s*(?:[，。、；：！？,;:!?）)”’」』]|\.(?:\s|$))/;
const SAID_BEFORE =
  /(?:[用写加入即如叫成是为在把将和与或及、以到]|加上|添加|通过|标签|元素|\b(?:use|using|write|insert|add|the|an?|with|like|and|or|tags?|elements?|via|called))\s*$/i;
const QUOTED = [/[“‘「『"'（(]$/, /^[”’」』"'）)]/] as const;
/** Matches the text between `<p>` and `</p>` in a sentence that names them both. */
const BETWEEN_NAMES = /^\s*(?:[.…·、/,，]*|和|与|到|或|及|and|to|or)\s*$/i;
const TAGS_ONLY = /^(?:\s|<\/?[A-Za-z][^<>]*>)*$/;
const CHILD_LINE = /^[ \t]*<(?:li|dt|tr|thead|tbody|caption)\b/i;

/** Says whether only tags stand in a piece of a line. */
export function isTagsOnly(text: string): boolean {
  return TAGS_ONLY.test(text);
}

/** Says whether only tags stand on the line of the tag. In a list such an item would be empty. */
export function isAlone({ startsLine, isItem, ends, after }: TagPlace): boolean {
  return startsLine && !isItem && ends && TAGS_ONLY.test(after);
}

/** Says whether a sentence names a tag without a partner, such as `<br>`, and does not break its line by it. */
export function isNamed({ before, after, subject, isItem }: TagPlace): boolean {
  if (NAMED_AFTER.test(after) || CLAUSE_AFTER.test(after)) return true;
  if (QUOTED[0].test(before) && QUOTED[1].test(after)) return true;
  if (before.trim() === '' && after.trim() === '') return isItem || subject !== 'other';
  const isSaidBefore = SAID_BEFORE.test(before);
  const isApart = before === '' || /\s$/.test(before);
  if (isSaidBefore && (isApart || subject !== 'other')) return true;
  return SAID_AFTER.test(after) && (isSaidBefore || (isApart && /^\s/.test(after)));
}

/**
 * Decides whether an opening tag marks text or is named by the sentence. It marks text if its partner follows on the
 * line around words, if only tags stand on its line, or if it begins a line that runs on after it. All else is text.
 */
export function senseOfOpening(
  place: TagPlace,
  tag: { name: string; isBlock: boolean; hasAttributes: boolean; isInParent: boolean },
): TagSense {
  const { after, startsLine, ends, following, subject } = place;
  if (tag.isInParent) return 'markup';
  if (isAlone(place)) return subject === 'other' ? 'markup' : 'text';
  const closer = new RegExp(`</${tag.name}\\s*>`, 'i').exec(after);
  if (closer !== null) return senseOfPair(place, closer, tag);
  if (startsLine && subject === 'other' && !NAMED_AFTER.test(after)) {
    if (tag.hasAttributes || /^\s*<[A-Za-z]/.test(after)) return 'markup';
    if (
      tag.isBlock &&
      /^[^\s<]/.test(after) &&
      !CLAUSE_AFTER.test(after) &&
      !SAID_AFTER.test(after)
    )
      return 'markup';
  }
  if (!ends) return 'undecided';
  if (after.trim() === '' && tag.isBlock) {
    if (CHILD_LINE.test(following)) return 'markup';
    if (following === '\n') return 'undecided';
  }
  return 'text';
}

function senseOfPair(
  { before, after, startsLine, subject }: TagPlace,
  closer: RegExpExecArray,
  { name, isBlock, hasAttributes }: { name: string; isBlock: boolean; hasAttributes: boolean },
): TagSense {
  const inner = after.slice(0, closer.index);
  const outer = after.slice(closer.index + closer[0].length);
  if (subject === 'markup') return 'text';
  // The closing tag belongs to another opening one, as in `<b> 是粗体，如 <b>重点</b>`.
  if (!isBlock && new RegExp(`<${name}[\\s>]`, 'i').test(inner)) return 'text';
  if (BETWEEN_NAMES.test(inner.replace(/<[^<>]*>/g, ''))) {
    const isEmptyBlock = isBlock && inner.trim() === '' && (startsLine || /> *$/.test(before));
    return hasAttributes || isEmptyBlock || inner.includes('<') ? 'markup' : 'text';
  }
  if (NAMED_AFTER.test(outer)) return 'text';
  if (startsLine) return 'markup';
  if (NAMED_ALONE.test(inner) && inner.trim().length > 3) return 'text';
  if (/^\s/.test(inner) && /\s$/.test(inner)) return 'text';
  return SAID_BEFORE.test(before) && SAID_BEFORE.test(inner) ? 'text' : 'markup';
}
