import type { TurnAnswer } from '../../../../console/conversations/conversations-contract.ts';
import { useTexts } from '../../context.ts';
import { duration } from '../../../shared/duration.ts';
import { texts, type ConversationTexts } from './texts.ts';

type Step = TurnAnswer['steps'][number];

/** Everything that happened but the calls of models, in the order of time and in words. */
export function TurnSteps({ turn }: { readonly turn: TurnAnswer }) {
  const t = useTexts(texts);
  const { at: askedAt, attempts, steps } = turn;
  const lines = [
    ...attempts.map(({ at, number, end, tookMs }) => ({
      at,
      text: `${t.attempt(number)} · ${t.ends[end]} · ${duration(tookMs)}`,
    })),
    ...steps.map((step) => ({ at: step.at, text: say(step, t) })),
  ].sort((one, other) => one.at - other.at);
  return (
    <ol class="steps">
      {lines.map(({ at, text }, index) => (
        <li key={index}>
          <span class="after">+{duration(Math.max(0, at - askedAt))}</span>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}

function say(step: Step, t: ConversationTexts): string {
  switch (step.type) {
    case 'queue':
      return `${t.queued} · ${duration(step.tookMs)}`;
    case 'search':
      return `${t.searched} · ${duration(step.tookMs)} · ${step.isBelowFloor ? t.belowFloor : t.fits[step.fit]}`;
    case 'tool':
      return `${t.usedTool(step.tool)} · ${t.toolEnds[step.end]} · ${duration(step.tookMs)} · ${t.size(step.bytes)}`;
    case 'passed-by':
      return t.passedBy(step.model);
    case 'restart':
      return t.restarted;
    case 'taken-over':
      return t.takenOver(step.length);
    case 'writing': {
      const end = t.writingEnds[step.end] ?? t.failures[step.end] ?? step.end;
      return `${t.wrote(step.by, end)} · ${duration(step.tookMs)}`;
    }
  }
}
