/**
 * Returns the functions of the Lua `library` that `script` needs, in their order. Redis runs a script from its first line
 * at each call, and defining unused functions would take longer than most scripts.
 */
export function linkLua(library: string, script: string): string {
  const parts = library.split(/^(?=local )/m).map((text) => ({ text, names: namesIn(text) }));
  const used = new Set<string>();
  const note = (text: string) => {
    for (const word of text.match(/\w+/g) ?? []) {
      if (used.has(word)) continue;
      used.add(word);
      for (const part of parts) if (part.names.includes(word)) note(part.text);
    }
  };
  note(script);
  return parts
    .filter(({ names }) => names.some((name) => used.has(name)))
    .map(({ text }) => text)
    .join('');
}

/** Finds the names that a piece of the library declares: `local function name(`, or `local one, other =`. */
function namesIn(part: string): string[] {
  const [, declared = ''] = /^local (?:function )?([\w, ]+)/.exec(part) ?? [];
  return declared.split(',').map((name) => name.trim());
}
