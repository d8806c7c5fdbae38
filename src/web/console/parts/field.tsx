import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import './field.css';

interface FieldProps {
  readonly label: string;
  /** What goes in, said before a mistake. */
  readonly hint?: ComponentChildren;
  /** What is wrong with the value, and what to do. */
  readonly error?: string | undefined;
}

/** A label with what explains it; the control gets the ids that join them. */
export function Field(
  props: FieldProps & {
    readonly children: (ids: {
      readonly id: string;
      readonly 'aria-describedby': string | undefined;
      readonly 'aria-invalid': boolean;
    }) => ComponentChildren;
  },
) {
  const { label, hint, error, children } = props;
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error !== undefined,
      })}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

/** What a control may be told; each is HTML's attribute of that name. */
interface ControlProps {
  readonly name: string;
  /** With `onInput`: the value is kept by the page. Without: the first value. */
  readonly value?: string | undefined;
  readonly onInput?: (value: string) => void;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly placeholder?: string | undefined;
  readonly maxLength?: number | undefined;
}

/** One line of text, a number, an address, a date. */
export function TextField(
  props: FieldProps &
    ControlProps & {
      readonly type?: 'text' | 'number' | 'url' | 'search' | 'date' | 'datetime-local' | 'time';
      readonly min?: string | number | undefined;
      readonly max?: string | number | undefined;
      readonly step?: string | number | undefined;
      readonly pattern?: string | undefined;
      readonly autoComplete?: 'username' | 'off';
      /** Values to choose from; any other may be typed as well. */
      readonly suggestions?: readonly string[];
    },
) {
  const {
    label,
    hint,
    error,
    onInput,
    value,
    type = 'text',
    autoComplete = 'off',
    suggestions = [],
    ...rest
  } = props;
  // Preact's type of an input wants to know which of the types it is.
  const attributes: object = { ...rest, type };
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <>
          <input
            {...attributes}
            {...ids}
            {...(onInput ? { value } : { defaultValue: value })}
            list={suggestions.length > 0 ? `${ids.id}-suggestions` : undefined}
            autoComplete={autoComplete}
            spellcheck={false}
            onInput={(event) => onInput?.(event.currentTarget.value)}
          />
          {suggestions.length > 0 && (
            <datalist id={`${ids.id}-suggestions`}>
              {suggestions.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

/** Several lines of text. */
export function TextArea(props: FieldProps & ControlProps & { readonly rows?: number }) {
  const { label, hint, error, onInput, value, rows = 5, ...rest } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <textarea
          {...rest}
          {...ids}
          {...(onInput ? { value } : { defaultValue: value })}
          rows={rows}
          onInput={(event) => onInput?.(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** One of a few values. */
export function SelectField(
  props: FieldProps &
    Omit<ControlProps, 'placeholder' | 'maxLength'> & {
      readonly options: readonly { readonly value: string; readonly label: string }[];
    },
) {
  const { label, hint, error, onInput, value, options, ...rest } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <select
          {...rest}
          {...ids}
          {...(onInput ? { value } : { defaultValue: value })}
          onChange={(event) => onInput?.(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Yes or no, with the label at its right; ticked it has the value `on`. */
export function CheckField(
  props: Pick<FieldProps, 'label' | 'hint'> & {
    readonly name: string;
    /** With `onChange`: kept by the page. Without: the first value. */
    readonly isChecked?: boolean;
    readonly onChange?: (isChecked: boolean) => void;
    readonly disabled?: boolean;
  },
) {
  const { label, hint, name, isChecked = false, onChange, disabled = false } = props;
  const id = useId();
  return (
    <div class="field check">
      <input
        {...(onChange ? { checked: isChecked } : { defaultChecked: isChecked })}
        type="checkbox"
        id={id}
        name={name}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange?.(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
