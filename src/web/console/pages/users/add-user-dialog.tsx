import { post } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { makePassword } from '../../password-rule.ts';
import { RoleField } from './role-field.tsx';
import { texts } from './texts.ts';

/** Asks for a new user's name and role; the first password is made here. */
export function AddUserDialog(props: {
  readonly onAdded: (name: string, password: string) => void;
  readonly onClose: () => void;
}) {
  const t = useTexts(texts);
  const { texts: common } = useConsole();
  return (
    <Dialog title={t.add} onClose={props.onClose}>
      <Form
        submit={t.add}
        beside={<Button onPress={props.onClose}>{common.cancel}</Button>}
        onSubmit={async ({ name = '', role }) => {
          const password = makePassword();
          const body = { name: name.trim(), role, password };
          // The server may write the name differently.
          const added = await post<{ readonly name: string }>('users', body);
          props.onAdded(added.name, password);
        }}
      >
        <TextField
          label={t.name}
          name="name"
          hint={t.nameHint}
          pattern="[A-Za-z0-9.\-]{1,32}"
          required
        />
        <RoleField role="agent" />
      </Form>
    </Dialog>
  );
}
