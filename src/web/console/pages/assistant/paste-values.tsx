import type { CredentialsAnswer } from '../../../../console/assistant/assistant-contract.ts';
import { useTexts } from '../../context.ts';
import { CopyLine } from '../../parts/copy-line.tsx';
import { accountTexts } from './account-texts.ts';

/** The values for the three fields of WeChat's backend; token and key as long as they are shown. */
export function PasteValues(props: {
  readonly url: string;
  readonly credentials: CredentialsAnswer['credentials'] | undefined;
}) {
  const t = useTexts(accountTexts);
  const { url, credentials } = props;
  return (
    <>
      <CopyLine label={t.urlField} text={url} />
      {credentials && (
        <>
          <CopyLine label={t.tokenField} text={credentials.token} />
          <CopyLine label={t.aesKeyField} text={credentials.encodingAesKey} />
        </>
      )}
    </>
  );
}
