import { describeFailure } from '../describe-failure.ts';
import type { Finding } from '../finding.ts';
import { doctorTexts as texts } from './doctor-texts.ts';
import type { AnswerCounts } from './doctor-world.ts';

/** Fewer failures are chance. */
const LEAST_FAILURES = 3;
const WARNING_SHARE = 0.05;
const FAULT_SHARE = 0.5;

/** Tells which share of the answers failed since yesterday, with the most frequent cause. */
export function judgeFailures({ written, failures }: AnswerCounts): Finding {
  const name = 'failures';
  const [[cause, most] = ['', 0]] = [...failures].sort(([, one], [, other]) => other - one);
  const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
  const all = written + failed;
  if (all === 0) return { name, state: 'ok', sentence: texts.noAnswers() };
  if (failed === 0) return { name, state: 'ok', sentence: texts.noFailure(all) };
  const { sentence, remedy } = describeFailure(cause);
  const told = texts.answersFailed({ failed, all, most, sentence });
  const share = failed / all;
  if (failed < LEAST_FAILURES || share < WARNING_SHARE)
    return { name, state: 'ok', sentence: told };
  return { name, state: share < FAULT_SHARE ? 'warning' : 'fault', sentence: told, remedy };
}
