import type { SessionList } from '../../../../console/access/access-contract.ts';
import { useTexts } from '../../context.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Table } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { readBrowserName } from './browser-name.ts';
import { texts } from './texts.ts';

type Session = SessionList['items'][number];

/** Sessions with the browser, the place, and the button that ends one. */
export function SessionTable(props: {
  readonly caption: string;
  readonly sessions: readonly Session[];
  readonly hasUser?: boolean;
  readonly onEnd: (id: string) => Promise<void>;
}) {
  const { caption, sessions, hasUser = false, onEnd } = props;
  const t = useTexts(texts);
  const nameOf = ({ userAgent }: Session) => {
    const { browser, system } = readBrowserName(userAgent);
    const name = browser === 'wechat' ? t.wechat : (browser ?? t.unknown);
    return system === undefined ? name : t.onSystem(name, system);
  };
  return (
    <Table
      caption={caption}
      rows={sessions}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t.browser,
          kind: 'main',
          cell: (session) => (
            <>
              <span title={session.userAgent}>{nameOf(session)}</span>{' '}
              {session.isCurrent && <Badge tone="good">{t.here}</Badge>}
            </>
          ),
        },
        ...(hasUser ? [{ title: t.user, cell: ({ user }: Session) => user }] : []),
        { title: t.address, cell: ({ address }) => address },
        { title: t.since, cell: ({ createdAt }) => <Time at={createdAt} /> },
        { title: t.lastSeen, cell: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
        {
          title: t.actions,
          kind: 'actions',
          cell: (session) =>
            !session.isCurrent && (
              <Button
                kind="quiet"
                label={t.endOf(nameOf(session), session.address)}
                onPress={() => onEnd(session.id)}
              >
                {t.end}
              </Button>
            ),
        },
      ]}
    />
  );
}
