import type { AssistantAnswer } from '../../../../console/assistant/assistant-contract.ts';

/** What each step of the set-up is given. */
export interface StepProps {
  readonly state: AssistantAnswer;
  /** Puts what a change answered in place of the state. */
  readonly onChange: (state: AssistantAnswer) => void;
  readonly onReload: () => void;
  /** Opens the step that follows. */
  readonly onNext: () => Promise<void>;
}
