import { useState } from 'preact/hooks';
import type {
  ChangeAnswer,
  SettingAnswer,
} from '../../../../console/settings/settings-contract.ts';
import { ApiError, patch } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useProblems } from '../../hooks/use-problems.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Form } from '../../parts/form.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { SettingInput } from './setting-input.tsx';
import { texts } from './texts.ts';
import { useTellChange } from './use-tell-change.ts';

/** Changes one setting. What cannot be used is said above the button, and nothing is changed. */
export function ChangeSetting(props: {
  readonly setting: SettingAnswer;
  readonly account: string;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}) {
  const { setting, account, onChanged, onClose } = props;
  const { name, secret, isSet, source } = setting;
  const t = useTexts(texts);
  const { texts: common } = useConsole();
  const tell = useTellChange();
  const problems = useProblems();
  const [isTakingOut, setTakingOut] = useState(false);
  /** The secret that goes with an address, where it has to be entered again. */
  const [withSecret, setWithSecret] = useState<string>();
  const save = async (value: string, given: string | undefined) => {
    const values = { [name]: value, ...(withSecret && given && { [withSecret]: given }) };
    const answer = await problems
      .watch(() => patch<ChangeAnswer>('settings', values, { account }))
      .catch((error: unknown) => {
        if (error instanceof ApiError && error.code === 'secret_needed')
          setWithSecret([...error.problems.keys()][0]);
        throw error;
      });
    tell(name, answer);
    onChanged();
    onClose();
  };
  return (
    <Dialog title={name} onClose={onClose}>
      <p>{setting.says}</p>
      {setting.more && <p class="quiet">{setting.more}</p>}
      <p class="quiet">{setting.takesEffect === 'live' ? t.live : t.nextStart}</p>
      <Form
        submit={isTakingOut ? takeOutLabel() : common.save}
        beside={
          <>
            <Button onPress={onClose}>{common.cancel}</Button>
            {isSet && source === 'store' && !isTakingOut && (
              <Button kind="quiet" onPress={() => setTakingOut(true)}>
                {takeOutLabel()}
              </Button>
            )}
          </>
        }
        onSubmit={async (values) => {
          const value = isTakingOut ? '' : (values[name] ?? '');
          // An empty field of a secret keeps it.
          if (secret && value === '' && !isTakingOut) onClose();
          else await save(value, withSecret && values[withSecret]);
        }}
      >
        {!isTakingOut && <SettingInput setting={setting} error={problems.of(name)} />}
        {!isTakingOut && withSecret !== undefined && (
          <PasswordField label={withSecret} name={withSecret} isRequired={false} />
        )}
      </Form>
    </Dialog>
  );

  function takeOutLabel() {
    return setting.default === null ? t.takeOut : t.useDefault;
  }
}
