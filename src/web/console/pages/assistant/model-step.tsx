import { useState } from 'preact/hooks';
import type { AssistantAnswer } from '../../../../console/assistant/assistant-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { SelectField, TextField } from '../../parts/field.tsx';
import { Form, type FormValues } from '../../parts/form.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import type { StepProps } from './step-props.ts';
import { texts } from './texts.ts';

/** A provider that is known by name, as the API lists them. */
interface Preset {
  readonly name: string;
  readonly title: string;
  readonly baseUrl?: string;
  readonly needsKey: boolean;
}

/** What a live test found. */
interface Tested {
  readonly ok: boolean;
  readonly firstTokenMs?: number;
  readonly sentence: string;
  readonly remedy?: string;
}

/** Chooses the model: a provider, its key, and a live test before it is stored. */
export function ModelStep({ state, onChange }: StepProps) {
  const t = useTexts(texts);
  const mayChange = useMayChange();
  const presets = useLoad<{ readonly presets: readonly Preset[] }>('models/presets');
  return (
    <>
      <p>{t.modelIntro}</p>
      {state.models !== null && <Notice kind="good">{t.modelSet(state.models)}</Notice>}
      {state.locked.includes('CHAT_MODELS') && <Notice>{t.locked('CHAT_MODELS')}</Notice>}
      {mayChange && (
        <Loaded of={presets}>
          {(answer) => <ModelForm presets={answer.presets} onChange={onChange} />}
        </Loaded>
      )}
    </>
  );
}

function ModelForm(props: {
  readonly presets: readonly Preset[];
  readonly onChange: (state: AssistantAnswer) => void;
}) {
  const { presets, onChange } = props;
  const t = useTexts(texts);
  const { account } = useConsole();
  const [provider, setProvider] = useState(presets[0]?.name ?? '');
  const [tested, setTested] = useState<Tested>();
  const preset = presets.find(({ name }) => name === provider);
  const save = async (values: FormValues) => {
    const given = {
      ...(values['apiKey'] && { apiKey: values['apiKey'] }),
      ...(values['baseUrl'] && { baseUrl: values['baseUrl'] }),
    };
    const model = (values['model'] ?? '').trim();
    setTested(undefined);
    const answer = await post<Tested>('models/test', {
      ...{ ...given, account, model: `${provider}/${model}` },
    });
    setTested(answer);
    if (!answer.ok) return;
    onChange(
      await post<AssistantAnswer>('assistant/model', { provider, model, ...given }, { account }),
    );
  };
  return (
    <>
      <Form submit={t.testAndSave} onSubmit={save} label={t.steps.model}>
        <SelectField
          label={t.provider}
          name="provider"
          value={provider}
          options={presets.map(({ name, title }) => ({ value: name, label: title }))}
          onInput={setProvider}
        />
        <TextField label={t.modelName} name="model" hint={t.modelNameHint} required />
        <PasswordField
          label={t.apiKey}
          name="apiKey"
          hint={preset?.needsKey ? t.apiKeyHint : t.noKeyHint}
          isRequired={preset?.needsKey ?? false}
        />
        <TextField
          label={t.baseUrl}
          name="baseUrl"
          placeholder={preset?.baseUrl}
          hint={t.baseUrlHint}
          required={preset?.baseUrl === undefined}
        />
      </Form>
      {tested && (
        <Notice kind={tested.ok ? 'good' : 'fault'}>
          {tested.sentence}{' '}
          {tested.ok && tested.firstTokenMs !== undefined && t.firstToken(tested.firstTokenMs)}
          {tested.remedy}
        </Notice>
      )}
    </>
  );
}
