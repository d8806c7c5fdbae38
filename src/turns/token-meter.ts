import type { AnswerEvent, Prompt } from '../answering/answerer.ts';

/** How many tokens an answer uses: as the Answerer reports it, else by estimate. */
export interface TokenMeter {
  begin(prompt: Prompt): void;
  hear(event: AnswerEvent): void;
  /** With the prompt; 0 when nothing came back. */
  total(): number;
}

/** Text is estimated in stretches of about this length, so that little is kept and rounding does not add up. */
const STRETCH = 2000;

export function createTokenMeter(estimate: (text: string) => number): TokenMeter {
  let prompt: Prompt | undefined;
  let reported = 0;
  let prompts = 1;
  let heardTokens = 0;
  let heard = '';

  return {
    begin(asked) {
      prompt = asked;
    },
    hear(event) {
      if (event.type === 'usage') reported += event.promptTokens + event.completionTokens;
      // The prompt was sent once more.
      if (event.type === 'restart') prompts += 1;
      if (event.type !== 'text' && event.type !== 'reasoning') return;
      heard += event.text;
      if (heard.length < STRETCH) return;
      heardTokens += estimate(heard);
      heard = '';
    },
    total() {
      if (reported > 0) return reported;
      const answered = heardTokens + estimate(heard);
      if (answered === 0 || prompt === undefined) return 0;
      const asked = [
        prompt.system,
        ...prompt.history.flatMap(({ question, answer }) => [question, answer]),
        prompt.question,
        prompt.continueAfter ?? '',
      ];
      return prompts * asked.reduce((sum, text) => sum + estimate(text), 0) + answered;
    },
  };
}
