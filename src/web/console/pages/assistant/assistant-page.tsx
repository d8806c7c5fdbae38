import { useEffect, useRef, useState } from 'preact/hooks';
import type {
  AssistantAnswer,
  StepName,
} from '../../../../console/assistant/assistant-contract.ts';
import { post } from '../../api.ts';
import { useConsole, useMayChange, useTexts } from '../../context.ts';
import { useLoad } from '../../hooks/use-load.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { AccountStep } from './account-step.tsx';
import './assistant.css';
import { DocumentsStep } from './documents-step.tsx';
import { DoneStep } from './done-step.tsx';
import { ImportStep } from './import-step.tsx';
import { LanguageStep } from './language-step.tsx';
import { ModelStep } from './model-step.tsx';
import type { StepProps } from './step-props.ts';
import { texts } from './texts.ts';
import { WatchStep } from './watch-step.tsx';

const SHOWN: Readonly<Record<StepName, (props: StepProps) => preact.JSX.Element>> = {
  language: LanguageStep,
  model: ModelStep,
  documents: DocumentsStep,
  account: AccountStep,
  import: ImportStep,
  watch: WatchStep,
  done: DoneStep,
};

/** Leads from nothing to an account that answers: one step at a time, each reachable at any time. */
export function AssistantPage() {
  const t = useTexts(texts);
  const { account } = useConsole();
  const state = useLoad<AssistantAnswer>('assistant', { account });
  return (
    <>
      <PageHead title={t.title} intro={t.intro} />
      <Loaded of={state}>
        {(answer) => (
          <Steps
            key={answer.account}
            answer={answer}
            onChange={state.set}
            onReload={state.reload}
          />
        )}
      </Loaded>
    </>
  );
}

function Steps(props: {
  readonly answer: AssistantAnswer;
  readonly onChange: (answer: AssistantAnswer) => void;
  readonly onReload: () => void;
}) {
  const { answer, onChange, onReload } = props;
  const t = useTexts(texts);
  const mayChange = useMayChange();
  const { account } = useConsole();
  const [open, setOpen] = useState<StepName>(answer.step);
  const [hasMoved, setMoved] = useState(false);
  const current = useRef<HTMLLIElement>(null);
  // A step that is opened from the end of a long one begins at its heading.
  useEffect(() => {
    if (!hasMoved) return;
    current.current?.querySelector('button')?.focus({ preventScroll: true });
    current.current?.scrollIntoView({ block: 'start' });
  }, [open]);
  const names = answer.steps.map(({ name }) => name);
  const openStep = async (step: StepName, skip?: boolean) => {
    if (mayChange)
      onChange(
        await post<AssistantAnswer>(
          'assistant/progress',
          { step, ...(skip !== undefined && { skip: { step: open, isSkipped: skip } }) },
          { account },
        ),
      );
    setOpen(step);
    setMoved(true);
  };
  const next = names[names.indexOf(open) + 1];
  const isDone = answer.steps.some(({ name, state }) => name === open && state === 'done');
  const goOn = async () => {
    if (next) await openStep(next, isDone || open === 'language' ? undefined : true);
  };
  const Shown = SHOWN[open];
  return (
    <ol class="assistant-steps">
      {answer.steps.map(({ name, state }, index) => (
        <li
          key={name}
          {...(name === open && { ref: current })}
          aria-current={name === open ? 'step' : undefined}
        >
          <div class="assistant-step-head">
            <h2>
              <Button kind="quiet" onPress={() => openStep(name)}>
                {index + 1}. {t.steps[name]}
              </Button>
            </h2>
            <Badge tone={state === 'done' ? 'good' : 'plain'}>{t.states[state]}</Badge>
          </div>
          {name === open && (
            <div class="assistant-step">
              <Shown state={answer} onChange={onChange} onReload={onReload} onNext={goOn} />
              {/* Nothing is skipped that is done, and a language is chosen by a press. */}
              {next !== undefined && (isDone || open !== 'language') && (
                <div class="actions">
                  <Button kind={isDone ? 'strong' : 'plain'} onPress={goOn}>
                    {isDone ? t.next : t.skip}
                  </Button>
                </div>
              )}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
