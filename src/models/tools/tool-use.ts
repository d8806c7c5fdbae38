import type { ModelRequest } from '../../answering/model.ts';
import type { LeftOut } from '../left-out.ts';
import type { BuiltInSearch } from '../web-search/built-in-search.ts';

/** Stands among the left-out fields for rounds as `tool_calls` and messages of tools. */
export const TOOL_MESSAGES = 'tool messages';

/** Stands there for a message with `tool_calls` and without `reasoning_content`. */
export const WITHOUT_REASONING = 'tool_calls without reasoning_content';

/**
 * What a model may do: `over` where it has used tools and has to answer now, `none` where it is told of no tools, because
 * there are none or because it takes none.
 */
export type ToolUse = 'offered' | 'over' | 'none';

/** Decides what a model is told of tools, by what it is known not to take. */
export function chooseToolUse(
  { tools = [], rounds = [] }: ModelRequest,
  leftOut: LeftOut,
  search?: BuiltInSearch,
): ToolUse {
  if (leftOut.has('tools')) return 'none';
  if (tools.length > 0 || search?.echoes !== undefined) return 'offered';
  const mayBeOver = !leftOut.has('tool_choice') && !leftOut.has(TOOL_MESSAGES);
  return rounds.length > 0 && mayBeOver ? 'over' : 'none';
}
