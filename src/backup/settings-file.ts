/** A setting with its value. */
export interface KeptSetting {
  readonly name: string;
  readonly value: string;
}

/** Writes settings as lines of a .env that dotenv reads back as they were. */
export function writeSettings(settings: readonly KeptSetting[]): string {
  return settings.map(({ name, value }) => `${name}=${quote(value)}\n`).join('');
}

/** Quoted by a mark that the value does not hold, because dotenv knows no way to write a mark within its own kind. */
function quote(value: string): string {
  if (/^[\w./:@,+-]*$/.test(value)) return value;
  const mark = ["'", '`', '"'].find((one) => !value.includes(one));
  // Within double quotation marks dotenv reads `\n` as a line break, so they come last.
  return mark === undefined ? value : `${mark}${value}${mark}`;
}
