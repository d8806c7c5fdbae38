const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' },
  ...{ '#39': "'", '#34': '"', '#60': '<', '#62': '>' },
};
const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '', t: ' ' };

/** Returns the text that a string in a script of WeChat stands for: its escapes, then its entities, then without tags. */
export function unescapeScript(written = ''): string {
  return written
    .replace(
      /\\(?:x([\da-f]{2})|u([\da-f]{4})|(.))/gi,
      (_all, byte?: string, unit?: string, one = '') => {
        const code = byte ?? unit;
        if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
        return SIMPLE[one as string] ?? (one as string);
      },
    )
    .replace(/&(#?\w{2,6});/g, (all, name: string) => ENTITIES[name] ?? all)
    .replace(/<br\s*\/?>|<\/(?:p|section|div)>/gi, '\n')
    .replace(/<[^<>]{0,2000}>/g, '');
}
