import type { RoleAnswer } from '../../../../console/models/models-contract.ts';
import { patch } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Form } from '../../parts/form.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { texts } from './texts.ts';

/** Takes a new key of a provider, which is written only. */
export function NewKey(props: {
  readonly model: RoleAnswer;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}) {
  const { model, onClose, onSaved } = props;
  const t = useTexts(texts);
  const { account, say } = useConsole();
  return (
    <Dialog title={t.newKeyOf(model.provider)} onClose={onClose}>
      <Form
        submit={t.save}
        onSubmit={async ({ key = '' }) => {
          await patch('settings', { [model.settings.apiKey]: key.trim() }, { account });
          say(t.saved);
          onSaved();
        }}
      >
        <PasswordField label={t.key} name="key" hint={t.keyHint} autoComplete="off" isRequired />
      </Form>
    </Dialog>
  );
}
