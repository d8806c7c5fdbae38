const MARKUP =
  /\|\s*(?:实体|entity|entities)\s*(?:\||$)|(?:^|[^A-Za-z</])(?:X?HTML5?|XML|[JT]SX|Vue|React|SVG|WXML)(?![A-Za-z])|转义|字符实体|实体(?:字符|编码|引用|名)|\bcharacter entit/i;
const TAGS = /标签|(?:^|[^A-Za-z])tags?(?![A-Za-z])/i;

/** The subject of an answer. One about HTML shows its tags and entities as they are, also in later lines. */
export interface Subject {
  /** Takes text that became final. */
  hear(text: string): void;
  /** Says whether the answer so far or this text is about HTML or its like. */
  isMarkup(text: string): boolean;
  /** Says whether either is about HTML or any tags. */
  isTags(text: string): boolean;
}

export function createSubject(): Subject {
  let isMarkup = false;
  let isTags = false;
  // Most answers hold neither tags nor entities, so this text is read only on demand.
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
