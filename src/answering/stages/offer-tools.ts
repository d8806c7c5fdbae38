import type { Stage } from '../answerer.ts';
import { languageOfQuestion } from '../language-of-question.ts';
import type { Tool, ToolDefinition } from '../tool.ts';
import { toolRules } from '../tools/tool-sentences.ts';

/** Tells a model of the tools that it may use for a question by now; a task is done without. */
export function createOfferTools(tools: () => readonly Tool[]): Stage {
  return (next) =>
    async function* offerTools(ask, signal) {
      const offered = ask.task === undefined ? tools().map(toDefinition) : [];
      if (offered.length === 0) {
        yield* next(ask, signal);
        return;
      }
      const rules = toolRules[languageOfQuestion(ask.question, ask.settings.language)];
      const system = ask.system.trim() === '' ? rules : `${ask.system}\n\n${rules}`;
      yield* next({ ...ask, system, tools: offered }, signal);
    };
}

function toDefinition({ name, description, parameters }: Tool): ToolDefinition {
  return { name, description, parameters };
}
