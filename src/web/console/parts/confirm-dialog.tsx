import type { ComponentChildren } from 'preact';
import { useConsole } from '../context.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Form } from './form.tsx';

/** Asks before something that cannot be taken back; it closes itself once that is done. */
export function ConfirmDialog(props: {
  readonly title: string;
  /** What will happen. */
  readonly children: ComponentChildren;
  /** What the button says that goes on: the deed, not “yes”. */
  readonly yes: string;
  readonly isDangerous?: boolean;
  /** What it returns is done after the dialog was closed, such as opening another. */
  readonly onYes: () => void | Promise<void | (() => void)>;
  readonly onClose: () => void;
}) {
  const { title, children, yes, isDangerous = true, onYes, onClose } = props;
  const { texts } = useConsole();
  return (
    <Dialog title={title} onClose={onClose}>
      <Form
        submit={yes}
        kind={isDangerous ? 'dangerous' : 'strong'}
        beside={<Button onPress={onClose}>{texts.cancel}</Button>}
        onSubmit={async () => {
          const afterwards = await onYes();
          onClose();
          afterwards?.();
        }}
      >
        {children}
      </Form>
    </Dialog>
  );
}
