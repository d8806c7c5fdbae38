/** Empty lines that prose and code may have between two lines of text. */
const MOST_NEWLINES = { prose: 2, code: 3 };
const MOST_HELD_SPACES = 80;

/**
 * Arranges text on lines without white space at their ends, empty lines at start or end, or two empty lines in a row.
 */
export interface Layout {
  /**
   * Writes text of one or more lines and returns the part now final. A line break is released together with the text
   * after it.
   */
  write(text: string): string;
  newline(): void;
  /** Writes a line of its own, with an empty line before it and none after it. */
  heading(text: string): string;
  /** Writes code, which keeps two empty lines. */
  code(text: string): string;
}

/** Creates a layout. With `continues` there is text already, so line breaks at the beginning count. */
export function createLayout({ continues = false } = {}): Layout {
  let hasWritten = continues;
  let newlines = 0;
  let mostNewlines = MOST_NEWLINES.prose;
  let followsHeading = false;
  let spaces = '';

  const newline = (): void => {
    newlines = Math.min(newlines + 1, mostNewlines);
    spaces = '';
  };

  const put = (line: string): string => {
    const visible = line.trimEnd();
    if (visible === '') {
      if (spaces.length < MOST_HELD_SPACES) spaces += line.slice(0, MOST_HELD_SPACES);
      return '';
    }
    const lead = hasWritten ? '\n'.repeat(followsHeading ? 1 : newlines) : '';
    const released = lead + spaces + visible;
    hasWritten = true;
    newlines = 0;
    followsHeading = false;
    spaces = line.slice(visible.length, visible.length + MOST_HELD_SPACES);
    return released;
  };

  const write = (text: string): string => {
    if (text === '') return '';
    const [first = '', ...more] = text.split('\n');
    let released = put(first);
    for (const line of more) {
      newline();
      released += put(line);
    }
    return released;
  };

  return {
    write,
    newline,
    heading(text) {
      newlines = MOST_NEWLINES.prose;
      const released = write(text);
      newline();
      if (released !== '') followsHeading = true;
      return released;
    },
    code(text) {
      mostNewlines = MOST_NEWLINES.code;
      const released = write(text);
      mostNewlines = MOST_NEWLINES.prose;
      return released;
    },
  };
}
