import { useTexts } from '../../context.ts';
import { SelectField, TextArea, TextField } from '../../parts/field.tsx';
import type { ArgumentField } from './argument-fields.ts';
import { texts } from './texts.ts';

/** A field for each argument of a tool. Names and descriptions are the server's. */
export function ArgumentForm({ fields }: { readonly fields: readonly ArgumentField[] }) {
  const t = useTexts(texts);
  if (fields.length === 0) return <p>{t.noArguments}</p>;
  return (
    <>
      {fields.map((field, at) => (
        <Argument key={field.name} field={field} name={`argument-${at}`} />
      ))}
    </>
  );
}

function Argument({ field, name }: { readonly field: ArgumentField; readonly name: string }) {
  const t = useTexts(texts);
  const { kind, isRequired: required } = field;
  const about = { name, required, label: field.name, hint: field.description || undefined };
  const none = { value: '', label: t.notGiven };
  switch (kind) {
    case 'text':
      return <TextField {...about} />;
    case 'number':
    case 'integer':
      return <TextField {...about} type="number" step={kind === 'number' ? 'any' : 1} />;
    case 'switch': {
      const options = [
        { value: 'true', label: t.yes },
        { value: 'false', label: t.no },
      ];
      return <SelectField {...about} options={[none, ...options]} />;
    }
    case 'choice': {
      const options = field.choices.map((value) => ({ value, label: value }));
      return <SelectField {...about} options={[none, ...options]} />;
    }
    case 'json':
      return (
        <TextArea
          {...about}
          hint={[field.description, t.json].filter(Boolean).join(' · ')}
          rows={3}
        />
      );
  }
}
