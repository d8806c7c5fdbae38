import type { AssistantAnswer } from '../../../../console/assistant/assistant-contract.ts';
import { useTexts } from '../../context.ts';
import { TextField } from '../../parts/field.tsx';
import { accountTexts } from './account-texts.ts';

/** The AppID of the account. */
export function AppIdField(props: {
  readonly state: Pick<AssistantAnswer, 'appId'>;
  readonly isRequired?: boolean;
}) {
  const t = useTexts(accountTexts);
  const { state, isRequired = false } = props;
  return (
    <TextField
      label={isRequired ? 'AppID' : t.appIdOptional}
      name="appId"
      value={state.appId ?? ''}
      hint={t.appIdHint}
      required={isRequired}
      maxLength={64}
    />
  );
}
