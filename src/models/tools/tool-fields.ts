import type { ModelRequest } from '../../answering/model.ts';
import type { ToolDefinition } from '../../answering/tool.ts';
import { findPreset } from '../presets.ts';
import type { ToolUse } from './tool-use.ts';

/** Returns the fields by which a request tells of tools. */
export function buildToolFields(
  { tools = [], rounds = [] }: ModelRequest,
  use: ToolUse,
  provider: string,
): { readonly tools?: readonly unknown[]; readonly tool_choice?: 'none' } {
  if (use === 'none') return {};
  if (use === 'offered' && tools.length === 0) return {};
  if (use === 'offered')
    return { tools: tools.map(toField), ...findPreset(provider)?.fieldsWithTools };
  // Bedrock, and what stands before Anthropic, refuse messages of tools in a request without tools.
  const names = new Set(rounds.flatMap(({ calls }) => calls.map(({ name }) => name)));
  return { tools: [...names].map((name) => toField(asUsed(name))), tool_choice: 'none' };
}

function toField({ name, description, parameters }: ToolDefinition) {
  return { type: 'function', function: { name, description, parameters } };
}

/** A tool that may not be used any more, so that its name is all that counts. */
function asUsed(name: string): ToolDefinition {
  return { name, description: name, parameters: { type: 'object', properties: {} } };
}
