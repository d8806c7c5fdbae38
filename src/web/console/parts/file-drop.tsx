import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useConsole } from '../context.ts';
import './file-drop.css';

/** Takes files by a dialog of the browser, or dropped. */
export function FileDrop(props: {
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** As in HTML's `accept`: `.pdf,.docx`. */
  readonly accept?: string;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const { label, hint, accept, onFiles } = props;
  const { texts } = useConsole();
  const id = useId();
  const [isOver, setOver] = useState(false);
  return (
    <div
      class="file-drop"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <input
        id={id}
        type="file"
        multiple
        accept={accept}
        aria-label={label}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      <label for={id}>
        <span class="button">{texts.chooseFiles}</span> {texts.dropFiles}
      </label>
      {hint && <p id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}
