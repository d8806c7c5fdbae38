import type { Logger } from 'pino';
import type { Emitter } from '../../events/event-bus.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { ToolCall, ToolResult, ToolRound } from '../../turns/tool-round.ts';
import type { Tool, ToolContext } from '../tool.ts';
import { checkArguments } from './check-arguments.ts';
import { fitResult, LONGEST_RESULTS } from './fit-result.ts';
import { toolSentences } from './tool-sentences.ts';

export interface ToolRunnerDeps {
  readonly tools: readonly Tool[];
  /** How many calls the answer may make. */
  readonly steps: number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: Emitter;
}

/** Runs the tools of one answer within its limits. */
export interface ToolRunner {
  /** Counts what an earlier owner of the turn did. */
  recall(round: Pick<ToolRound, 'calls' | 'results'>): void;
  /**
   * Runs calls, and tells each result as it is there. Every call has one at the end, unless the signal aborts.
   */
  run(
    calls: readonly ToolCall[],
    about: RunAbout,
    onResult: (result: ToolResult) => void,
  ): Promise<void>;
  /** Whether no tool can be used any more. */
  isSpent(): boolean;
}

interface RunAbout extends ToolContext {
  /** When the tools of the answer have to end. */
  readonly until: number;
}

/** How a tool ended. */
interface Outcome {
  readonly end: 'done' | 'failed' | 'stopped';
  readonly text: string;
}

const LONGEST_CALL_MS = 20_000;
const MOST_AT_ONCE = 3;
/** Made-up names are a model's words, which no event may carry. */
const UNKNOWN = 'unknown';

export function createToolRunner(deps: ToolRunnerDeps): ToolRunner {
  const { tools, steps, clock, log, events } = deps;
  /** By name and arguments; a call that is made again gets the result of the first. */
  const known = new Map<string, Promise<string>>();
  let usedSteps = 0;
  let usedBytes = 0;

  const isSpent = () => usedSteps >= steps || usedBytes >= LONGEST_RESULTS;
  const take = (text: string, { language }: Pick<ToolContext, 'language'>): string => {
    const fitting = fitResult(text, usedBytes, language);
    usedBytes += Buffer.byteLength(fitting);
    return fitting;
  };

  const runTool = async (
    tool: Tool,
    given: Readonly<Record<string, unknown>>,
    context: ToolContext,
  ): Promise<Outcome> => {
    const late = new AbortController();
    const cancel = clock.after(LONGEST_CALL_MS, () => late.abort());
    const signal = AbortSignal.any([context.signal, late.signal]);
    try {
      // A tool that does not heed its signal is left alone.
      const text = await Promise.race([
        tool.run(given, { ...context, signal }),
        whenAborted(signal),
      ]);
      return { end: 'done', text };
    } catch (error) {
      if (signal.aborted) return { end: 'stopped', text: toolSentences.late[context.language] };
      log.warn(
        {
          code: 'tool_failed',
          tool: tool.name,
          turn: context.turn.turnId,
          err: error,
          zh: '工具出错',
        },
        'A tool failed',
      );
      return { end: 'failed', text: toolSentences.failed[context.language] };
    } finally {
      cancel();
    }
  };

  const call = async ({ name, arguments: json }: ToolCall, context: ToolContext) => {
    const tool = tools.find((candidate) => candidate.name === name);
    const startedAt = clock.now();
    const outcome = await chooseOutcome(tool, json, context, runTool);
    const text = take(outcome.text, context);
    events.emit({
      ...{ type: 'tool-called', tool: tool?.name ?? UNKNOWN, end: outcome.end },
      ...{ tookMs: clock.now() - startedAt, bytes: Buffer.byteLength(text) },
      ...context.turn,
    });
    return text;
  };

  return {
    recall({ calls, results }) {
      for (const { id, text } of results) {
        const made = calls.find((candidate) => candidate.id === id);
        usedSteps += 1;
        usedBytes += Buffer.byteLength(text);
        if (made) known.set(keyOf(made), Promise.resolve(text));
      }
    },
    async run(calls, { until, ...context }, onResult) {
      const over = new AbortController();
      const cancel = clock.after(Math.max(until - clock.now(), 0), () => over.abort());
      const signal = AbortSignal.any([context.signal, over.signal]);
      const runOne = async (made: ToolCall): Promise<string> => {
        if (isSpent() || signal.aborted || clock.now() >= until)
          return toolSentences.notRun[context.language];
        usedSteps += 1;
        const before = known.get(keyOf(made));
        if (before) return take(await before, context);
        const result = call(made, { ...context, signal });
        known.set(keyOf(made), result);
        return result;
      };
      const waiting = calls.values();
      const work = async () => {
        for (const made of waiting) {
          const text = await runOne(made);
          // What the follower stopped is no result.
          if (!context.signal.aborted) onResult({ id: made.id, text });
        }
      };
      try {
        await Promise.all(Array.from({ length: MOST_AT_ONCE }, work));
      } finally {
        cancel();
      }
    },
    isSpent,
  };
}

async function chooseOutcome(
  tool: Tool | undefined,
  json: string,
  context: ToolContext,
  runTool: (
    tool: Tool,
    given: Readonly<Record<string, unknown>>,
    context: ToolContext,
  ) => Promise<Outcome>,
): Promise<Outcome> {
  const { language } = context;
  if (!tool) return { end: 'failed', text: toolSentences.unknown[language] };
  const checked = checkArguments(json, tool);
  return checked.is === 'object'
    ? runTool(tool, checked.given, context)
    : { end: 'failed', text: toolSentences[checked.is][language] };
}

/** Models write the same arguments with other spaces. */
function keyOf({ name, arguments: json }: ToolCall): string {
  try {
    return `${name}\n${JSON.stringify(JSON.parse(json))}`;
  } catch {
    return `${name}\n${json}`;
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new Error('The tool was stopped'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
