/** An article as WeChat's API gives it. */
interface ArticleBody {
  readonly title: string;
  /** In milliseconds since 1970. */
  readonly updatedAt: number;
  /** The HTML of its body. */
  readonly content: string;
}

/** Puts an article into a page like those of mp.weixin.qq.com, so that both are read and judged in the same way. */
export function writeArticlePage({ title, updatedAt, content }: ArticleBody): string {
  const seconds = Math.floor(updatedAt / 1000);
  return [
    `<script>var ct = "${seconds}";</script>`,
    `<h1 id="activity-name">${escapeText(title)}</h1>`,
    `<div id="js_content">${content}</div>`,
  ].join('\n');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
