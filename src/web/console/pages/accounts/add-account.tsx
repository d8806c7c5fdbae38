import type { AccountEffect } from '../../../../console/accounts/accounts-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useProblems } from '../../hooks/use-problems.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { SelectField, TextField } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { makeToken } from './make-token.ts';
import { texts } from './texts.ts';
import type { NewToken } from './token-dialog.tsx';

/** Adds an account; its token is made here. */
export function AddAccount(props: {
  /** The accounts whose models it can use too. */
  readonly withModel: readonly string[];
  readonly onAdded: (token: NewToken) => void;
  readonly onClose: () => void;
}) {
  const { withModel, onAdded, onClose } = props;
  const t = useTexts(texts);
  const { texts: common } = useConsole();
  const problems = useProblems();
  return (
    <Dialog title={t.add} onClose={onClose}>
      <Form
        submit={t.add}
        beside={<Button onPress={onClose}>{common.cancel}</Button>}
        onSubmit={async ({ name = '', modelOf, ...given }) => {
          const token = makeToken();
          const values = Object.entries(given).filter(([, value]) => value.trim() !== '');
          const settings = { ...Object.fromEntries(values), WECHAT_TOKEN: token };
          const { account } = await problems.watch(() =>
            post<AccountEffect>('accounts', {
              ...{ name: name.trim(), settings },
              ...(modelOf && { modelOf }),
            }),
          );
          onAdded({ name: account.name, url: account.webhookUrl, token });
        }}
      >
        <TextField
          label={t.name}
          name="name"
          hint={t.nameHint}
          pattern="[a-z0-9][a-z0-9\-]{0,31}"
          required
        />
        <TextField
          label={t.appId}
          name="WECHAT_APP_ID"
          hint={t.appIdHint}
          placeholder="wx…"
          error={problems.of('WECHAT_APP_ID')}
        />
        <PasswordField
          label={t.appSecret}
          name="WECHAT_APP_SECRET"
          hint={t.appSecretHint}
          isRequired={false}
          error={problems.of('WECHAT_APP_SECRET')}
        />
        {withModel.length > 0 && (
          <SelectField
            label={t.model}
            name="modelOf"
            value={withModel[0] ?? ''}
            options={[
              ...withModel.map((one) => ({ value: one, label: t.modelOf(one) })),
              { value: '', label: t.modelLater },
            ]}
          />
        )}
        <p class="quiet">{t.tokenAbout}</p>
      </Form>
    </Dialog>
  );
}
