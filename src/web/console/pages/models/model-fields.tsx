import { useState } from 'preact/hooks';
import type { PresetsAnswer } from '../../../../console/models/models-contract.ts';
import { useTexts } from '../../context.ts';
import { CheckField, SelectField, TextField } from '../../parts/field.tsx';
import type { FormValues } from '../../parts/form.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { modelFieldsTexts } from './model-fields-texts.ts';
import type { Role } from './roles.ts';

type Presets = PresetsAnswer['presets'];

const OTHER = '';

/** A model with the access to it, as the fields have it. */
interface GivenModel {
  readonly provider: string;
  readonly model: string;
  /** What was filled in beside it; what is absent stays as it is stored. */
  readonly access: {
    readonly apiKey?: string;
    readonly baseUrl?: string;
    readonly extraBody?: string;
  };
}

/** Reads what was filled into the fields. */
export function readModelFields(values: FormValues, presets: Presets): GivenModel {
  const read = (name: string) => values[name]?.trim() ?? '';
  const preset = presets.find(({ name }) => name === read('provider'));
  const [apiKey, baseUrl] = [read('apiKey'), read('baseUrl')];
  const extraBody = values['withoutThinking'] === 'on' ? preset?.thinkingOff : undefined;
  return {
    provider: preset?.name ?? read('name'),
    model: read('model'),
    access: {
      ...(apiKey && { apiKey }),
      ...(baseUrl && { baseUrl }),
      ...(extraBody !== undefined && { extraBody }),
    },
  };
}

/** The fields that connect a model: the provider, the model's name, the key, the address, and thinking. */
export function ModelFields(props: {
  readonly presets: Presets;
  readonly task: Role['task'];
  /** Whether the key of a provider that needs one is asked for even though one may be stored. */
  readonly wantsKey: boolean;
}) {
  const { presets, task, wantsKey } = props;
  const t = useTexts(modelFieldsTexts);
  const [provider, setProvider] = useState('deepseek');
  const preset = presets.find(({ name }) => name === provider);
  const names = task === 'chat' ? (preset?.models ?? []) : [];
  const needsKey = preset?.needsKey ?? false;
  return (
    <>
      <SelectField
        {...{ label: t.provider, name: 'provider', value: provider, onInput: setProvider }}
        options={[
          ...presets.map(({ name, title }) => ({ value: name, label: title })),
          { value: OTHER, label: t.other },
        ]}
      />
      {provider === OTHER && (
        <TextField
          {...{ label: t.providerName, name: 'name', hint: t.providerNameHint }}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          maxLength={32}
          required
        />
      )}
      <TextField
        {...{ label: t.model, name: 'model', hint: t.modelHint(names) }}
        suggestions={names}
        required
      />
      <PasswordField
        label={t.key}
        name="apiKey"
        hint={needsKey ? (wantsKey ? t.keyHint : t.keyKept) : t.noKeyHint}
        isRequired={needsKey && wantsKey}
        autoComplete="off"
      />
      <TextField
        {...{ label: t.address, name: 'baseUrl', type: 'url', placeholder: preset?.baseUrl }}
        hint={preset?.baseUrl === undefined ? t.addressNeeded : t.addressHint}
        required={preset?.baseUrl === undefined}
      />
      {task === 'chat' && preset?.thinkingOff !== undefined && (
        <CheckField
          key={provider}
          {...{ label: t.withoutThinking, name: 'withoutThinking' }}
          hint={t.withoutThinkingHint(preset.settings.extraBody)}
        />
      )}
    </>
  );
}
