/** Answers that arrive on this thread piece by piece, as those of a model do. */
export interface StreamingAnswers {
  stop(): void;
}

const PIECE = JSON.stringify({ choices: [{ delta: { content: '快回把答案分段' } }] });
const EVERY_MS = 50;
/** An answer of 600 characters in about 4 s, then the next. */
const MOST_CHARACTERS = 600;

export function streamAnswers(count: number): StreamingAnswers {
  const timers = Array.from({ length: count }, () => {
    let text = '';
    return setInterval(() => {
      const read = JSON.parse(PIECE) as { choices: { delta: { content: string } }[] };
      text += read.choices[0]?.delta.content ?? '';
      // What is stored with each piece.
      Buffer.from(text).toString('utf8');
      if (text.length > MOST_CHARACTERS) text = '';
    }, EVERY_MS);
  });
  return {
    stop: () => {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
