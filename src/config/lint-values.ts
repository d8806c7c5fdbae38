import type { Sentence } from '../runtime/sentence.ts';
import { field } from '../runtime/field.ts';
import type { Environment } from './env-reader.ts';
import { FREE_TEXTS } from './lint-env-file.ts';
import { isLocalAddress } from '../runtime/local-address.ts';
import { findSetting } from './known-settings.ts';
import { providerOf } from './provider-name.ts';
import { variablesOf } from '../models/provider-variables.ts';
import { showText, showValue } from './secrecy.ts';
import { settingTexts as texts } from './setting-texts.ts';

/** Findings about values that the deployer hardly meant to write. */
export interface ValueLint {
  readonly problems: readonly { readonly setting: string; readonly says: Sentence }[];
  readonly notes: readonly Sentence[];
}

const INVISIBLE =
  /[\p{Cc}\p{Cf}\u00A0\u115F\u1160\u2000-\u200A\u202F\u205F\u3000\u3164\u2028\u2029]/u;
const QUOTES = /^["'`“”„‘’«»「」『』《》＂＇]|["'`“”„‘’«»「」『』《》＂＇]$/;
const WRAPPED = /^(?:"[^]*"|'[^]*'|“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|＂[^]*＂)$/;
/** Words that templates and READMEs show in place of a value. */
const PLACEHOLDERS: readonly RegExp[] = [
  /^<.*>$/,
  /^\[.*\]$|^\{\{.*\}\}$/,
  /…|\.{3}$/,
  /x{4,}|^(?:sk|wx)?[-_]?x{3,}$/i,
  /^\*+$|\*{4,}/,
  /^(?:https?:\/\/)?(?:sk-)?(?:your[-_. ]?|my[-_])(?:own|openai|deepseek|wechat|api|app|key|secret|token|model|base|url|domain|aes|id|server|host|resource|proxy)/i,
  /change[-_]?me|replace[-_]?(?:me|with|this)|placeholder|(?:^|[-_])your(?:[-_]|$)|[-_]here$/i,
  /你的|您的|在此|此处|这里|填写|填入|替换|请填|自己的|密钥|模型名/,
];
/** A variable, a command, or a home folder, which only a shell fills in. */
const TO_EXPAND = /^\$\{?\w+(?::?-.*)?\}?$|\$\{\w+(?::?-[^}]*)?\}|^\$\(|^%\w+%/;
const PATH_TO_EXPAND = /^(?:~|\$\w+)(?:[\\/]|$)/;
/** Fields of the request that the product sets itself. */
const OWN_FIELDS: readonly string[] = ['model', 'messages', 'stream'];
const HAS_PLACEHOLDERS =
  /^(?:OPENAI_MODEL|\w+_MODELS|WECHAT_|REDIS_URL|METRICS_KEY|KUAIHUI_(?:PREVIOUS_)?SECRET)/;

/** Checks the values in force, whichever source they come from. */
export function lintValues(environment: Environment, settings: readonly string[]): ValueLint {
  const problems: { setting: string; says: Sentence }[] = [];
  const notes: Sentence[] = [];
  for (const setting of settings) {
    const value = environment[setting]?.trim();
    if (!value) continue;
    if (FREE_TEXTS.includes(setting)) {
      if (WRAPPED.test(value)) notes.push(texts.quotedText(setting, showValue(setting, value)));
      continue;
    }
    const owned = setting.endsWith('_EXTRA_BODY') ? ownFieldsIn(value) : [];
    if (owned.length > 0) notes.push(texts.ownFields(setting, owned));
    const says = lintValue(setting, value, environment, settings);
    if (says !== undefined) problems.push({ setting, says });
  }
  return { problems, notes };
}

function lintValue(
  setting: string,
  value: string,
  environment: Environment,
  settings: readonly string[],
): Sentence | undefined {
  const shown = showValue(setting, value);
  const form = findSetting(setting)?.kind.form.is;
  const isPath = form === 'path';
  const isJson = form === 'json';
  // `readBaseUrl` proposes the address that was probably meant.
  const provider = providerOf(setting);
  const isAddress = provider !== undefined && setting === variablesOf(provider).baseUrl;
  const invisible = INVISIBLE.exec(value);
  if (invisible && !isJson && !isAddress)
    return texts.invisible(setting, nameOf(invisible[0]), invisible.index + 1);
  if (QUOTES.test(value) && !isAddress) return texts.quoted(setting, shown);
  if (!isJson && (TO_EXPAND.test(value) || (isPath && PATH_TO_EXPAND.test(value))))
    return texts.notExpanded(setting, /^[$%~]/.test(value) ? showText(value) : shown);
  if (isPath || isJson) return undefined;
  const other = /(?:^|[\s,;&])(?:export\s+)?([A-Z][A-Z_]+)=/.exec(value)?.[1];
  if (other !== undefined && settings.includes(other)) return texts.twoSettings(setting, other);
  const comment = /\s(\/\/|--|;)(?:\s|$)/.exec(value)?.[1];
  if (comment !== undefined) return texts.otherComment(setting, comment);
  const address = provider && environment[variablesOf(provider).baseUrl]?.trim();
  const isLocalModel = !isAddress && isLocalAddress(address || undefined);
  if (
    (HAS_PLACEHOLDERS.test(setting) || provider !== undefined) &&
    !isLocalModel &&
    PLACEHOLDERS.some((form) => form.test(value))
  )
    return texts.placeholder(setting, shown);
  if (isAddress) return undefined;
  const wide = /[！-～]/.exec(value)?.[0];
  if (wide !== undefined) return texts.fullWidth(setting, wide, wide.normalize('NFKC'));
  const first = /^(?:[=:]?[>=]|:=)/.exec(value)?.[0];
  if (first !== undefined) return texts.beginsWithMark(setting, first);
  // In many shell profiles, lists of hosts end with a comma.
  const mark = setting === 'NO_PROXY' ? undefined : /[,;，；、。\\]$/.exec(value)?.[0];
  if (mark !== undefined) return texts.endsWithMark(setting, mark);
  return setting === 'OPENAI_MODEL' && value.includes(',') ? texts.several(setting) : undefined;
}

function ownFieldsIn(json: string): readonly string[] {
  try {
    const body: unknown = JSON.parse(json);
    return OWN_FIELDS.filter((name) => field(body, name) !== undefined);
  } catch {
    return []; // The kind of the setting reports it.
  }
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
