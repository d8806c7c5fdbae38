import { useConsole, useTexts } from '../../context.ts';
import { Button } from '../../parts/button.tsx';
import { CopyLine } from '../../parts/copy-line.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import { texts } from './texts.ts';

/** A token that was made just now, and the address that belongs to it. */
export interface NewToken {
  readonly name: string;
  readonly url: string;
  readonly token: string;
}

/** Shows a new token, which the server keeps sealed and shows no more. */
export function TokenDialog(props: NewToken & { readonly onClose: () => void }) {
  const { name, url, token, onClose } = props;
  const t = useTexts(texts);
  const { texts: common } = useConsole();
  return (
    <Dialog title={name} onClose={onClose}>
      <Notice kind="warning" title={t.once}>
        {t.onceAbout}
      </Notice>
      <CopyLine label={t.url} text={url} />
      <CopyLine label={t.token} text={token} />
      <div class="dialog-end">
        <Button kind="strong" onPress={onClose}>
          {common.ok}
        </Button>
      </div>
    </Dialog>
  );
}
