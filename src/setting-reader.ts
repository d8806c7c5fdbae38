/** Environment variables, as strings. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads settings one by one and gathers what is wrong with them, so that all mistakes come in one message. */
export interface SettingReader {
  readonly problems: string[];
  /** Trimmed; an empty value counts as not set. */
  text(name: string): string | undefined;
  /** A variable that other programs share: in small letters, which go first as in curl, or in capitals. */
  shared(name: string): string | undefined;
  /** A text of the given form; `remedy` says what it has to look like. */
  matching(name: string, form: RegExp, remedy: string): string | undefined;
  oneOf<Choice extends string>(name: string, choices: readonly Choice[], byDefault: Choice): Choice;
  number(name: string, range: { least: number; most: number }): number | undefined;
  integer(name: string, range: { least: number; most: number; byDefault: number }): number;
  yesNo(name: string, byDefault: boolean): boolean;
  httpUrl(name: string): string | undefined;
  /** A password in it is never repeated. */
  redisUrl(name: string): string | undefined;
  json(name: string): Record<string, unknown> | undefined;
  /** The names that were asked for, in order. */
  readonly names: readonly string[];
}

export function createSettingReader(environment: Environment): SettingReader {
  const problems: string[] = [];
  const names: string[] = [];
  const text = (name: string) => {
    if (!names.includes(name)) names.push(name);
    return environment[name]?.trim() || undefined;
  };
  const number = (name: string, { least, most }: { least: number; most: number }) => {
    const value = text(name);
    if (value === undefined) return undefined;
    const parsed = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
    if (parsed >= least && parsed <= most) return parsed;
    problems.push(`${name} must be a number from ${least} to ${most}.`);
    return undefined;
  };

  return {
    problems,
    names,
    text,
    shared: (name) => {
      const inCapitals = text(name);
      return environment[name.toLowerCase()]?.trim() || inCapitals;
    },
    number,
    matching(name, form, remedy) {
      const value = text(name);
      if (value === undefined || form.test(value)) return value;
      problems.push(`${name} ${remedy}`);
      return undefined;
    },
    oneOf(name, choices, byDefault) {
      const value = text(name)?.toLowerCase();
      const choice = value === undefined ? byDefault : choices.find((other) => other === value);
      if (choice === undefined) problems.push(`${name} must be one of: ${choices.join(', ')}.`);
      return choice ?? byDefault;
    },
    integer(name, { byDefault, ...range }) {
      const value = number(name, range);
      if (value === undefined || Number.isInteger(value)) return value ?? byDefault;
      problems.push(`${name} must be a whole number.`);
      return byDefault;
    },
    yesNo(name, byDefault) {
      const value = text(name)?.toLowerCase();
      if (value === undefined) return byDefault;
      if (['yes', 'on', 'true', '1'].includes(value)) return true;
      if (['no', 'off', 'false', '0'].includes(value)) return false;
      problems.push(`${name} must be on or off.`);
      return byDefault;
    },
    httpUrl(name) {
      const value = text(name);
      if (value === undefined) return undefined;
      if (/^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : '')) return value;
      problems.push(`${name} must be an address that begins with http:// or https://.`);
      return undefined;
    },
    redisUrl(name) {
      const value = text(name);
      if (value === undefined || isRedisUrl(value)) return value;
      problems.push(
        `${name} must be an address such as redis://127.0.0.1:6379, redis://:password@host:6379/0, or rediss:// for TLS. In a password, write @ as %40, : as %3A, / as %2F, # as %23 and % as %25.`,
      );
      return undefined;
    },
    json(name) {
      const value = text(name);
      if (value === undefined) return undefined;
      try {
        const parsed: unknown = JSON.parse(value);
        if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
          return parsed as Record<string, unknown>;
      } catch {
        // Said below.
      }
      problems.push(`${name} must be a JSON object, such as {"enable_thinking":false}.`);
      return undefined;
    },
  };
}

/** The path may name a database by its number. */
function isRedisUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, pathname, username, password } = new URL(value);
  return (
    /^rediss?:$/.test(protocol) &&
    hostname !== '' &&
    /^(\/\d*)?$/.test(pathname) &&
    [username, password].every(isDecodable)
  );
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
