import type { Sentence } from '../runtime/sentence.ts';
import type { Environment } from './env-reader.ts';
import { valuesOf, writtenValue, type EnvEntry } from './env-entries.ts';
import { envFileTexts as texts, inEnvironment, inLine } from './env-file-texts.ts';
import { findMeantSetting, isAlias } from './find-meant-setting.ts';
import { listNamedProviders, MODEL_LISTS, providerOf } from './provider-name.ts';
import { findStaticSetting, SETTINGS } from './schema.ts';
import { isSecret, showText, showValue } from './secrecy.ts';
import { fileNameOf } from './secret-files.ts';

/**
 * Findings about settings that do not do what they seem to. A problem keeps the server from starting; a note does not.
 */
export interface Lint {
  readonly problems: Sentence[];
  readonly notes: Sentence[];
}

/** Settings whose values are sentences, in which # and quotation marks may be meant. */
export const FREE_TEXTS: readonly string[] = SETTINGS.filter(
  ({ kind }) => kind.form.is === 'sentences',
).map(({ name }) => name);

/** Names of other programs' settings that have an effect in .env. */
const OTHERS =
  /^(?:(?:https?|all|no|ftp|rsync)_proxy|tz|node_(?:env|tls_reject_unauthorized)|uv_threadpool_size|(?:no|force)_color|lang|lc_\w+|(?:pm2|dotenv|compose|docker|npm_config)_\w+)$/i;
/** Names that Node reads before any program runs. */
const TOO_LATE = /^(?:NODE_OPTIONS|NODE_EXTRA_CA_CERTS|NODE_USE_ENV_PROXY|SSL_CERT_(?:FILE|DIR))$/;
/** In the environment, only names that begin like Kuaihui's own are looked at; the others belong to other programs. */
const OUR_PREFIX = /^(?:wechat|openai|kuaihui|follower)_/i;

/** Checks every line of .env and reports those that have no effect, or another one than they seem to. */
export function lintEnvFile(
  entries: readonly EnvEntry[],
  settings: readonly string[],
  environment: Environment,
): Lint {
  const lint: Lint = { problems: [], notes: [] };
  const values = valuesOf(entries);
  const isSet = (name: string) => isSetIn(environment, name) || isSetIn(values, name);
  const hasKey = hasKeyOfOpenAi(isSet);
  const named = [...listNamedProviders(values), ...listNamedProviders(environment)];
  const firstLines = new Map<string, { line: number; value: string }>();
  entries.forEach((entry, n) => {
    const { line, read } = entry;
    if (!read) return lintUnread(entry, entries[n - 1], settings, lint);
    const { name, value } = read;
    const provider = providerOf(fileless(name));
    const isUnused =
      provider !== undefined &&
      !isOfAnotherGroup(name) &&
      provider !== 'openai' &&
      !named.includes(provider);
    if (isUnused && value !== '' && (settings.includes(name) || !isMeant(name, settings)))
      lintUnused({ name, provider, where: inLine(line), isSet, hasKey }, lint);
    if (settings.includes(name)) {
      lintValue(entry, read, settings, lint);
      const before = firstLines.get(name);
      if (before && value !== '' && before.value !== value)
        lint.notes.push(texts.duplicate(line, name, before.line, showValue(name, value)));
      if (value !== '') firstLines.set(name, { line, value });
    } else if (value !== '' && TOO_LATE.test(name)) {
      lint.notes.push(texts.tooLate(line, name));
    } else if (!OTHERS.test(name)) {
      const setting = findMeantSetting(name, settings);
      const inValue = setting === undefined ? meantInValue(entry, settings) : undefined;
      if (inValue !== undefined)
        lint.problems.push(texts.meantAs(line, showText(entry.written), inValue));
      else if (setting === undefined) {
        if (!isUnused) lint.notes.push(texts.unknownName(line, name));
      } else if (value !== '')
        lintMisnamed({ name, setting, where: inLine(line), isSet, hasKey, isOurs: true }, lint);
    }
  });
  return lint;
}

/** Checks the environment for names that are nearly Kuaihui's. Other programs may use some of them. */
export function lintEnvironment(environment: Environment, settings: readonly string[]): Lint {
  const lint: Lint = { problems: [], notes: [] };
  const isSet = (name: string) => isSetIn(environment, name);
  for (const [name, value] of Object.entries(environment)) {
    if (!value?.trim() || settings.includes(name) || !OUR_PREFIX.test(name)) continue;
    // Kubernetes and Docker give such names to the services of a network.
    if (/^(?:tcp|udp):\/\//.test(value)) continue;
    const setting = findMeantSetting(name, settings);
    if (setting === undefined) continue;
    const hasKey = hasKeyOfOpenAi(isSet);
    lintMisnamed({ name, setting, where: inEnvironment, isSet, hasKey, isOurs: false }, lint);
  }
  return lint;
}

/** Says whether a source sets a name, itself or through a file. */
function isSetIn(source: Environment, name: string): boolean {
  return Boolean(source[name]?.trim() || source[fileNameOf(name)]?.trim());
}

/** Says whether OpenAI's own key is all that names a provider, so that it would be sent to OpenAI. */
function hasKeyOfOpenAi(isSet: (name: string) => boolean): boolean {
  return isSet('OPENAI_API_KEY') && !isSet('OPENAI_BASE_URL') && !isSet('CHAT_MODELS');
}

/** Says whether a name that looks like a provider's, such as WECHAT_API_BASE_URL, is a setting of something else. */
function isOfAnotherGroup(name: string): boolean {
  const setting = findStaticSetting(name);
  return setting !== undefined && setting.group.key !== 'providers';
}

function isMeant(name: string, settings: readonly string[]): boolean {
  return findMeantSetting(name, settings) !== undefined;
}

function fileless(name: string): string {
  return name.replace(/_API_KEY_FILE$/, '_API_KEY');
}

/** Reports a setting of a provider that no list of models names. It is a problem where nothing else names a model. */
function lintUnused(
  found: {
    readonly name: string;
    readonly provider: string;
    readonly where: Sentence;
    readonly isSet: (name: string) => boolean;
    readonly hasKey: boolean;
  },
  { problems, notes }: Lint,
): void {
  const { name, provider, where, isSet } = found;
  const says = texts.unusedProvider(where, name, provider);
  if (name.endsWith('_BASE_URL') && found.hasKey) problems.push(texts.misnamedAddress(where, name));
  else if ([...MODEL_LISTS, 'OPENAI_MODEL'].some(isSet)) notes.push(says);
  else problems.push(says);
}

function lintMisnamed(
  found: {
    readonly name: string;
    readonly setting: string;
    readonly where: Sentence;
    readonly isSet: (name: string) => boolean;
    readonly hasKey: boolean;
    /** Whether the name stands in Kuaihui's own file. */
    readonly isOurs: boolean;
  },
  { problems, notes }: Lint,
): void {
  const { name, setting, where } = found;
  if (found.isSet(setting)) notes.push(texts.misnamedToo(where, name, setting));
  else if (setting.endsWith('_BASE_URL') && providerOf(setting) !== undefined && found.hasKey)
    problems.push(texts.misnamedAddress(where, name));
  // An alias may belong to another program; a typing mistake does not.
  else if (isAlias(name, setting) && !(found.isOurs && isNeverAnothers(setting)))
    notes.push(texts.misnamed(where, name, setting));
  else problems.push(texts.misnamed(where, name, setting));
}

/** Says whether an alias in Kuaihui's own file can only be meant for it. */
function isNeverAnothers(setting: string): boolean {
  return /^(?:WECHAT_|OPENAI_|CHAT_MODELS$)/.test(setting) || providerOf(setting) !== undefined;
}

/** Reports a line from which dotenv reads nothing. */
function lintUnread(
  { line, written }: EnvEntry,
  before: EnvEntry | undefined,
  settings: readonly string[],
  { problems, notes }: Lint,
): void {
  const shown = showUnread(written);
  const plain = written.normalize('NFKC').replace(/\p{Cf}/gu, '');
  // In other languages these begin a comment, so the deployer means none of it.
  const isComment = /^\s*(?:\/\/|;|--|<!--|\/\*|#|rem\b)/i.test(plain);
  const setting = isComment ? undefined : meantIn(plain, settings);
  const mark = /[＝：]/.exec(written)?.[0];
  if (setting !== undefined)
    problems.push(
      mark === undefined
        ? texts.meantAs(line, shown, setting)
        : texts.isFullWidth(line, shown, setting, mark),
    );
  else if (before?.lastLine === line - 1 && before.read && FREE_TEXTS.includes(before.read.name))
    problems.push(texts.restOf(line, shown, before.read.name));
  else notes.push(texts.nothing(line, shown));
}

/** Returns the setting that a line names: after words such as `set`, after a list's dash, or spelled exactly. */
function meantIn(plain: string, settings: readonly string[]): string | undefined {
  const exact = /(?<![\w.-])([A-Z][A-Z_]+)\s?=/.exec(plain)?.[1];
  if (exact !== undefined && settings.includes(exact)) return exact;
  const name =
    /^[^\p{L}_]*(?:(?:export|setx?|setenv|declare|typeset|env|let|const|var)\s+(?:-\w+\s+)*|\$?env:)?["'“”‘’]?([\p{L}_][\w .-]*?)["'“”‘’]?\s*(?:[=:]|->|\s|$)/iu.exec(
      plain,
    )?.[1];
  if (name === undefined) return undefined;
  const isAssignment = /[=:]|->/.test(plain);
  const words = isAssignment ? (/^[^=:]*/.exec(plain)?.[0] ?? '') : name;
  const candidates = isAssignment ? [name, words] : [name];
  return candidates
    .map((candidate) =>
      // Without a mark between name and value, the line may be a sentence that begins with a word such as "token".
      isAssignment || settings.includes(candidate.toUpperCase())
        ? findMeantSetting(candidate, settings)
        : undefined,
    )
    .find((setting) => setting !== undefined);
}

/** Returns the setting within a value, as in a unit of systemd (`Environment=NAME=value`). */
function meantInValue({ read }: EnvEntry, settings: readonly string[]): string | undefined {
  const name = /^\s*["']?([A-Z][A-Z_]+)=/.exec(read?.value ?? '')?.[1];
  return name !== undefined && settings.includes(name) ? name : undefined;
}

function showUnread(written: string): string {
  const [, name = '', value = ''] = /^([^=＝:：\s]*[=＝:：\s]+)?([^]*)$/u.exec(written) ?? [];
  if (name === '') return showText(value);
  const setting = name.replace(/[=＝:：\s]+$/u, '');
  const isSentence = /\s$/.test(name) && /\s/.test(value);
  return isSentence || !isSecret(setting)
    ? showText(name + value)
    : `${name}${showValue(setting, value)}`;
}

/** Checks the quotation marks and # in the value of a setting. */
function lintValue(
  entry: EnvEntry,
  { name, value }: { readonly name: string; readonly value: string },
  settings: readonly string[],
  { problems, notes }: Lint,
): void {
  const { line, lastLine } = entry;
  const written = writtenValue(entry);
  const shown = value === '' ? '""' : showValue(name, value);
  if (lastLine > line) {
    const swallows = value
      .split('\n')
      .some((text) => settings.some((setting) => text.trimStart().startsWith(`${setting}=`)));
    if (swallows) problems.push(texts.swallowed(line, lastLine, name));
    return;
  }
  const opened = /^["'`]/.exec(value)?.[0];
  if (opened !== undefined && written.startsWith(opened) && !value.slice(1).includes(opened)) {
    problems.push(texts.unclosed(line, name, shown));
    return;
  }
  const cut = /^([^#]*)#/.exec(written);
  if (!cut || value.includes('#') || /^\s*["'`]/.test(written)) return;
  const [, before = ''] = cut;
  if (FREE_TEXTS.includes(name) && /\S\s+$/.test(before))
    notes.push(texts.commentInText(line, name, shown));
  else if (/\S$/.test(before)) problems.push(texts.cutAtHash(line, name, shown));
  else if (before === '' && /^#\S/.test(written))
    notes.push(texts.commentInText(line, name, shown));
}
