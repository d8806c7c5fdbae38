import { useState } from 'preact/hooks';
import { useConsole, useTexts } from '../../context.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Notice } from '../../parts/notice.tsx';
import { removeAccount } from './remove-account.ts';
import { texts } from './texts.ts';

/** Removes an account once its name was typed, and shows how far it has come. */
export function RemoveDialog(props: {
  readonly name: string;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}) {
  const { name, onRemoved, onClose } = props;
  const t = useTexts(texts);
  const { texts: common, say } = useConsole();
  const [typed, setTyped] = useState('');
  const [deleted, setDeleted] = useState<number>();
  return (
    <Dialog title={t.removeOf(name)} onClose={onClose}>
      <p>{t.removeAbout}</p>
      <Form
        submit={t.remove}
        kind="dangerous"
        beside={<Button onPress={onClose}>{common.cancel}</Button>}
        onSubmit={async () => {
          if (typed !== name) return;
          await removeAccount(name, setDeleted);
          say(t.removed(name));
          onRemoved();
        }}
      >
        <TextField
          label={t.typeName(name)}
          name="confirm"
          value={typed}
          onInput={setTyped}
          pattern={name}
          required
        />
        {deleted !== undefined && <Notice title={t.removing(deleted)}>{t.stays}</Notice>}
      </Form>
    </Dialog>
  );
}
