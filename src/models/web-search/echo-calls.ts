import { field } from '../../runtime/field.ts';
import type { ToolCall, ToolRequest, ToolResult, ToolRound } from '../../turns/tool-round.ts';

/** Returns the calls that are Kuaihui's to run; undefined if all of them are the vendor's own. */
export function withoutEchoes(request: ToolRequest, echoes: string): ToolRequest | undefined {
  const [first, ...rest] = request.calls.filter(({ name }) => name !== echoes);
  return first && { ...request, calls: [first, ...rest] };
}

/** Returns the round of a request whose calls are all the vendor's own. */
export function echoRound(request: ToolRequest): ToolRound {
  return { ...request, results: request.calls.map(toResult) };
}

/** Returns the results of the vendor's own calls that stand in a message beside those which were run. */
export function resultsBeside({ message, calls }: ToolRound): readonly ToolResult[] {
  const listed = field(message, 'tool_calls');
  return (Array.isArray(listed) ? (listed as unknown[]) : []).flatMap((sent) => {
    const id = field(sent, 'id');
    const args = field(field(sent, 'function'), 'arguments');
    const isRun = calls.some((call) => call.id === id);
    return !isRun && typeof id === 'string' && typeof args === 'string' ? [{ id, text: args }] : [];
  });
}

function toResult(call: ToolCall): ToolResult {
  return { id: call.id, text: call.arguments };
}
