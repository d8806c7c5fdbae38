import { useState } from 'preact/hooks';
import { useTexts } from '../../context.ts';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import type { FormValues } from '../../parts/form.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { texts } from './texts.ts';

const MOST_HEADERS = 8;

/** Headers that go with every request to a server; their values are written only. */
export function HeaderFields() {
  const t = useTexts(texts);
  const [count, setCount] = useState(1);
  return (
    <>
      {Array.from({ length: count }, (_, at) => (
        <div key={at} class="tools-header">
          <TextField
            label={t.headerName}
            name={`header-${at}`}
            value={at === 0 ? 'Authorization' : ''}
            maxLength={100}
          />
          <PasswordField
            label={t.headerValue}
            name={`value-${at}`}
            hint={at === 0 ? t.headerHint : undefined}
            isRequired={false}
          />
        </div>
      ))}
      {count < MOST_HEADERS && (
        <p class="tools-more">
          <Button kind="quiet" onPress={() => setCount(count + 1)}>
            {t.oneMoreHeader}
          </Button>
        </p>
      )}
    </>
  );
}

/** Returns the headers that have a value. */
export function readHeaders(values: FormValues): Readonly<Record<string, string>> {
  const filled = Array.from({ length: MOST_HEADERS }, (_, at) => [
    (values[`header-${at}`] ?? '').trim(),
    (values[`value-${at}`] ?? '').trim(),
  ]).filter(([name, value]) => name !== '' && value !== '');
  return Object.fromEntries(filled) as Record<string, string>;
}
