import type { AccountAnswer } from '../../../../console/accounts/accounts-contract.ts';
import { useTexts } from '../../context.ts';
import { Badge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Time } from '../../parts/time.tsx';
import { texts } from './texts.ts';

/** What is known of an account. */
export function AccountFacts(props: { readonly account: AccountAnswer }) {
  const { appId, mode, hasModel, customerService, lastPushAt } = props.account;
  const t = useTexts(texts);
  const secrets = (['hasToken', 'hasSecret', 'hasAesKey'] as const).filter(
    (name) => props.account[name],
  );
  return (
    <Facts
      facts={[
        [t.state, <AccountState key="state" account={props.account} />],
        [t.appId, appId],
        [t.mode, mode !== null && mode in t.modes ? t.modes[mode as keyof typeof t.modes] : mode],
        [t.secrets, secrets.map((name) => t[name]).join(', ') || t.noSecrets],
        [t.model, hasModel ? t.hasModel : t.noModel],
        [t.customerService, t.capability[customerService]],
        [t.lastPush, lastPushAt === null ? t.never : <Time key="last" at={lastPushAt} />],
      ]}
    />
  );
}

/** Whether an account answers. */
export function AccountState(props: { readonly account: AccountAnswer }) {
  const { state } = props.account;
  const t = useTexts(texts);
  return <Badge tone={state === 'running' ? 'good' : 'warning'}>{t.states[state]}</Badge>;
}
