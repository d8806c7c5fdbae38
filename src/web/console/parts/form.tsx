import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { ApiError } from '../api.ts';
import { useConsole } from '../context.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import './form.css';

/** The values of a form by the names of its fields. */
export type FormValues = Readonly<Record<string, string>>;

/**
 * A form: the browser checks its fields, the promise of `onSubmit` keeps it busy, and the sentence of a refusal stands
 * above the button. A checkbox that is not ticked has no value.
 */
export function Form(props: {
  readonly children: ComponentChildren;
  /** What the button says. */
  readonly submit: string;
  readonly kind?: 'strong' | 'dangerous' | 'plain';
  readonly onSubmit: (values: FormValues) => void | Promise<void>;
  /** Empties the fields after it was done. */
  readonly isEmptiedAfter?: boolean;
  /** Other buttons beside it. */
  readonly beside?: ComponentChildren;
  readonly label?: string;
  /** Puts the button beside its one field. */
  readonly isInline?: boolean;
}) {
  const { children, submit, kind = 'strong', onSubmit, isEmptiedAfter = false, beside } = props;
  const form = useRef<HTMLFormElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const { texts } = useConsole();
  const send = async () => {
    if (isBusy || !form.current) return;
    const values = [...new FormData(form.current)].map(([name, value]) => [
      name,
      typeof value === 'string' ? value : '',
    ]);
    setBusy(true);
    setError(undefined);
    try {
      await onSubmit(Object.fromEntries(values) as FormValues);
      if (isEmptiedAfter) form.current?.reset();
    } catch (failure) {
      setError(failure instanceof ApiError ? failure.sentence : texts.failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      ref={form}
      class={props.isInline ? 'form inline' : 'form'}
      aria-label={props.label}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {children}
      {error !== undefined && <Notice kind="fault">{error}</Notice>}
      <div class="actions">
        <Button type="submit" kind={kind} isBusy={isBusy}>
          {submit}
        </Button>
        {beside}
      </div>
    </form>
  );
}
