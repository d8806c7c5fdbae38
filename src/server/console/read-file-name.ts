/** Control characters, and marks that turn the order of letters around on a screen. */
const UNWANTED = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** Returns the name of a file that a browser sends as the name of its document; undefined for what is no plain name. */
export function readFileName(sent: string): string | undefined {
  const name = sent.normalize('NFC').trim();
  const isPath = /[/\\]/.test(name) || /^\.+$/.test(name);
  return name === '' || isPath || UNWANTED.test(name) || !name.isWellFormed() ? undefined : name;
}
