import { questionStopped } from '../../turns/answerer-error.ts';
import type { ToolRequest, ToolResult } from '../../turns/tool-round.ts';
import type { ToolContext } from '../tool.ts';
import type { ToolRunner } from './tool-runner.ts';
import type { StepKeeper, StoredRound } from './turn-steps.ts';

interface AnswerRoundsDeps {
  readonly runner: ToolRunner;
  readonly keeper: StepKeeper;
  readonly context: ToolContext;
  /** Returns when the tools of the answer have to end; asked when the first of them is to run. */
  readonly findDeadline: () => Promise<number>;
  /** Shows the follower that tools run, until the returned function is called. */
  readonly showRunning: () => () => void;
}

/** The rounds of one answer, written down as they go on. */
export interface AnswerRounds {
  /** All rounds with their results, oldest first. */
  list(): readonly StoredRound[];
  /** Reads what an earlier owner of the turn has done, and runs what it left unfinished. */
  resume(): Promise<readonly StoredRound[]>;
  /** Runs what the model asks for; `releasedLength` says how much of the answer was released before. */
  add(request: ToolRequest, releasedLength: number): Promise<StoredRound>;
  /** Deletes what was written down, when the answer is over. */
  forget(): Promise<void>;
}

export function createAnswerRounds(deps: AnswerRoundsDeps): AnswerRounds {
  const { runner, keeper, context, findDeadline, showRunning } = deps;
  const ended: StoredRound[] = [];

  /** A request is written down before its tools run, and each result as it is there. */
  const end = async (round: StoredRound): Promise<StoredRound> => {
    const results = [...round.results];
    const current = () => ({ ...round, results: inOrder(round.calls, results) });
    const kept = [keeper.keep([...ended, round])];
    await kept[0];
    const missing = round.calls.filter(({ id }) => !results.some((result) => result.id === id));
    const stopShowing = showRunning();
    try {
      await runner.run(missing, { ...context, until: await findDeadline() }, (result) => {
        results.push(result);
        kept.push(keeper.keep([...ended, current()]));
      });
    } finally {
      stopShowing();
    }
    await Promise.all(kept);
    if (context.signal.aborted) throw questionStopped(context.signal);
    ended.push(current());
    return current();
  };

  return {
    list: () => [...ended],
    async resume() {
      for (const round of await keeper.read()) {
        runner.recall(round);
        if (round.results.length < round.calls.length) await end(round);
        else ended.push(round);
      }
      return ended;
    },
    add: (request, releasedLength) => end({ ...request, releasedLength, results: [] }),
    forget: () => keeper.forget(),
  };
}

function inOrder(calls: ToolRequest['calls'], results: readonly ToolResult[]): ToolResult[] {
  return calls.flatMap(({ id }) => results.find((result) => result.id === id) ?? []);
}
