/**
 * A link that makes the follower send `text` when it is tapped, shown as `label`. Not on any official page, but it is
 * the form into which WeChat renders its own menu messages. `text` may hold only characters that need no encoding.
 * https://developers.weixin.qq.com/community/personal/oCJUswxe-4CXNj9ovBCtXA3gqWDk
 */
export function tapLink(text: string, label = text): string {
  if (/[&#"'<>%\s]/.test(text)) throw new RangeError('A tap link cannot carry this text');
  return `<a href="weixin://bizmsgmenu?msgmenucontent=${text}&msgmenuid=1">${label}</a>`;
}

/**
 * A line with a link for each question. What a tap sends has no spaces: none in Chinese, dashes between other words. A question
 * is left out when the bot would take it for a command: a heading 确认删除 must not delete.
 */
export function tapQuestions(
  questions: readonly string[],
  isCommand: (text: string) => boolean,
): string {
  return questions
    .filter((question) => !isCommand(withoutForbidden(question)))
    .map((question) => `👉 ${tapLink(withoutForbidden(question), label(question))}`)
    .join('\n');
}

function withoutForbidden(question: string): string {
  return question
    .replace(/[&#"'<>%]/g, '')
    .trim()
    .replace(/\s+/g, (_space, at: number, whole: string) =>
      /^[!-~]\s+[!-~]/.test(whole.slice(at - 1)) ? '-' : '',
    );
}

function label(question: string): string {
  return question.trim().replaceAll('<', '＜').replaceAll('>', '＞');
}
