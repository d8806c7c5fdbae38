import { useState } from 'preact/hooks';
import type { SessionList } from '../../../../console/access/access-contract.ts';
import { del } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useList } from '../../hooks/use-list.ts';
import { Button } from '../../parts/button.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Listed } from '../../parts/listed.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Section } from '../../parts/section.tsx';
import { ChangePassword } from './change-password.tsx';
import { SessionTable } from './session-table.tsx';
import { texts } from './texts.ts';

/** Signed-in devices: one's own, those of others for an owner, and one's password. */
export function SessionsPage() {
  const t = useTexts(texts);
  const { user: me, say } = useConsole();
  const list = useList<SessionList['items'][number]>('sessions');
  const [isEnding, setEnding] = useState(false);
  const end = async (ids: readonly string[]) => {
    for (const id of ids) await del(`sessions/${encodeURIComponent(id)}`);
    say(t.ended);
    list.reload();
  };
  return (
    <>
      <PageHead title={t.title} intro={t.intro} />
      <Listed of={list} empty={null}>
        {(sessions) => {
          const own = sessions.filter(({ user }) => user === me?.name);
          const others = sessions.filter(({ user }) => user !== me?.name);
          const elsewhere = own.filter(({ isCurrent }) => !isCurrent).map(({ id }) => id);
          return (
            <>
              <Section
                title={t.own}
                actions={
                  elsewhere.length > 0 && (
                    <Button onPress={() => setEnding(true)}>{t.endOthers}</Button>
                  )
                }
              >
                <SessionTable caption={t.own} sessions={own} onEnd={(id) => end([id])} />
              </Section>
              {others.length > 0 && (
                <Section title={t.others} intro={t.othersAbout}>
                  <SessionTable
                    caption={t.others}
                    sessions={others}
                    hasUser
                    onEnd={(id) => end([id])}
                  />
                </Section>
              )}
              {isEnding && (
                <ConfirmDialog
                  title={t.endOthers}
                  yes={t.endOthers}
                  onYes={() => end(elsewhere)}
                  onClose={() => setEnding(false)}
                >
                  <p>{t.endOthersAbout(elsewhere.length)}</p>
                </ConfirmDialog>
              )}
            </>
          );
        }}
      </Listed>
      <ChangePassword onChanged={list.reload} />
    </>
  );
}
