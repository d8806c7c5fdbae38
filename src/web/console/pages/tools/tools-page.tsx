import { useState } from 'preact/hooks';
import type { ToolsAnswer } from '../../../../console/tools/tools-contract.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { useReloadWhile } from '../../hooks/use-reload-while.ts';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Section } from '../../parts/section.tsx';
import { OwnTools } from './own-tools.tsx';
import { ServerDialog } from './server-dialog.tsx';
import { ServerItem } from './server-item.tsx';
import { texts } from './texts.ts';
import { TryDialog, type TriedTool } from './try-dialog.tsx';
import './tools.css';

/** Tools: what models may look up, which servers have more, and a call to see what comes of it. */
export function ToolsPage() {
  const t = useTexts(texts);
  const { account } = useConsole();
  const mayChange = useMayChange();
  const load = useLoad<ToolsAnswer>('tools', { account });
  useReloadWhile(load, load.value?.servers.some(({ state }) => state === 'starting') ?? false);
  const [tried, setTried] = useState<TriedTool>();
  const [isAdding, setAdding] = useState(false);
  const onTry = mayChange ? setTried : undefined;
  return (
    <>
      <PageHead title={t.title} intro={t.intro} />
      <Loaded of={load}>
        {({ notOffered, own, servers }) => (
          <>
            {notOffered && <Notice>{t.notOffered[notOffered]}</Notice>}
            <OwnTools tools={own} onTry={notOffered ? undefined : onTry} />
            <Section
              title={t.servers}
              intro={t.serversAbout}
              actions={mayChange && <Button onPress={() => setAdding(true)}>{t.add}</Button>}
            >
              {servers.length === 0 ? (
                <Empty title={t.noServers}>{t.noServersAbout}</Empty>
              ) : (
                <ul class="tools-list">
                  {servers.map((server) => (
                    <ServerItem key={server.name} {...{ server, onTry }} onChanged={load.reload} />
                  ))}
                </ul>
              )}
            </Section>
          </>
        )}
      </Loaded>
      {isAdding && (
        <ServerDialog server={undefined} onClose={() => setAdding(false)} onSaved={load.reload} />
      )}
      {tried && <TryDialog tried={tried} onClose={() => setTried(undefined)} />}
    </>
  );
}
