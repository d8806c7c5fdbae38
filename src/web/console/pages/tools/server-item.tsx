import { useState } from 'preact/hooks';
import type { ToolServerAnswer } from '../../../../console/tools/tools-contract.ts';
import { del, patch } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Facts } from '../../parts/facts.tsx';
import { ServerDialog } from './server-dialog.tsx';
import { ServerTools } from './server-tools.tsx';
import { texts } from './texts.ts';
import type { TriedTool } from './try-dialog.tsx';

const TONES = {
  starting: 'news',
  connected: 'good',
  away: 'fault',
  off: 'plain',
  closed: 'fault',
} as const;

/** One server: where it is, how it is, and what it has. */
export function ServerItem(props: {
  readonly server: ToolServerAnswer;
  readonly onTry: ((tool: TriedTool) => void) | undefined;
  readonly onChanged: () => void;
}) {
  const { server, onTry, onChanged } = props;
  const { name, kind, source, place, headers, state, problem, tools, unknownAllowed } = server;
  const t = useTexts(texts);
  const { say } = useConsole();
  const mayChange = useMayChange() && source === 'console';
  const [open, setOpen] = useState<'edit' | 'remove'>();
  const close = () => setOpen(undefined);
  const path = `tools/servers/${encodeURIComponent(name)}`;
  const change = async (values: object, said: string) => {
    await patch(path, values);
    say(said);
    onChanged();
  };
  return (
    <li>
      <h3>
        {name} <Badge tone={TONES[state]}>{t.serverStates[state]}</Badge>
      </h3>
      {problem && (
        <>
          <p class="tools-problem">{problem.sentence}</p>
          <p class="quiet">{problem.remedy}</p>
        </>
      )}
      {state === 'closed' && <p class="tools-problem">{t.closedAbout}</p>}
      <Facts
        facts={[
          [kind === 'stdio' ? t.command : t.address, <code key="place">{place}</code>],
          [t.headers, headers.length > 0 && t.headersValue(headers)],
          [t.allowed, server.allowTools.join(', ')],
        ].filter((fact): fact is [string, string] => fact[1] !== false)}
      />
      {unknownAllowed.length > 0 && <p class="tools-problem">{t.unknownAllowed(unknownAllowed)}</p>}
      {state === 'connected' && (
        <ServerTools
          server={name}
          {...{ tools, onTry }}
          onAllow={
            mayChange
              ? (tool) => change({ allowTools: [...server.allowTools, tool] }, t.allowedNow(tool))
              : undefined
          }
        />
      )}
      {source === 'environment' && <p class="quiet tools-below">{t.byEnvironment}</p>}
      {mayChange && (
        <div class="actions tools-actions">
          <Button kind="quiet" label={t.editOf(name)} onPress={() => setOpen('edit')}>
            {t.edit}
          </Button>
          {state === 'off' ? (
            <Button
              kind="quiet"
              label={t.switchOnOf(name)}
              onPress={() => change({ isOn: true }, t.saved)}
            >
              {t.switchOn}
            </Button>
          ) : (
            <Button
              kind="quiet"
              label={t.switchOffOf(name)}
              onPress={() => change({ isOn: false }, t.switchedOff)}
            >
              {t.switchOff}
            </Button>
          )}
          <Button kind="quiet" label={t.removeOf(name)} onPress={() => setOpen('remove')}>
            {t.remove}
          </Button>
        </div>
      )}
      {open === 'edit' && <ServerDialog server={server} onClose={close} onSaved={onChanged} />}
      {open === 'remove' && (
        <ConfirmDialog
          title={t.removeOf(name)}
          yes={t.remove}
          onClose={close}
          onYes={async () => {
            await del(path);
            say(t.removed);
            onChanged();
          }}
        >
          <p>{t.removeAbout}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
