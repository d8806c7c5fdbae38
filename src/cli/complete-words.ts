/** What may stand where no command is named. */
const FLAGS_OF_START: readonly string[] = ['--open'];

/**
 * Returns the words of a command line with `start` where no command is named. A default command of the parser's would
 * take a mistyped name for one of its arguments.
 */
export function completeWords(words: readonly string[]): readonly string[] {
  return words.every((word) => FLAGS_OF_START.includes(word)) ? ['start', ...words] : words;
}
