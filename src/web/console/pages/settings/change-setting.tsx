import { useState } from 'preact/hooks';
import type {
  ChangeAnswer,
  SettingAnswer,
} from '../../../../console/settings/settings-contract.ts';
import { patch } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useProblems } from '../../hooks/use-problems.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Form } from '../../parts/form.tsx';
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
  const save = async (value: string) => {
    const answer = await problems.watch(() =>
      patch<ChangeAnswer>('settings', { [name]: value }, { account }),
    );
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
          else await save(value);
        }}
      >
        {!isTakingOut && <SettingInput setting={setting} error={problems.of(name)} />}
      </Form>
    </Dialog>
  );

  function takeOutLabel() {
    return setting.default === null ? t.takeOut : t.useDefault;
  }
}
