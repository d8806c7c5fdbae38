/**
 * A link that makes the follower send `text` when it is tapped, shown as `label`. Not on any official page, but it is
 * the form into which WeChat renders its own menu messages. `text` may hold only characters that need no encoding.
 * https://developers.weixin.qq.com/community/personal/oCJUswxe-4CXNj9ovBCtXA3gqWDk
 */
export function tapLink(text: string, label = text): string {
  if (/[&#"'<>%\s]/.test(text)) throw new RangeError('A tap link cannot carry this text');
  return `<a href="weixin://bizmsgmenu?msgmenucontent=${text}&msgmenuid=1">${label}</a>`;
}
