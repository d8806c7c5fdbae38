import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useConsole } from '../context.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';

/** A password or another secret, hidden until the person asks to see it. */
export function PasswordField(props: {
  readonly label: string;
  readonly name: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  /** `current-password`, `new-password`, or `off` for keys. */
  readonly autoComplete?: 'current-password' | 'new-password' | 'off';
  readonly minLength?: number;
  readonly isRequired?: boolean;
  readonly placeholder?: string;
  readonly onInput?: (value: string) => void;
}) {
  const { label, name, hint, error, autoComplete = 'off', isRequired = true, onInput } = props;
  const { texts } = useConsole();
  const [isShown, setShown] = useState(false);
  // Preact's type of an input wants to know which of the types it is.
  const type: object = { type: isShown ? 'text' : 'password' };
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <div class="with-button">
          <input
            {...ids}
            {...type}
            name={name}
            autoComplete={autoComplete}
            minLength={props.minLength}
            required={isRequired}
            placeholder={props.placeholder}
            spellcheck={false}
            autoCapitalize="off"
            onInput={(event) => onInput?.(event.currentTarget.value)}
          />
          <Button
            label={`${isShown ? texts.hide : texts.show}: ${label}`}
            onPress={() => setShown(!isShown)}
          >
            {isShown ? texts.hide : texts.show}
          </Button>
        </div>
      )}
    </Field>
  );
}
