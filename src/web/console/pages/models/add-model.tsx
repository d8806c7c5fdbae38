import { useState } from 'preact/hooks';
import type { PresetsAnswer, TestAnswer } from '../../../../console/models/models-contract.ts';
import { patch, post } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { SelectField, TextField } from '../../parts/field.tsx';
import { Form, type FormValues } from '../../parts/form.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import type { Role } from './roles.ts';
import { TestResult } from './test-result.tsx';
import { texts } from './texts.ts';

const OTHER = '';

/** Adds a model to a role: it is asked a few words first, and stored when it answers. */
export function AddModel(props: {
  readonly role: Role;
  readonly ids: readonly string[];
  readonly onClose: () => void;
  readonly onAdded: () => void;
}) {
  const { role, ids, onClose, onAdded } = props;
  const t = useTexts(texts);
  const { account, texts: common } = useConsole();
  const presets = useLoad<PresetsAnswer>('models/presets');
  const [provider, setProvider] = useState('deepseek');
  const [result, setResult] = useState<TestAnswer>();
  const add = async (values: FormValues) => {
    const name = provider === OTHER ? (values['name'] ?? '').trim() : provider;
    const model = `${name}/${(values['model'] ?? '').trim()}`;
    const [apiKey, baseUrl] = [
      values['key']?.trim() || undefined,
      values['address']?.trim() || undefined,
    ];
    setResult(undefined);
    const tested = await post<TestAnswer>('models/test', {
      ...{ model, account, task: role.task },
      ...(apiKey !== undefined && { apiKey }),
      ...(baseUrl !== undefined && { baseUrl }),
    });
    setResult(tested);
    if (!tested.ok) return;
    const prefix = name.toUpperCase().replaceAll('-', '_');
    const changes = {
      [role.setting]: [...ids.filter((id) => id !== model), model].join(','),
      ...(apiKey !== undefined && { [`${prefix}_API_KEY`]: apiKey }),
      ...(baseUrl !== undefined && { [`${prefix}_BASE_URL`]: baseUrl }),
    };
    await patch('settings', changes, { account });
    onAdded();
  };
  return (
    <Dialog title={t.addTo(t.roles[role.name])} onClose={onClose}>
      <Loaded of={presets}>
        {({ presets: known }) => {
          const chosen = known.find(({ name }) => name === provider);
          return (
            <Form
              submit={t.save}
              beside={<Button onPress={onClose}>{common.cancel}</Button>}
              onSubmit={add}
            >
              <SelectField
                {...{ label: t.provider, name: 'provider', value: provider }}
                onInput={setProvider}
                options={[
                  ...known.map(({ name, title }) => ({ value: name, label: title })),
                  { value: OTHER, label: t.other },
                ]}
              />
              {provider === OTHER && (
                <TextField label={t.providerName} name="name" hint={t.providerNameHint} required />
              )}
              <TextField label={t.model} name="model" hint={t.modelHint} required />
              <PasswordField
                label={t.key}
                name="key"
                isRequired={false}
                hint={`${t.keyHint}; ${t.keyKept}`}
                autoComplete="off"
              />
              <TextField
                {...{ label: t.address, name: 'address', type: 'url', hint: t.addressHint }}
                placeholder={chosen?.baseUrl}
                required={chosen?.baseUrl === undefined}
              />
              {result && <TestResult result={result} />}
            </Form>
          );
        }}
      </Loaded>
    </Dialog>
  );
}
