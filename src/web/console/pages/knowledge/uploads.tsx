import { useRef, useState } from 'preact/hooks';
import type { AddedFile } from '../../../../console/knowledge/knowledge-contract.ts';
import { ApiError } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { SelectField } from '../../parts/field.tsx';
import { FileDrop } from '../../parts/file-drop.tsx';
import { texts } from './texts.ts';
import { upload } from './upload.ts';
import './knowledge.css';

interface Sent {
  readonly id: number;
  readonly name: string;
  readonly percent?: number;
  readonly added?: AddedFile;
  readonly refusal?: string;
}

const isFailed = ({ refusal, added }: Sent) => refusal !== undefined || added?.result === 'failed';

const ACCEPT = '.md,.markdown,.txt,.html,.htm,.pdf,.docx,.xlsx,.csv';

/** Takes files and sends them one after the other, each with how far it is and what is wrong with it. */
export function Uploads(props: {
  /** Where files may go; the first unless another one is chosen. */
  readonly bases: readonly string[];
  readonly onAdded: () => void;
}) {
  const { bases, onAdded } = props;
  const t = useTexts(texts);
  const { account } = useConsole();
  const [chosenBase, setBase] = useState<string>();
  const base = bases.find((name) => name === chosenBase) ?? bases[0];
  const [files, setFiles] = useState<readonly Sent[]>([]);
  const last = useRef(0);
  const queue = useRef(Promise.resolve());
  const change = (id: number, changes: Partial<Sent>) =>
    setFiles((before) => before.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  const send = async (id: number, file: File, into: string | undefined) => {
    try {
      const onPercent = (percent: number) => change(id, { percent });
      change(id, {
        added: await upload(file, { account, base: into }, { away: t.away, onPercent }),
      });
      onAdded();
    } catch (error) {
      change(id, { refusal: error instanceof ApiError ? error.sentence : t.away });
    }
  };
  const take = (chosen: readonly File[]) => {
    for (const file of chosen) {
      const id = (last.current += 1);
      setFiles((before) => [...before, { id, name: file.name }]);
      queue.current = queue.current.then(() => send(id, file, base));
    }
  };
  const stateOf = ({ percent, added, refusal }: Sent) => {
    if (refusal !== undefined) return refusal;
    if (added?.result === 'failed') return added.problem ?? t.failed;
    if (added?.result === 'unchanged') return t.unchanged;
    if (added)
      return bases.length > 1 ? t.addedTo(added.base, added.passages) : t.added(added.passages);
    if (percent === undefined) return t.waiting;
    return percent < 100 ? t.sending(percent) : t.reading;
  };
  return (
    <>
      {bases.length > 1 && (
        <SelectField
          {...{ label: t.uploadInto, name: 'base', value: base, onInput: setBase }}
          hint={t.uploadIntoHint}
          options={bases.map((name) => ({ value: name, label: name }))}
        />
      )}
      <FileDrop label={t.upload} hint={t.uploadHint} accept={ACCEPT} onFiles={take} />
      <div role="status">
        <ul class="knowledge-list">
          {files.map((file) => (
            <li key={file.id} data-failed={isFailed(file)}>
              <strong>{file.name}</strong> {stateOf(file)}
              {file.added && file.added.result !== 'failed' && file.added.problem && (
                <p>{file.added.problem}</p>
              )}
              {file.added && file.added.hosts.length > 0 && (
                <p>{t.hosts(file.added.hosts.join(' '))}</p>
              )}
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
