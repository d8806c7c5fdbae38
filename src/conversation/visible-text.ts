/** White space, control characters, and characters that no screen shows, such as zero-width spaces. */
const INVISIBLE = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/gu;

/** Whether a reader would see anything of the text. */
export function isVisible(text: string): boolean {
  return text.replace(INVISIBLE, '') !== '';
}

/** Makes one form of the spellings of a short text: full width, case, blanks, and characters that no screen shows. */
export function normaliseSpelling(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '').toLowerCase();
}
