import type { SettingAnswer } from '../../../../console/settings/settings-contract.ts';
import { useTexts } from '../../context.ts';
import { SelectField, TextArea, TextField } from '../../parts/field.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { withLines } from './shown-value.ts';
import { texts } from './texts.ts';

/** The control that fits how a setting is written. */
export function SettingInput(props: {
  readonly setting: SettingAnswer;
  readonly error?: string | undefined;
}) {
  const { setting, error } = props;
  const { name, form, secret, value } = setting;
  const t = useTexts(texts);
  const common = { label: t.newValue, name, error };
  const first = value ?? '';
  if (secret) return <PasswordField {...common} isRequired={false} hint={t.secretHint} />;
  const byDefault = setting.default;
  const hint = byDefault === null ? undefined : t.defaultIs(byDefault);
  if (form.is === 'switch' || form.is === 'choice') {
    const choices = form.is === 'choice' ? (form.choices ?? []) : ['on', 'off'];
    const label = (one: string) => (form.is === 'choice' ? one : one === 'on' ? t.on : t.off);
    const options = choices.map((one) => ({ value: one, label: label(one) }));
    return <SelectField {...common} value={first} options={options} />;
  }
  if (form.is === 'number') {
    const { least = 0, most = 0 } = form;
    return (
      <TextField
        {...common}
        type="number"
        value={first}
        min={least}
        max={most}
        step="any"
        hint={[t.range(least, most), hint].filter(Boolean).join('；')}
      />
    );
  }
  if (form.is === 'sentences')
    return (
      <TextArea
        {...common}
        value={withLines(first)}
        rows={isLong(name) ? 8 : 3}
        hint={hint && withLines(hint)}
      />
    );
  if (form.is === 'json') return <TextArea {...common} value={first} rows={3} hint={hint} />;
  return <TextField {...common} value={first} hint={hint} />;
}

/** A prompt needs more room than a label. */
function isLong(name: string): boolean {
  return /PROMPT|TEXT/.test(name);
}
