import { useState } from 'preact/hooks';
import type {
  AccountAnswer,
  AccountEffect,
} from '../../../../console/accounts/accounts-contract.ts';
import type { SettingAnswer } from '../../../../console/settings/settings-contract.ts';
import { patch, post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Button } from '../../parts/button.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { CopyLine } from '../../parts/copy-line.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Section } from '../../parts/section.tsx';
import { go, pathTo } from '../../routing/address.ts';
import { SettingFinder } from '../settings/setting-finder.tsx';
import { AccountFacts } from './account-facts.tsx';
import './accounts.css';
import { makeToken } from './make-token.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { texts } from './texts.ts';
import { TokenDialog, type NewToken } from './token-dialog.tsx';

/** One account: what WeChat's backend wants of it, its settings, and its end. */
export function AccountPage(props: { readonly name: string }) {
  const { name } = props;
  const t = useTexts(texts);
  const load = useLoad<AccountAnswer>(`accounts/${encodeURIComponent(name)}`);
  const settings = useLoad<{ readonly settings: readonly SettingAnswer[] }>('settings', {
    account: name,
  });
  return (
    <>
      <PageHead
        title={name}
        actions={
          <>
            <a class="button" href={pathTo('accounts')}>
              {t.back}
            </a>
            {load.value && <PauseButton account={load.value} onChanged={load.set} />}
          </>
        }
      />
      <Loaded of={load}>
        {(account) =>
          account.isReadable ? (
            <>
              {!account.hasModel && <WithoutModel account={account} onChanged={load.set} />}
              <AboutAccount account={account} />
            </>
          ) : (
            <Notice kind="fault">{t.unreadable}</Notice>
          )
        }
      </Loaded>
      {load.value?.isReadable && (
        <Loaded of={settings}>
          {({ settings: all }) => (
            <SettingFinder
              settings={all.filter(({ scope }) => scope === 'account')}
              account={name}
              onChanged={() => {
                settings.reload();
                load.reload();
              }}
            />
          )}
        </Loaded>
      )}
      {load.value && <Removal account={load.value} />}
    </>
  );
}

function PauseButton(props: {
  readonly account: AccountAnswer;
  readonly onChanged: (account: AccountAnswer) => void;
}) {
  const { account, onChanged } = props;
  const t = useTexts(texts);
  const { say } = useConsole();
  if (!useMayChange() || account.state === 'being removed' || !account.isReadable) return null;
  const { name, isPaused } = account;
  return (
    <Button
      onPress={async () => {
        const action = isPaused ? 'resume' : 'pause';
        const answer = await post<AccountEffect>(`accounts/${encodeURIComponent(name)}/${action}`);
        onChanged(answer.account);
        say(isPaused ? t.resumed : t.paused);
      }}
    >
      {isPaused ? t.resume : t.pause}
    </Button>
  );
}

/** Offers the models of the account of .env, where that has any. */
function WithoutModel(props: {
  readonly account: AccountAnswer;
  readonly onChanged: (account: AccountAnswer) => void;
}) {
  const { account, onChanged } = props;
  const t = useTexts(texts);
  const { say } = useConsole();
  const mayChange = useMayChange();
  const others = useLoad<{ readonly items: readonly AccountAnswer[] }>('accounts');
  const other = others.value?.items.find(({ hasModel }) => hasModel)?.name;
  const take = async () => {
    const changes = { settings: {}, modelOf: other };
    const path = `accounts/${encodeURIComponent(account.name)}`;
    onChanged((await patch<AccountEffect>(path, changes)).account);
    say(t.modelTaken);
  };
  return (
    <Notice
      kind="warning"
      actions={
        mayChange && (
          <>
            {other !== undefined && <Button onPress={take}>{t.takeModel(other)}</Button>}
            <a class="button" href={pathTo('models')}>
              {t.setModel}
            </a>
          </>
        )
      }
    >
      {t.noModelAbout}
    </Notice>
  );
}

function AboutAccount(props: { readonly account: AccountAnswer }) {
  const { account } = props;
  const t = useTexts(texts);
  const mayChange = useMayChange();
  const [isAsking, setAsking] = useState(false);
  const [made, setMade] = useState<NewToken>();
  const change = async () => {
    const token = makeToken();
    const { name, webhookUrl: url } = account;
    const path = `accounts/${encodeURIComponent(name)}`;
    await patch<AccountEffect>(path, { settings: { WECHAT_TOKEN: token } });
    // Once the question is closed, so that its end does not close this one.
    return () => setMade({ name, url, token });
  };
  return (
    <>
      <div class="accounts-facts">
        <AccountFacts account={account} />
      </div>
      <Section
        title={t.webhook}
        intro={t.webhookAbout}
        actions={
          mayChange && (
            <>
              {account.lastPushAt === null && (
                <a class="button" href={pathTo('assistant')}>
                  {t.connect}
                </a>
              )}
              <Button onPress={() => setAsking(true)}>{t.newToken}</Button>
            </>
          )
        }
      >
        <CopyLine label={t.url} text={account.webhookUrl} />
      </Section>
      {isAsking && (
        <ConfirmDialog
          title={t.newToken}
          yes={t.newToken}
          isDangerous={false}
          onClose={() => setAsking(false)}
          onYes={change}
        >
          <p>{t.newTokenAbout}</p>
        </ConfirmDialog>
      )}
      {made && <TokenDialog {...made} onClose={() => setMade(undefined)} />}
    </>
  );
}

function Removal(props: { readonly account: AccountAnswer }) {
  const { name, isDefault } = props.account;
  const t = useTexts(texts);
  const [isOpen, setOpen] = useState(false);
  if (!useMayChange()) return null;
  return (
    <Section title={t.remove}>
      {isDefault ? (
        <p class="quiet">{t.defaultStays}</p>
      ) : (
        <>
          <p>{t.removeAbout}</p>
          <Button kind="dangerous" onPress={() => setOpen(true)}>
            {t.remove}
          </Button>
        </>
      )}
      {isOpen && (
        <RemoveDialog
          name={name}
          onRemoved={() => go(pathTo('accounts'), 'replace')}
          onClose={() => setOpen(false)}
        />
      )}
    </Section>
  );
}
