import { useState } from 'preact/hooks';
import type {
  AssistantAnswer,
  CredentialsAnswer,
} from '../../../../console/assistant/assistant-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { Button } from '../../parts/button.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Form } from '../../parts/form.tsx';
import { Notice } from '../../parts/notice.tsx';
import { AppIdField } from './app-id-field.tsx';
import { accountTexts } from './account-texts.ts';
import { LockedNotice } from './locked-notice.tsx';
import { PasteValues } from './paste-values.tsx';
import type { StepProps } from './step-props.ts';
import { texts } from './texts.ts';
import { TOKEN, useFreshCredentials } from './use-fresh-credentials.ts';

const APP_ID = 'WECHAT_APP_ID';

/** Makes token and key, shows what has to be pasted into WeChat's backend, and takes the AppID. */
export function AccountStep({ state, onChange, onReload }: StepProps) {
  const t = useTexts(accountTexts);
  const { steps } = useTexts(texts);
  const mayChange = useMayChange();
  const { account, say } = useConsole();
  const [isAsking, setAsking] = useState(false);
  const isLocked = state.locked.includes(TOKEN);
  const isAppIdLocked = state.locked.includes(APP_ID);
  const mayMake = mayChange && !isLocked;
  const fresh = useFreshCredentials(state);
  const make = async (replace: boolean, appId?: string) => {
    const body = { replace, ...(appId && { appId }) };
    fresh.set(await post<CredentialsAnswer>('assistant/credentials', body, { account }));
    onReload();
  };
  const saveAppId = async (appId: string) => {
    onChange(await post<AssistantAnswer>('assistant/account', { appId }, { account }));
    say(t.appIdSaved);
  };
  const how = state.hasToken ? t.hasToken : t.noToken;
  return (
    <>
      <p>{state.hasToken ? t.pasteIntro : t.accountIntro}</p>
      {state.urlProblems.length > 0 && (
        <Notice kind="warning">
          {state.urlProblems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </Notice>
      )}
      {isLocked && <LockedNotice setting={TOKEN} />}
      {mayMake && !state.hasToken && (
        <Form
          submit={t.make}
          label={steps.account}
          onSubmit={({ appId }) => make(false, appId?.trim())}
        >
          {isAppIdLocked ? <LockedNotice setting={APP_ID} /> : <AppIdField state={state} />}
        </Form>
      )}
      <div>
        <PasteValues url={state.url} credentials={fresh.value?.credentials} />
        <div class="assistant-quiet">
          {fresh.isLoading ? '' : fresh.value?.credentials ? t.shownUntil : how}{' '}
          {mayMake && state.hasToken && (
            <Button kind="quiet" onPress={() => setAsking(true)}>
              {t.makeAnew}
            </Button>
          )}
        </div>
      </div>
      <ul class="assistant-to-do">
        <li>{t.pasteInto}</li>
        <li>{t.modeField}</li>
        <li>{t.thenSubmit}</li>
      </ul>
      {mayMake && state.hasToken && (
        <>
          {state.appId === null && <Notice kind="warning">{t.appIdMissing}</Notice>}
          {isAppIdLocked ? (
            <LockedNotice setting={APP_ID} />
          ) : (
            <Form
              submit={t.saveAppId}
              kind="plain"
              label={t.saveAppId}
              onSubmit={({ appId = '' }) => saveAppId(appId.trim())}
            >
              <AppIdField state={state} isRequired />
            </Form>
          )}
        </>
      )}
      {isAsking && (
        <ConfirmDialog
          title={t.makeAnew}
          yes={t.makeAnew}
          onYes={() => make(true)}
          onClose={() => setAsking(false)}
        >
          <p>{t.makeAnewMeans}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
