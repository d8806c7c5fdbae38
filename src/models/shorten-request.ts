import type { ModelRequest } from '../answering/model.ts';
import type { Sentence } from '../runtime/sentence.ts';
import type { ToolRound } from '../turns/tool-round.ts';

/** What is left of a result of a tool that was too long together with the others, in UTF-16 units. */
const SHORT_RESULT = 2000;

/** Whether anything but the question itself can be left out. */
export function canShorten({ history, rounds = [] }: ModelRequest): boolean {
  return history.length > 0 || rounds.some(isLong);
}

/** Leaves half of the history out, after that all of it, and then the ends of what tools told. */
export function shorten(request: ModelRequest, asked: ModelRequest): ModelRequest {
  const { history, rounds = [] } = request;
  if (history.length === 0) return { ...request, rounds: rounds.map(cutResults) };
  const half = Math.ceil(asked.history.length / 2);
  return { ...request, history: request === asked ? asked.history.slice(half) : [] };
}

/** Says what a request is asked with after the one that was too long. */
export function describeShortened({ history }: ModelRequest, before: ModelRequest): Sentence {
  if (before.history.length === 0)
    return {
      en: 'Too long for the model; asking with the beginnings of what tools told',
      zh: '对模型来说太长了，只留下工具结果的开头再问一次',
    };
  return history.length > 0
    ? {
        en: 'Too long for the model; asking with half of the history',
        zh: '对模型来说太长了，去掉一半前面的对话再问一次',
      }
    : {
        en: 'Too long for the model; asking without the history',
        zh: '对模型来说太长了，不带前面的对话再问一次',
      };
}

function isLong({ results }: ToolRound): boolean {
  return results.some(({ text }) => text.length > SHORT_RESULT);
}

function cutResults(round: ToolRound): ToolRound {
  const results = round.results.map(({ id, text }) => ({ id, text: text.slice(0, SHORT_RESULT) }));
  return { ...round, results };
}
