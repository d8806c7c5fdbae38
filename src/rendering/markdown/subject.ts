const MARKUP =
  /\|\s*(?:实体|entity|entities)\s*(?:\||$)|(?:^|[^A-Za-z</])(?:X?HTML5?|XML|[JT]SX|Vue|React|SVG|WXML)(?![A-Za-z])|转义|字符实体|实体(?:字符|编码|引用|名)|\bcharacter entit/i;
const TAGS = /标签|(?:^|[^A-Za-z])tags?(?![A-Za-z])/i;

/** What an answer speaks of: one about HTML shows its tags and entities as they are, also in the lines that follow. */
export interface Subject {
  /** Hears what became final. */
  hear(text: string): void;
  /** Whether the answer so far or this text speaks of HTML or its like. */
  isMarkup(text: string): boolean;
  /** Whether it speaks of HTML or of any tags. */
  isTags(text: string): boolean;
}

export function createSubject(): Subject {
  let isMarkup = false;
  let isTags = false;
  // Most answers hold neither tags nor entities, so that they are never looked through.
  let unread: string[] = [];

  const read = (): void => {
    if (unread.length === 0) return;
    const text = unread.join('\n');
    unread = [];
    isMarkup ||= MARKUP.test(text);
    isTags ||= TAGS.test(text);
  };

  return {
    hear(text) {
      unread.push(text);
    },
    isMarkup(text) {
      read();
      return isMarkup || MARKUP.test(text);
    },
    isTags(text) {
      read();
      return isMarkup || isTags || MARKUP.test(text) || TAGS.test(text);
    },
  };
}
