import type { ClassifiedError } from './classify-error.ts';
import type { ModelSettings } from './model-settings.ts';
import { isOptional } from './refused-fields.ts';
import { TOOL_MESSAGES } from './tools/tool-use.ts';

/**
 * The fields that a request does without, and the forms of messages that a model does not take, such as `system` for the
 * role, whose words join the first question.
 */
export type LeftOut = ReadonlySet<string>;

const MAX_TOKENS: readonly string[] = ['max_tokens', 'max_completion_tokens'];

/** Returns the field that limits the length; undefined if the model takes neither name. */
export function maxTokensField(settings: ModelSettings, leftOut: LeftOut): string | undefined {
  const names = [settings.maxTokensField, ...MAX_TOKENS];
  return names.find((name) => !leftOut.has(name));
}

/** Chooses what the next try leaves out after a refusal; nothing if that cannot help. */
export function chooseLeftOut(
  { class: failed, fields = [], detail }: ClassifiedError,
  sent: readonly string[],
): readonly string[] {
  // What a server does not understand in a request with rounds may be their form.
  if (failed === 'not-understood') return sent.includes(TOOL_MESSAGES) ? [TOOL_MESSAGES] : [];
  if (failed !== 'parameter-refused') return [];
  if (fields.length === 0) {
    if (detail !== 'unnamed') return [];
    const optional = sent.filter(isOptional);
    // Tools are worth more than all else, and known to most servers.
    const besideTools = optional.filter((name) => name !== 'tools');
    return besideTools.length > 0 ? besideTools : optional;
  }
  // Another name does not bring a value into its range.
  return detail === 'range' && fields.some((name) => MAX_TOKENS.includes(name))
    ? [...new Set([...fields, ...MAX_TOKENS])]
    : fields;
}
