import type {
  ChatCompletionAssistantMessageParam,
  ChatCompletionToolMessageParam,
} from 'openai/resources/chat/completions';
import { field } from '../../runtime/field.ts';
import type { ToolRound } from '../../turns/tool-round.ts';
import { resultsBeside } from '../web-search/echo-calls.ts';
import { callId } from './call-id.ts';

export type RoundMessage = ChatCompletionAssistantMessageParam | ChatCompletionToolMessageParam;

/** Who reads a round, and how. */
export interface RoundReader {
  /** Of the model that reads, as `provider/model`. */
  readonly id: string;
  /** Whether the thinking has to stand there, if only as nothing. */
  readonly withReasoning: boolean;
}

/**
 * Returns the messages of a round: for the model that wrote it as it was received, for another one in the plain form of the
 * API, with ids that every vendor takes.
 */
export function buildRoundMessages(
  round: ToolRound,
  number: number,
  { id, withReasoning }: RoundReader,
): RoundMessage[] {
  const isOwn = round.model === id;
  const idOf = (call: { readonly id: string }, at: number) =>
    isOwn ? call.id : callId(number, at);
  const asked = isOwn ? round.message : plainMessage(round, idOf);
  const message: ChatCompletionAssistantMessageParam = { ...asked, role: 'assistant' };
  const needsReasoning = withReasoning && field(asked, 'reasoning_content') === undefined;
  const beside = isOwn ? resultsBeside(round) : [];
  return [
    needsReasoning ? Object.assign(message, { reasoning_content: '' }) : message,
    ...round.calls.map((call, at) => ({
      role: 'tool' as const,
      tool_call_id: idOf(call, at),
      content: resultOf(round, call.id).toWellFormed(),
    })),
    ...beside.map(({ id, text }) => ({ role: 'tool' as const, tool_call_id: id, content: text })),
  ];
}

/** Returns the text that a call brought; every server wants one for each. */
export function resultOf({ results }: ToolRound, callId: string): string {
  return results.find(({ id }) => id === callId)?.text ?? '';
}

function plainMessage(
  { message, calls }: ToolRound,
  idOf: (call: { readonly id: string }, at: number) => string,
): Readonly<Record<string, unknown>> {
  const { content } = message;
  return {
    content: typeof content === 'string' && content !== '' ? content : null,
    tool_calls: calls.map((call, at) => ({
      id: idOf(call, at),
      type: 'function',
      function: { name: call.name, arguments: call.arguments },
    })),
  };
}
