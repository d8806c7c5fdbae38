import { useState } from 'preact/hooks';
import type { AccountAnswer } from '../../../../console/accounts/accounts-contract.ts';
import { useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Button } from '../../parts/button.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Table } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { go, pathTo } from '../../routing/address.ts';
import { useAddress } from '../../routing/use-address.ts';
import { AccountState } from './account-facts.tsx';
import { AccountPage } from './account-page.tsx';
import { AddAccount } from './add-account.tsx';
import { texts } from './texts.ts';
import { TokenDialog, type NewToken } from './token-dialog.tsx';

/** The accounts that are served, or one of them. */
export function AccountsPage() {
  const [name] = useAddress().rest;
  return name === undefined ? <AllAccounts /> : <AccountPage key={name} name={name} />;
}

/** The names of those whose models another account can use too. */
function listWithModel(accounts: readonly AccountAnswer[]): readonly string[] {
  return accounts.filter(({ hasModel }) => hasModel).map(({ name }) => name);
}

function AllAccounts() {
  const t = useTexts(texts);
  const mayChange = useMayChange();
  const load = useLoad<{ readonly items: readonly AccountAnswer[] }>('accounts');
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<NewToken>();
  return (
    <>
      <PageHead
        title={t.title}
        intro={t.intro}
        actions={
          mayChange && (
            <Button kind="strong" onPress={() => setAdding(true)}>
              {t.add}
            </Button>
          )
        }
      />
      <Loaded of={load}>
        {({ items }) => (
          <Table
            caption={t.title}
            rows={items}
            keyOf={({ name }) => name}
            columns={[
              {
                title: t.name,
                kind: 'main',
                cell: ({ name }) => <a href={pathTo('accounts', name)}>{name}</a>,
              },
              { title: t.state, cell: (account) => <AccountState account={account} /> },
              { title: t.url, cell: ({ webhookUrl }) => webhookUrl },
              { title: t.customerService, cell: (one) => t.capability[one.customerService] },
              {
                title: t.lastPush,
                cell: ({ lastPushAt }) =>
                  lastPushAt === null ? t.never : <Time at={lastPushAt} />,
              },
              {
                title: t.open,
                kind: 'actions',
                cell: ({ name }) => (
                  <a class="button" aria-label={t.openOf(name)} href={pathTo('accounts', name)}>
                    {t.open}
                  </a>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {isAdding && (
        <AddAccount
          withModel={listWithModel(load.value?.items ?? [])}
          onAdded={(token) => {
            setAdding(false);
            setMade(token);
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {made && <TokenDialog {...made} onClose={() => go(pathTo('accounts', made.name))} />}
    </>
  );
}
