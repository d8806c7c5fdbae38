import { useState } from 'preact/hooks';
import type { CredentialsAnswer } from '../../../../console/assistant/assistant-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { CopyLine } from '../../parts/copy-line.tsx';
import { TextField } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Notice } from '../../parts/notice.tsx';
import type { StepProps } from './step-props.ts';
import { texts } from './texts.ts';

/** Shows what has to be pasted into WeChat's backend, and takes the AppID. */
export function AccountStep({ state, onReload }: StepProps) {
  const t = useTexts(texts);
  const mayChange = useMayChange();
  const { account } = useConsole();
  const [made, setMade] = useState<CredentialsAnswer>();
  const [isAsking, setAsking] = useState(false);
  const [appId, setAppId] = useState(state.appId ?? '');
  const isAppIdLocked = state.locked.includes('WECHAT_APP_ID');
  const make = async (replace: boolean) => {
    const body = { replace, ...(!isAppIdLocked && { appId }) };
    setMade(await post<CredentialsAnswer>('assistant/credentials', body, { account }));
    onReload();
  };
  const isLocked = state.locked.includes('WECHAT_TOKEN');
  return (
    <>
      <p>{t.accountIntro}</p>
      {state.urlProblems.map((problem) => (
        <Notice key={problem} kind="warning">
          {problem}
        </Notice>
      ))}
      {mayChange && !isLocked && (
        <Form
          submit={state.hasToken ? t.makeAnew : t.make}
          kind={state.hasToken ? 'plain' : 'strong'}
          label={t.steps.account}
          onSubmit={() => (state.hasToken ? setAsking(true) : make(false))}
        >
          <TextField
            label="AppID"
            name="appId"
            value={appId}
            onInput={setAppId}
            hint={isAppIdLocked ? t.locked('WECHAT_APP_ID') : t.appIdHint}
            disabled={isAppIdLocked}
            required
          />
        </Form>
      )}
      <p>{t.pasteInto}</p>
      <CopyLine label={t.urlField} text={state.url} />
      {made ? (
        <>
          <CopyLine label={t.tokenField} text={made.token} />
          <CopyLine label={t.aesKeyField} text={made.encodingAesKey} />
          <Notice kind="good">{t.madeOnce}</Notice>
        </>
      ) : (
        <p>{isLocked ? t.locked('WECHAT_TOKEN') : state.hasToken ? t.hasToken : t.noToken}</p>
      )}
      <p>{t.modeField}</p>
      <p>{t.thenSubmit}</p>
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
