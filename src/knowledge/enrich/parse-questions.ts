const MOST_QUESTIONS = 5;
const SHORTEST = 3;
const LONGEST = 60;

/** What a list begins a line with, although it was not asked for. */
const MARK = /^(?:[-*•·]|(?:问题|question|q)?\s*[(（]?\d{1,2}[)）.、:：]|[(（]\d{1,2}[)）])\s*/iu;
/** Addresses in any form, and markup. */
const NO_WORDS =
  /:\/\/|\bwww\.|\b[\w-]+\.(?:com|cn|net|org|io|top|xyz|cc|me|co|info)\b|weixin:|@|[<>[\]{}`|\\]/iu;

/**
 * Reads the questions that a model wrote, one a line. What is too long, holds a link or markup, or is no words is left
 * out, because followers' questions are compared with the rest.
 */
export function parseQuestions(text: string): readonly string[] {
  const questions = new Map<string, string>();
  for (const line of text.split(/[\n\r\u2028\u2029]+/)) {
    const question = line
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim()
      .replace(MARK, '')
      .replace(/^["“「'‘]+|["”」'’]+$/gu, '')
      .trim();
    const length = [...question].length;
    if (length < SHORTEST || length > LONGEST || NO_WORDS.test(question)) continue;
    if (!/\p{L}/u.test(question)) continue;
    const key = question.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
    if (!questions.has(key)) questions.set(key, question);
    if (questions.size === MOST_QUESTIONS) break;
  }
  return [...questions.values()];
}
