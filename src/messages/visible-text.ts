/** White space, control characters, and characters that no screen shows, such as zero-width spaces. */
const INVISIBLE = String.raw`\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800`;
const ALL_INVISIBLE = new RegExp(`[${INVISIBLE}]`, 'gu');
const VISIBLE = new RegExp(`[^${INVISIBLE}]`, 'u');

/** Whether a reader would see anything of the text. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** Makes one form of the spellings of a short text: full width, case, blanks, and characters that no screen shows. */
export function normaliseSpelling(text: string): string {
  return text.normalize('NFKC').replace(ALL_INVISIBLE, '').toLowerCase();
}
