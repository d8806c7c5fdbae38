import { useState } from 'preact/hooks';
import type { PresetsAnswer, TestAnswer } from '../../../../console/models/models-contract.ts';
import { patch, post } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Form, type FormValues } from '../../parts/form.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { modelFieldsTexts } from './model-fields-texts.ts';
import { tellByLabels } from './tell-by-labels.ts';
import { ModelFields, readModelFields } from './model-fields.tsx';
import type { Role } from './roles.ts';
import { TestResult } from './test-result.tsx';
import { texts } from './texts.ts';

/** Adds a model to a role: it is asked a few words first, and stored when it answers. */
export function AddModel(props: {
  readonly role: Role;
  readonly ids: readonly string[];
  readonly onClose: () => void;
  readonly onAdded: () => void;
}) {
  const { role, ids, onClose, onAdded } = props;
  const t = useTexts(texts);
  const fields = useTexts(modelFieldsTexts);
  const { account, texts: common } = useConsole();
  const presets = useLoad<PresetsAnswer>('models/presets');
  const [result, setResult] = useState<TestAnswer>();
  const add = async (values: FormValues, known: PresetsAnswer['presets']) => {
    const { provider, model: name, access } = readModelFields(values, known);
    const { apiKey, baseUrl, extraBody } = access;
    const model = `${provider}/${name}`;
    setResult(undefined);
    const tested = await tellByLabels(provider, fields, () =>
      post<TestAnswer>('models/test', { ...access, model, account, task: role.task }),
    );
    setResult(tested);
    if (!tested.ok) return;
    const prefix = provider.toUpperCase().replaceAll('-', '_');
    const changes = {
      [role.setting]: [...ids.filter((id) => id !== model), model].join(','),
      ...(apiKey !== undefined && { [`${prefix}_API_KEY`]: apiKey }),
      ...(baseUrl !== undefined && { [`${prefix}_BASE_URL`]: baseUrl }),
      ...(extraBody !== undefined && { [`${prefix}_EXTRA_BODY`]: extraBody }),
    };
    await tellByLabels(provider, fields, () => patch('settings', changes, { account }));
    onAdded();
  };
  return (
    <Dialog title={t.addTo(t.roles[role.name])} onClose={onClose}>
      <Loaded of={presets}>
        {({ presets: known }) => (
          <Form
            submit={t.save}
            beside={<Button onPress={onClose}>{common.cancel}</Button>}
            onSubmit={(values) => add(values, known)}
          >
            <ModelFields presets={known} task={role.task} wantsKey={false} />
            {result && <TestResult result={result} />}
          </Form>
        )}
      </Loaded>
    </Dialog>
  );
}
