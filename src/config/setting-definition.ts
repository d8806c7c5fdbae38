import type { Sentence } from '../runtime/sentence.ts';
import type { SettingKind } from './setting-kind.ts';

/** A section of .env.example and of the tables in the documentation. */
export interface SettingGroup {
  readonly key: string;
  readonly title: Sentence;
  /** What holds for all settings of the group. */
  readonly says?: Sentence;
  /** Whether each account has its own values, or the server has one for all. */
  readonly scope: 'account' | 'server';
  /** `compact` where many settings are alike, so that .env.example needs no words for each. */
  readonly layout?: 'compact';
}

/** What is written down about one setting. */
interface SettingEntry {
  readonly kind: SettingKind<unknown>;
  /** One sentence. */
  readonly says: Sentence;
  /** What else the deployer should know. */
  readonly more?: Sentence;
  /** As it would stand in .env; absent where an unset value has a meaning of its own, which `says` or `more` explains. */
  readonly byDefault?: string;
  readonly isSecret?: true;
  /** Names a path, a port, a proxy or the place of the data: only the environment or the command line sets it, never a page. */
  readonly isForOperator?: true;
  /** Other programs read the variable too, and in small letters, which take precedence as in curl. */
  readonly isShared?: true;
}

/** A setting as .env, the commands, the documentation and a page know it. */
export interface SettingDefinition extends Required<
  Pick<SettingEntry, 'kind' | 'says'> & {
    readonly isSecret: boolean;
    readonly isForOperator: boolean;
    readonly isShared: boolean;
  }
> {
  readonly name: string;
  readonly group: SettingGroup;
  readonly scope: 'account' | 'server';
  /** Whether running processes take a change of the stored value into use. The environment is read at the start. */
  readonly takesEffect: 'live' | 'next start';
  readonly more: Sentence | undefined;
  readonly byDefault: string | undefined;
}

/** The entries of a group, as they were written down; their types say what reading a setting gives. */
export interface SettingSection<Entries extends Readonly<Record<string, SettingEntry>>> {
  readonly group: SettingGroup;
  readonly entries: Entries;
}

/** Writes down the settings of a group, in the order of .env.example. */
export function defineSettings<const Entries extends Readonly<Record<string, SettingEntry>>>(
  group: SettingGroup,
  entries: Entries,
): SettingSection<Entries> {
  return { group, entries };
}

/** Completes the entries of a group to definitions. */
export function listDefinitions({
  group,
  entries,
}: SettingSection<Readonly<Record<string, SettingEntry>>>): readonly SettingDefinition[] {
  return Object.entries(entries).map(([name, entry]) => ({
    name,
    group,
    scope: group.scope,
    takesEffect: group.scope === 'account' ? 'live' : 'next start',
    kind: entry.kind,
    says: entry.says,
    more: entry.more,
    byDefault: entry.byDefault,
    isSecret: entry.isSecret ?? false,
    isForOperator: entry.isForOperator ?? false,
    isShared: entry.isShared ?? false,
  }));
}

/** What reading a setting gives: undefined only where it has no default. */
export type ValueOf<Entry> = Entry extends { readonly kind: SettingKind<infer Value> }
  ? Entry extends { readonly byDefault: string }
    ? Value
    : Value | undefined
  : never;
