/**
 * Returns the functions of the Lua `library` that `script` needs, each after what it uses itself. Redis runs a script
 * from its first line at each call, and defining unused functions would take longer than most scripts.
 */
export function linkLua(library: string, script: string): string {
  const parts = withoutComments(library)
    .split(/^(?=local )/m)
    .map((text) => ({ text: text.trim(), names: namesIn(text) }));
  const linked: string[] = [];
  const seen = new Set<string>();
  const addUsedBy = (text: string) => {
    for (const word of text.match(/\w+/g) ?? []) {
      if (seen.has(word)) continue;
      seen.add(word);
      const part = parts.find(({ names }) => names.includes(word));
      if (!part || linked.includes(part.text)) continue;
      for (const name of part.names) seen.add(name);
      addUsedBy(part.text);
      linked.push(part.text);
    }
  };
  addUsedBy(withoutComments(script));
  return linked.map((text) => `${text}\n`).join('');
}

function withoutComments(lua: string): string {
  return lua.replace(/--.*$/gm, '');
}

/** Finds the names that a piece of the library declares: `local function name(`, or `local one, other =`. */
function namesIn(part: string): string[] {
  const [, declared = ''] = /^local (?:function )?([\w, ]+)/.exec(part) ?? [];
  return declared.split(',').map((name) => name.trim());
}
