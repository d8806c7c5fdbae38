import { useEffect, useRef } from 'preact/hooks';
import { usePage } from './context.ts';
import { focusMessageBox } from './focus.ts';

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

/** Asks for a few values, or whether to go on, above the page. */
export function FormDialog(props: {
  readonly title: string;
  readonly fields?: readonly FormField[];
  /** What the button says that goes on; marked as dangerous when it deletes. */
  readonly yes?: { readonly label: string; readonly isDangerous: boolean };
  readonly then: (values: Readonly<Record<string, string>>) => void;
  readonly onClose: () => void;
}) {
  const { title, fields = [], yes, then, onClose } = props;
  const { texts } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  // The page is out of reach until the dialog is closed, so that comes first.
  const close = () => dialog.current?.close();
  const onClosed = () => {
    onClose();
    focusMessageBox();
  };
  const finish = () => {
    const values = new FormData(form.current ?? undefined);
    then(
      Object.fromEntries(
        [...values].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
      ),
    );
    close();
  };
  return (
    <dialog ref={dialog} class="dialog" aria-label={title} onClose={onClosed}>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          finish();
        }}
      >
        <h2>{title}</h2>
        {fields.map(({ name, label, value }) => (
          <label key={name}>
            {label}
            <input name={name} defaultValue={value} required={name !== 'scene'} />
          </label>
        ))}
        <div class="buttons">
          <button type="button" onClick={close}>
            {texts.cancel}
          </button>
          <button type="submit" class="send" data-dangerous={yes?.isDangerous}>
            {yes?.label ?? texts.ok}
          </button>
        </div>
      </form>
    </dialog>
  );
}
