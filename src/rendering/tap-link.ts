/**
 * Returns a link, shown as `label`, that makes the follower send `text` when tapped. `text` needs no encoding.
 * No official page describes the form, but WeChat renders its own menu messages into it.
 * https://developers.weixin.qq.com/community/personal/oCJUswxe-4CXNj9ovBCtXA3gqWDk
 */
export function tapLink(text: string, label = text): string {
  if (/[&#"'<>%\s]/.test(text)) throw new RangeError('A tap link cannot carry this text');
  return `<a href="weixin://bizmsgmenu?msgmenucontent=${text}&msgmenuid=1">${label}</a>`;
}

const TAP_LINK = /<a href="weixin:\/\/bizmsgmenu\?[^"]*">([^<]*)<\/a>/g;

/** Leaves of each tap link what a reader sees of it. */
export function replaceTapLinks(text: string): string {
  return text.replace(TAP_LINK, '$1');
}

/**
 * Returns a line with a link for each question. A tap sends no spaces: none in Chinese, dashes between other words.
 * A question that the bot would take for a command is left out: a heading 确认删除 must not delete.
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
