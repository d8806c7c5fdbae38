import { useState } from 'preact/hooks';
import type { CallAnswer, DefinitionAnswer } from '../../../../console/tools/tools-contract.ts';
import { ApiError, post } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextArea } from '../../parts/field.tsx';
import { Form, type FormValues } from '../../parts/form.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { parseArguments, readArgumentFields, toArguments } from './argument-fields.ts';
import { ArgumentForm } from './argument-form.tsx';
import { texts } from './texts.ts';

/** A tool that is to be tried. */
export interface TriedTool {
  /** Absent for one that comes with Kuaihui. */
  readonly server?: string;
  readonly tool: string;
  readonly title: string;
}

/** Has a tool run once, with arguments from a form, and shows what a model would read. */
export function TryDialog(props: { readonly tried: TriedTool; readonly onClose: () => void }) {
  const { tried, onClose } = props;
  const { server, tool } = tried;
  const t = useTexts(texts);
  const { texts: common, account } = useConsole();
  const load = useLoad<DefinitionAnswer>('tools/definition', { account, server, tool });
  const [result, setResult] = useState<CallAnswer>();
  const run = async (values: FormValues, schema: DefinitionAnswer['parameters']) => {
    setResult(undefined);
    const fields = readArgumentFields(schema);
    const given = fields ? toArguments(fields, values) : parseArguments(values['json'] ?? '');
    if (given.is === 'wrong') throw new ApiError(0, 'not_json', t.notJson(given.field));
    const body = { account, server, tool, arguments: given.arguments };
    setResult(await post<CallAnswer>('tools/call', body));
  };
  return (
    <Dialog title={t.tryOf(tried.title)} onClose={onClose}>
      <p class="quiet">{t.tryAbout}</p>
      <Loaded of={load}>
        {({ parameters }) => {
          const fields = readArgumentFields(parameters);
          return (
            <Form
              submit={t.run}
              beside={<Button onPress={onClose}>{common.close}</Button>}
              onSubmit={(values) => run(values, parameters)}
            >
              {fields ? (
                <ArgumentForm fields={fields} />
              ) : (
                <TextArea label={t.asJson} hint={t.asJsonHint} name="json" rows={5} />
              )}
            </Form>
          );
        }}
      </Loaded>
      {result && (
        <figure class="tools-result" aria-live="polite">
          <figcaption>
            {t.result} · {t.took((result.tookMs / 1000).toFixed(2))}
          </figcaption>
          <pre tabIndex={0}>{result.text}</pre>
        </figure>
      )}
    </Dialog>
  );
}
