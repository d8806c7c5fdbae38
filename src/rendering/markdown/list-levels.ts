/** Items whose indentation differs by one column stand on the same level. */
const LEVEL_COLUMNS = 2;
const DEEPEST = 5;

/** The depth of an item and its sign, with its number in the list in place of the written one. */
interface ListItem {
  readonly depth: number;
  readonly marker: string;
}

export interface ListLevels {
  /** Returns how deep an item is nested, judged by the items before it. Models indent by 2, 3 or 4 columns. */
  add(indent: number, marker: string): ListItem;
  /** Says whether the text belongs to no list. */
  isEmpty(): boolean;
  reset(): void;
}

interface Level {
  readonly indent: number;
  /** The sign of the level's newest item as the model wrote it, and its number. */
  written: string;
  number: number;
}

/** Creates the levels of the lists that a line may belong to. As in Markdown, `1.` after `1.` is number 2. */
export function createListLevels(): ListLevels {
  let levels: Level[] = [];

  const count = (level: Level, marker: string): string => {
    // The box of a task may follow the number.
    const [written, digits] = /^(\d{1,9})[.)]/.exec(marker) ?? [];
    if (written === undefined) {
      level.written = '';
      return marker;
    }
    level.number = level.written === written ? level.number + 1 : Number(digits);
    level.written = written;
    const isAsWritten = level.number === Number(digits);
    return isAsWritten ? marker : marker.replace(/^\d+/, String(level.number));
  };

  return {
    add(indent, marker) {
      levels = levels.filter((level) => level.indent <= indent);
      let deepest = levels.at(-1);
      if (deepest === undefined || indent >= deepest.indent + LEVEL_COLUMNS) {
        deepest = { indent, written: '', number: 0 };
        levels.push(deepest);
      }
      const depth = Math.min(levels.length - 1, DEEPEST);
      return { depth, marker: count(deepest, marker) };
    },
    isEmpty: () => levels.length === 0,
    reset() {
      levels = [];
    },
  };
}
