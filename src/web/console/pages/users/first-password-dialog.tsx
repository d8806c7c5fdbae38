import { useConsole, useTexts } from '../../context.ts';
import { Button } from '../../parts/button.tsx';
import { CopyLine } from '../../parts/copy-line.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import { pathTo } from '../../routing/address.ts';
import { texts } from './texts.ts';

/** Shows the password of a new user, which is kept nowhere. */
export function FirstPasswordDialog(props: {
  readonly name: string;
  readonly password: string;
  readonly onClose: () => void;
}) {
  const t = useTexts(texts);
  const { texts: common } = useConsole();
  return (
    <Dialog title={props.name} onClose={props.onClose}>
      <Notice kind="warning" title={t.once}>
        {t.onceAbout}
      </Notice>
      <CopyLine label={t.address} text={location.origin + pathTo()} />
      <CopyLine label={t.name} text={props.name} />
      <CopyLine label={t.password} text={props.password} />
      <div class="dialog-end">
        <Button kind="strong" onPress={props.onClose}>
          {common.ok}
        </Button>
      </div>
    </Dialog>
  );
}
