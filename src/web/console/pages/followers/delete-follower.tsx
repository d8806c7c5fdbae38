import { useState } from 'preact/hooks';
import { ApiError, del } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Section } from '../../parts/section.tsx';
import { go, pathTo } from '../../routing/address.ts';
import { texts } from './texts.ts';

/** Deletes all that is stored about a follower, once the OpenID was typed. */
export function DeleteFollower({ openId }: { readonly openId: string }) {
  const t = useTexts(texts);
  const { account, say, texts: common } = useConsole();
  const [isAsked, setAsked] = useState(false);
  const close = () => setAsked(false);
  return (
    <Section title={t.deleteTitle} intro={t.deleteAbout}>
      <Button kind="dangerous" onPress={() => setAsked(true)}>
        {t.delete}
      </Button>
      {isAsked && (
        <Dialog title={t.deleteTitle} onClose={close}>
          <Form
            submit={t.delete}
            kind="dangerous"
            beside={<Button onPress={close}>{common.cancel}</Button>}
            onSubmit={async ({ typed = '' }) => {
              if (typed.trim() !== openId) throw new ApiError(0, 'mismatch', t.mismatch);
              await del(`followers/${encodeURIComponent(openId)}`, { account });
              say(t.deleted);
              go(pathTo('followers'), 'replace');
            }}
          >
            <p>{t.deleteAbout}</p>
            <TextField label={t.confirm(openId)} name="typed" autoComplete="off" required />
          </Form>
        </Dialog>
      )}
    </Section>
  );
}
