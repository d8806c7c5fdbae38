import { useState } from 'preact/hooks';
import type {
  AssistantAnswer,
  CheckAnswer,
} from '../../../../console/assistant/assistant-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { CopyLine } from '../../parts/copy-line.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Form } from '../../parts/form.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { Imported } from './imported.tsx';
import type { StepProps } from './step-props.ts';
import { AppIdField } from './app-id-field.tsx';
import { accountTexts } from './account-texts.ts';
import { LockedNotice } from './locked-notice.tsx';

const SECRET = 'WECHAT_APP_SECRET';

/** Before the push is switched on: secret, whitelist, what the account may do, and the admin's own replies. */
export function ImportStep({ state, onChange }: StepProps) {
  const t = useTexts(accountTexts);
  const mayChange = useMayChange();
  const { account } = useConsole();
  const [checked, setChecked] = useState<CheckAnswer>();
  const check = async () => setChecked(await post<CheckAnswer>('assistant/check', {}, { account }));
  const isLocked = state.locked.includes(SECRET);
  const needsAppId = state.appId === null;
  return (
    <>
      <Notice kind="warning">{t.repliesStop}</Notice>
      <p>{t.importIntro}</p>
      {isLocked && <LockedNotice setting={SECRET} />}
      {mayChange && !isLocked && (
        <Form
          submit={t.saveAndCheck}
          label={t.saveAndCheck}
          isEmptiedAfter
          onSubmit={async ({ appId, appSecret }) => {
            const body = { appSecret, ...(appId && { appId }) };
            onChange(await post<AssistantAnswer>('assistant/account', body, { account }));
            await check();
          }}
        >
          {needsAppId && <AppIdField state={state} isRequired />}
          <PasswordField
            label="AppSecret"
            name="appSecret"
            hint={state.hasSecret ? t.secretStored : t.secretHint}
          />
        </Form>
      )}
      {mayChange && state.hasSecret && (
        <div class="actions">
          <Button onPress={check}>{t.check}</Button>
          <Button
            kind="strong"
            onPress={async () => {
              onChange(await post<AssistantAnswer>('assistant/import', {}, { account }));
            }}
          >
            {t.readReplies}
          </Button>
        </div>
      )}
      {checked && (
        <>
          <Notice kind={checked.state === 'right' ? 'good' : 'fault'}>
            <p>{checked.sentence}</p>
            {checked.remedy && <p>{checked.remedy}</p>}
          </Notice>
          {checked.whitelist && <CopyLine label={t.whitelist} text={checked.whitelist} />}
          <Facts
            facts={checked.abilities.map(({ name, can }) => [
              name,
              <Badge key={name} tone={can === 'yes' ? 'good' : 'plain'}>
                {t.can[can]}
              </Badge>,
            ])}
          />
        </>
      )}
      {state.imported && <Imported imported={state.imported} />}
    </>
  );
}
