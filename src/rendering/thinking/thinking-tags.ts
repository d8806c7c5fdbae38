/** Names of tags that hold a model's thinking. */
const NAMES =
  '(?:[a-z]{1,8}:)?(?:think|think_never_used_[0-9a-f]{1,40}|(?:ant)?thinking|chain_of_thought|thoughts?|reasoning|reflection|scratchpad|inner_(?:thoughts?|monologue))(?:_?process)?|思考(?:过程)?|推理(?:过程)?';

export const OPENING_TAG = new RegExp(`<(?:${NAMES})(?:\\s[^<>]{0,100})?>`, 'iy');
export const CLOSING_TAG = new RegExp(`</(?:${NAMES})\\s{0,8}>`, 'iy');
/** In code the tag is a word like others. */
export const FIRST_CLOSING_TAG = new RegExp(`(?<!\`)</(?:${NAMES})\\s{0,8}>`, 'i');
/** A beginning that may still become one of the tags, or one of the marks that stand alone. */
export const MAY_BECOME_TAG = new RegExp(
  `^<(?:/?[\\w:\\u4e00-\\u9fff]{0,60}\\s{0,8}|(?:${NAMES})\\s[^<>]{0,100}|[|｜][^<>\\s]{0,28})?$`,
  'i',
);
export const LONGEST_CLOSING_TAG = 72;

/** The length of text after a tag that shows whether the answer is about it. */
export const TELLING_LENGTH = 14;

/**
 * Text after a tag that is the subject of a sentence, such as `<think> 标签用来…`, `<think> and </think>` or
 * `<think>…</think>`.
 * Reasoning does not begin like this.
 */
export const SPEAKS_ABOUT_TAG =
  /^(?: ?(?:标签|标记|标识|符号|元素|之间|之前|之后|前面|后面|里面|tags?\b|elements?\b|tokens?\b)| (?:是(?!的)|用(?:来|于|以)|表示|代表|意味|means?\b|is\b|are\b|marks?\b|denotes?\b|stands?\b|opens?\b|closes?\b|ends?\b)| ?(?:和|与|跟|或|及|到|、|\/|,|，|…+|\.{3,}|and|or|to|\u2026)\s?[`"“'‘]?<|[`"”'’」])/i;
