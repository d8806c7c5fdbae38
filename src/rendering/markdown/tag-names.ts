/** Tags that begin a line of their own. */
export const BLOCKS = new Set(
  (
    'div p ul ol li dl dt dd table caption thead tbody tfoot tr h1 h2 h3 h4 h5 h6 blockquote pre center details summary section ' +
    'article header footer nav main figure figcaption'
  ).split(' '),
);
/** Tags that mark text within a line. */
export const INLINE = new Set(
  'span strong em del ins mark small big sub sup code kbd samp var font th td abbr cite label button a b i u s q'.split(
    ' ',
  ),
);
const REASONING = /^(?:think(?:_never_used_[0-9a-f]+)?|(?:ant)?thinking|reasoning)$/;
const COMPONENT = /^[A-Z][a-z]/;
/** Tags around code that is shown, if each stands alone on its line. */
export const SHOWN = new Set(['html', 'template', 'script', 'style', 'svg']);
/** Tags that belong inside of others, with the others' names. */
export const PARENTS = new Map([
  ['li', ['ul', 'ol']],
  ['dt', ['dl']],
  ['dd', ['dl']],
  ...['caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th'].map((name): [string, string[]] => [
    name,
    ['table'],
  ]),
]);

/** Says whether a name begins like a component of JSX, such as `<Button>`. */
export function isComponent(name: string): boolean {
  return COMPONENT.test(name);
}

/** Says whether a tag, in small letters, holds a model's reasoning. */
export function isReasoning(name: string): boolean {
  return REASONING.test(name);
}
