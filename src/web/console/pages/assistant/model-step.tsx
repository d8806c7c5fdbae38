import { useState } from 'preact/hooks';
import type { AssistantAnswer } from '../../../../console/assistant/assistant-contract.ts';
import type { PresetsAnswer, TestAnswer } from '../../../../console/models/models-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Form, type FormValues } from '../../parts/form.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { ModelFields, readModelFields } from '../models/model-fields.tsx';
import { modelFieldsTexts } from '../models/model-fields-texts.ts';
import { tellByLabels } from '../models/tell-by-labels.ts';
import { TestResult } from '../models/test-result.tsx';
import { LockedNotice } from './locked-notice.tsx';
import type { StepProps } from './step-props.ts';
import { texts } from './texts.ts';

const LOCKS = 'CHAT_MODELS';

/** Chooses the model: a provider, its key, and a live test before it is stored. */
export function ModelStep({ state, onChange }: StepProps) {
  const t = useTexts(texts);
  const mayChange = useMayChange();
  const isLocked = state.locked.includes(LOCKS);
  const presets = useLoad<PresetsAnswer>('models/presets');
  return (
    <>
      <p>{t.modelIntro}</p>
      {state.models !== null && <Notice kind="good">{t.modelSet(state.models)}</Notice>}
      {isLocked && <LockedNotice setting={LOCKS} />}
      {mayChange && !isLocked && (
        <Loaded of={presets}>
          {(answer) => <ModelForm presets={answer.presets} onChange={onChange} />}
        </Loaded>
      )}
    </>
  );
}

function ModelForm(props: {
  readonly presets: PresetsAnswer['presets'];
  readonly onChange: (state: AssistantAnswer) => void;
}) {
  const { presets, onChange } = props;
  const t = useTexts(texts);
  const fields = useTexts(modelFieldsTexts);
  const { account } = useConsole();
  const [tested, setTested] = useState<TestAnswer>();
  const save = async (values: FormValues) => {
    const { provider, model, access } = readModelFields(values, presets);
    setTested(undefined);
    const answer = await tellByLabels(provider, fields, () =>
      post<TestAnswer>('models/test', { ...access, account, model: `${provider}/${model}` }),
    );
    setTested(answer);
    if (!answer.ok) return;
    onChange(
      await tellByLabels(provider, fields, () =>
        post<AssistantAnswer>('assistant/model', { provider, model, ...access }, { account }),
      ),
    );
  };
  return (
    <>
      <Form submit={t.testAndSave} onSubmit={save} label={t.steps.model}>
        <ModelFields presets={presets} task="chat" wantsKey />
      </Form>
      {tested && <TestResult result={tested} />}
    </>
  );
}
