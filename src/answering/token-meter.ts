import type { AnswerEvent } from '../turns/answer-event.ts';
import type { ModelEvent, ModelRequest } from './model.ts';

/** Estimates how many tokens an answer uses whose model does not tell. */
export interface TokenMeter {
  hear(event: AnswerEvent | ModelEvent): void;
  /** Undefined when the model told, or when no model said anything. */
  estimate(): (AnswerEvent & { readonly type: 'usage' }) | undefined;
}

/** Text is estimated in stretches of about this length, so that little is kept and rounding does not add up. */
const STRETCH = 2000;

export function createTokenMeter(
  ask: Pick<ModelRequest, 'system' | 'history' | 'question' | 'released' | 'rounds'>,
  {
    model,
    estimateTokens,
  }: { readonly model: string; readonly estimateTokens: (text: string) => number },
): TokenMeter {
  let reported = 0;
  let prompts = 1;
  /** What was out when a try began; what is released later was not part of its prompt. */
  let continuedTokens = estimateTokens(ask.released?.() ?? '');
  /** What tools have told so far, which every further prompt holds. */
  let toolTokens = 0;
  let wantsTools = false;
  let heardTokens = 0;
  let heard = '';

  const hearWords = (words: string) => {
    heard += words;
    if (heard.length < STRETCH) return;
    heardTokens += estimateTokens(heard);
    heard = '';
  };
  /** The first words after the tools are an answer to one more prompt. */
  const endRound = () => {
    if (!wantsTools) return;
    wantsTools = false;
    prompts += 1;
    continuedTokens += toolTokens;
  };
  return {
    hear(event) {
      if (event.type === 'text' || event.type === 'reasoning' || event.type === 'tool-request')
        endRound();
      if (event.type === 'usage') reported += event.tokens.input + event.tokens.output;
      else if (event.type === 'tool-request') {
        const { calls } = event.request;
        for (const { name, arguments: args } of calls) hearWords(name + args);
        toolTokens += calls.reduce((sum, call) => sum + estimateTokens(call.arguments), 0);
        wantsTools = true;
      } else if (event.type === 'step') toolTokens += estimateTokens(event.text);
      // The prompt was sent once more, with what is out by now. Words before a tool are void without another prompt.
      else if (event.type === 'restart' && !wantsTools) {
        prompts += 1;
        continuedTokens += estimateTokens(ask.released?.() ?? '') + toolTokens;
      } else if (event.type === 'reasoning') hearWords(event.text);
      // Documents cost nothing.
      else if (event.type === 'text' && (!('origin' in event) || event.origin === 'model'))
        hearWords(event.text);
    },
    estimate() {
      const output = heardTokens + estimateTokens(heard);
      if (reported > 0 || output === 0) return undefined;
      const asked = [
        ask.system,
        ...ask.history.flatMap(({ question, answer }) => [question, answer]),
        ask.question,
        ...(ask.rounds ?? []).flatMap(({ calls, results }) => [
          ...calls.map((call) => call.arguments),
          ...results.map(({ text }) => text),
        ]),
      ];
      const prompt = asked.reduce((sum, text) => sum + estimateTokens(text), 0);
      const input = prompts * prompt + continuedTokens;
      const tokens = { input, cached: 0, output, reasoning: 0 };
      return { type: 'usage', model, tokens, isEstimate: true };
    },
  };
}
