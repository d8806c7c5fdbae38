/** No address is longer; the rest of the world agrees on about this. */
const LONGEST = 2_000;
const IN_FRONT_MATTER = /^\s*(?:url|link|source)\s*:\s*(.+?)\s*$/i;

/** Returns an address of the web that a document gives for itself; undefined for any other text. */
export function toAddress(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? '';
  if (!/^https?:\/\//i.test(trimmed) || trimmed.length > LONGEST) return undefined;
  try {
    const { username, password, href } = new URL(trimmed);
    return username === '' && password === '' ? href : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the address that a person typed, where `https://` may be left out; undefined for any other text. */
export function toTypedAddress(typed: string): string | undefined {
  const trimmed = typed.trim();
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(trimmed)) return toAddress(trimmed);
  return /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?::\d+)?(?:[/?#]\S*)?$/u.test(trimmed)
    ? toAddress(`https://${trimmed}`)
    : undefined;
}

/** Finds the address in the front matter of Markdown: a line `url:`, `link:` or `source:`. */
export function readAddressOfMarkdown(text: string): string | undefined {
  const [first = '', ...lines] = text.slice(0, 10_000).split(/\r\n|\r|\n/);
  const end = lines.findIndex((line) => line.trim() === '---');
  if (first.trim() !== '---' || end < 0) return undefined;
  for (const line of lines.slice(0, end)) {
    const value = IN_FRONT_MATTER.exec(line)?.[1];
    const address = toAddress(value?.replace(/^(['"])(.*)\1$/, '$2'));
    if (address !== undefined) return address;
  }
  return undefined;
}
