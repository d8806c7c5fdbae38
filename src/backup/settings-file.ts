import { parse } from 'dotenv';

/** A setting with its value. */
export interface KeptSetting {
  readonly name: string;
  readonly value: string;
}

/** Writes settings as lines of a .env that dotenv reads back as they were. A value that no such line can hold becomes a comment. */
export function writeSettings(settings: readonly KeptSetting[]): string {
  return settings.map((setting) => `${writeSetting(setting)}\n`).join('');
}

function writeSetting({ name, value }: KeptSetting): string {
  const forms = /^[\w./:@,+-]*$/.test(value) ? [value] : [...quote(value), ...leaveBare(value)];
  const line = forms.map((form) => `${name}=${form}`).find((one) => isReadAs(one, { name, value }));
  return (
    line ??
    `# ${name} 的值 .env 写不下，JSON 形式为 / A .env cannot hold this value; as JSON: ${toJson(value)}`
  );
}

/** Quotes by each mark. After a backslash at the end dotenv would look for another mark in the lines below. */
function quote(value: string): readonly string[] {
  return value.endsWith('\\') ? [] : ["'", '`', '"'].map((mark) => `${mark}${value}${mark}`);
}

/** A mark at the beginning would make dotenv look for its like in the lines below. */
function leaveBare(value: string): readonly string[] {
  return /^['"`]/.test(value) ? [] : [value];
}

function isReadAs(line: string, { name, value }: KeptSetting): boolean {
  const read = Object.entries(parse(`${line}\n`));
  return read.length === 1 && read[0]?.[0] === name && read[0][1] === value;
}

/** The two line breaks of Unicode that JSON leaves as they are would end a comment. */
function toJson(value: string): string {
  return JSON.stringify(value)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
}
