import type { UserList } from '../../../../console/access/access-contract.ts';
import { patch } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Form } from '../../parts/form.tsx';
import { RoleField } from './role-field.tsx';
import { texts } from './texts.ts';

/** Gives a user another role. */
export function ChangeRoleDialog(props: {
  readonly user: UserList['items'][number];
  readonly onChanged: () => void;
  readonly onClose: () => void;
}) {
  const { user, onChanged, onClose } = props;
  const t = useTexts(texts);
  const { texts: common, say } = useConsole();
  return (
    <Dialog title={t.changeOf(user.name)} onClose={onClose}>
      <Form
        submit={common.save}
        beside={<Button onPress={onClose}>{common.cancel}</Button>}
        onSubmit={async ({ role }) => {
          await patch(`users/${encodeURIComponent(user.name)}`, { role });
          say(t.changed);
          onChanged();
          onClose();
        }}
      >
        <RoleField role={user.role} />
        <p class="quiet">{t.changeAbout}</p>
      </Form>
    </Dialog>
  );
}
