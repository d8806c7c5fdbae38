import type { SettingAnswer } from '../../../../console/settings/settings-contract.ts';
import type { texts } from './texts.ts';

type Texts = (typeof texts)['zh'];

/** Returns the value of a setting in the words of the page. */
export function shownValue(setting: SettingAnswer, t: Texts): string {
  if (setting.secret) return setting.isSet ? t.isSet : t.notSet;
  return shownText(setting, setting.value, t);
}

/** Returns a value of the setting in the words of the page. */
export function shownText(
  { form }: Pick<SettingAnswer, 'form'>,
  value: string | null,
  t: Texts,
): string {
  if (value === null || value === '') return t.notSet;
  if (form.is === 'switch') return value === 'on' ? t.on : t.off;
  return form.is === 'sentences' ? withLines(value) : value;
}

/** In .env a line break is written \n; a person sees and types a real one. */
export function withLines(value: string): string {
  return value.replaceAll('\\n', '\n');
}

/** Says whether a setting matches what the person looks for. */
export function isFound({ name, says, more, group }: SettingAnswer, words: string): boolean {
  const text = `${name} ${says} ${more ?? ''} ${group.title}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Says whether a setting was ever given a value of its own. */
export function isChanged({ isSet, history }: SettingAnswer): boolean {
  return isSet || history > 0;
}

/** Puts settings together that stand under one heading, in their order. */
export function byGroup(
  settings: readonly SettingAnswer[],
): readonly (readonly [SettingAnswer, ...SettingAnswer[]])[] {
  const groups = new Map<string, [SettingAnswer, ...SettingAnswer[]]>();
  for (const setting of settings) {
    const group = groups.get(setting.group.key);
    if (group) group.push(setting);
    else groups.set(setting.group.key, [setting]);
  }
  return [...groups.values()];
}
