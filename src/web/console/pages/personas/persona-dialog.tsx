import { useState } from 'preact/hooks';
import type { PersonaAnswer } from '../../../../console/personas/personas-contract.ts';
import { patch, post } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { useProblems } from '../../hooks/use-problems.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextArea, TextField } from '../../parts/field.tsx';
import { Form, type FormValues } from '../../parts/form.tsx';
import { texts } from './texts.ts';

/** Writes a new persona, or changes one. */
export function PersonaDialog(props: {
  /** Absent for a new one. */
  readonly persona: PersonaAnswer | undefined;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}) {
  const { persona, onSaved, onClose } = props;
  const t = useTexts(texts);
  const { texts: common, account, say } = useConsole();
  const problems = useProblems();
  const [prompt, setPrompt] = useState(persona?.prompt ?? '');
  const [preview, setPreview] = useState<string>();
  const send = async (values: FormValues) => {
    const body = toBody(values);
    await problems.watch(() =>
      persona === undefined
        ? post('personas', body, { account })
        : patch(`personas/${encodeURIComponent(persona.id)}`, body, { account }),
    );
    say(persona === undefined ? t.added : t.saved);
    onSaved();
    onClose();
  };
  const about = (name: keyof PersonaAnswer) => ({
    name,
    error: problems.of(name),
    value: String(persona?.[name] ?? ''),
  });
  return (
    <Dialog title={persona ? t.editOf(persona.name) : t.add} onClose={onClose}>
      {persona?.source === 'file' && persona.file !== null && (
        <p class="quiet">{t.fromFile(persona.file)}</p>
      )}
      <Form
        submit={common.save}
        beside={<Button onPress={onClose}>{common.cancel}</Button>}
        onSubmit={send}
      >
        <TextField label={t.name} hint={t.nameHint} required maxLength={20} {...about('name')} />
        <TextField label={t.description} {...about('description')} />
        <TextArea label={t.greeting} hint={t.greetingHint} rows={2} {...about('greeting')} />
        <TextArea
          label={t.prompt}
          hint={t.promptHint}
          rows={8}
          required
          {...about('prompt')}
          value={prompt}
          onInput={setPrompt}
        />
        <div class="actions personas-try">
          <Button
            onPress={async () => {
              const shown = await post<{ prompt: string }>(
                'personas/preview',
                { prompt },
                { account },
              );
              setPreview(shown.prompt);
            }}
          >
            {t.preview}
          </Button>
        </div>
        {preview !== undefined && (
          <figure class="personas-preview">
            <figcaption>{t.previewAbout}</figcaption>
            <pre>{preview}</pre>
          </figure>
        )}
        <details>
          <summary>{t.more}</summary>
          <TextField label={t.nameEn} maxLength={20} {...about('name_en')} />
          <TextField label={t.descriptionEn} {...about('description_en')} />
          <TextArea label={t.greetingEn} rows={2} {...about('greeting_en')} />
          <TextField
            label={t.temperature}
            hint={t.temperatureHint}
            type="number"
            min={0}
            max={2}
            step="0.1"
            {...about('temperature')}
          />
          <TextField
            label={t.model}
            hint={t.modelHint}
            placeholder="deepseek/deepseek-v4-flash"
            {...about('model')}
          />
        </details>
      </Form>
    </Dialog>
  );
}

function toBody({ temperature = '', ...texts }: FormValues) {
  return { ...texts, temperature: temperature === '' ? null : Number(temperature) };
}
