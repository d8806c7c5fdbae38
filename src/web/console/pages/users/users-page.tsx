import { useState } from 'preact/hooks';
import type { UserList } from '../../../../console/access/access-contract.ts';
import { del, patch } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useList } from '../../hooks/use-list.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Listed } from '../../parts/listed.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Table } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { makePassword } from '../../password-rule.ts';
import { AddUserDialog } from './add-user-dialog.tsx';
import { ChangeRoleDialog } from './change-role-dialog.tsx';
import { FirstPasswordDialog } from './first-password-dialog.tsx';
import { texts } from './texts.ts';

type Listed = UserList['items'][number];

/** What is open above the list. */
type Open =
  | { readonly what: 'add' }
  | { readonly what: 'change' | 'password' | 'remove'; readonly user: Listed }
  | { readonly what: 'shown once'; readonly name: string; readonly password: string };

/** Users: who may enter the console. */
export function UsersPage() {
  const t = useTexts(texts);
  const { texts: common, user: me, say } = useConsole();
  const mayChange = useMayChange();
  const list = useList<Listed>('users');
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const showOnce = (name: string, password: string) => {
    setOpen({ what: 'shown once', name, password });
    list.reload();
  };
  return (
    <>
      <PageHead
        title={t.title}
        intro={t.intro}
        actions={
          mayChange && (
            <Button kind="strong" onPress={() => setOpen({ what: 'add' })}>
              {t.add}
            </Button>
          )
        }
      />
      <Listed of={list} empty={null}>
        {(users) => (
          <Table
            caption={t.title}
            rows={users}
            keyOf={({ name }) => name}
            columns={[
              {
                title: t.name,
                kind: 'main',
                cell: ({ name }) => (
                  <>
                    {name} {name === me?.name && <Badge tone="good">{t.you}</Badge>}
                  </>
                ),
              },
              { title: t.role, cell: ({ role }) => common.roles[role] },
              { title: t.sessions, cell: ({ sessions }) => t.sessionCount(sessions) },
              {
                title: t.lastSeen,
                cell: ({ lastSeenAt }) =>
                  lastSeenAt === null ? t.never : <Time at={lastSeenAt} />,
              },
              {
                title: t.actions,
                kind: 'actions',
                cell: (user) =>
                  mayChange &&
                  user.name !== me?.name && (
                    <>
                      <Button
                        kind="quiet"
                        label={t.changeOf(user.name)}
                        onPress={() => setOpen({ what: 'change', user })}
                      >
                        {t.change}
                      </Button>
                      <Button
                        kind="quiet"
                        label={t.newPasswordOf(user.name)}
                        onPress={() => setOpen({ what: 'password', user })}
                      >
                        {t.newPassword}
                      </Button>
                      <Button
                        kind="quiet"
                        label={t.removeOf(user.name)}
                        onPress={() => setOpen({ what: 'remove', user })}
                      >
                        {t.remove}
                      </Button>
                    </>
                  ),
              },
            ]}
          />
        )}
      </Listed>
      {open?.what === 'add' && <AddUserDialog onAdded={showOnce} onClose={close} />}
      {open?.what === 'change' && (
        <ChangeRoleDialog user={open.user} onChanged={list.reload} onClose={close} />
      )}
      {open?.what === 'password' && (
        <ConfirmDialog
          title={t.newPasswordOf(open.user.name)}
          yes={t.newPassword}
          onClose={close}
          onYes={async () => {
            const password = makePassword();
            await patch(`users/${encodeURIComponent(open.user.name)}`, { password });
            return () => showOnce(open.user.name, password);
          }}
        >
          <p>{t.newPasswordAbout}</p>
        </ConfirmDialog>
      )}
      {open?.what === 'remove' && (
        <ConfirmDialog
          title={t.removeOf(open.user.name)}
          yes={t.remove}
          onClose={close}
          onYes={async () => {
            await del(`users/${encodeURIComponent(open.user.name)}`);
            say(t.removed);
            list.reload();
          }}
        >
          <p>{t.removeAbout}</p>
        </ConfirmDialog>
      )}
      {open?.what === 'shown once' && (
        <FirstPasswordDialog name={open.name} password={open.password} onClose={close} />
      )}
    </>
  );
}
