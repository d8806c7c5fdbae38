import { useState } from 'preact/hooks';
import type { ToolServerAnswer } from '../../../../console/tools/tools-contract.ts';
import { patch, post } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { CheckField, TextField } from '../../parts/field.tsx';
import { Form, type FormValues } from '../../parts/form.tsx';
import { HeaderFields, readHeaders } from './header-fields.tsx';
import { texts } from './texts.ts';

/** Adds a server of tools by its address, or changes one. */
export function ServerDialog(props: {
  /** Absent for a new one. */
  readonly server: ToolServerAnswer | undefined;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}) {
  const { server, onSaved, onClose } = props;
  const t = useTexts(texts);
  const { texts: common, say } = useConsole();
  // What does not open has to be entered anew.
  const [hasNewHeaders, setNewHeaders] = useState(
    server === undefined || server.state === 'closed',
  );
  const send = async (values: FormValues) => {
    const body = toBody(values, hasNewHeaders);
    if (server === undefined)
      await post('tools/servers', { ...body, name: (values['name'] ?? '').trim() });
    else await patch(`tools/servers/${encodeURIComponent(server.name)}`, body);
    say(t.saved);
    onSaved();
    onClose();
  };
  return (
    <Dialog title={server ? t.editOf(server.name) : t.add} onClose={onClose}>
      <Form
        submit={common.save}
        beside={<Button onPress={onClose}>{common.cancel}</Button>}
        onSubmit={send}
      >
        {server === undefined && (
          <TextField label={t.name} hint={t.nameHint} name="name" required maxLength={32} />
        )}
        <TextField
          label={t.url}
          hint={t.urlHint}
          name="url"
          type="url"
          required
          placeholder="https://mcp.example.com/mcp"
          value={server?.place}
        />
        {server !== undefined && server.state !== 'closed' && (
          <CheckField
            label={t.newHeaders}
            hint={t.newHeadersHint(server.headers)}
            name="new-headers"
            isChecked={hasNewHeaders}
            onChange={setNewHeaders}
          />
        )}
        {hasNewHeaders && <HeaderFields />}
        <TextField
          label={t.allowTools}
          hint={t.allowToolsHint}
          name="allow-tools"
          value={server?.allowTools.join(', ')}
        />
        <TextField
          label={t.timeout}
          name="timeout"
          type="number"
          min={1}
          max={120}
          value={String(server?.timeoutSeconds ?? 15)}
        />
      </Form>
    </Dialog>
  );
}

function toBody(values: FormValues, hasNewHeaders: boolean) {
  const { url = '', timeout = '' } = values;
  const allowed = (values['allow-tools'] ?? '').split(/[,，、]/).map((one) => one.trim());
  return {
    url: url.trim(),
    ...(hasNewHeaders && { headers: readHeaders(values) }),
    allowTools: allowed.filter((one) => one !== ''),
    ...(timeout !== '' && { timeoutSeconds: Number(timeout) }),
  };
}
