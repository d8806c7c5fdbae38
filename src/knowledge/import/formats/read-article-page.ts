import { Parser } from 'htmlparser2';
import { unescapeScript } from './unescape-script.ts';

/** What a page of mp.weixin.qq.com holds, as far as it can be told without running it. */
export interface ArticlePage {
  readonly title?: string | undefined;
  readonly account?: string | undefined;
  /** The day of publication in China, as YYYY-MM-DD. */
  readonly date?: string | undefined;
  /** The HTML of the article; '' where the page has none. */
  readonly content: string;
  /** The text of a post of pictures or of text alone, which stands in a script. */
  readonly sharedText: string;
  /** What is written on a page without an article. */
  readonly notice: string;
  /** The number by which WeChat tells the forms of articles apart. */
  readonly showType?: number | undefined;
  readonly asksForVerification: boolean;
  readonly isPaid: boolean;
  readonly hasVideo: boolean;
  readonly hasPictures: boolean;
}

const MOST_NOTICE = 2_000;
const VOID = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'wbr', 'source', 'area']);
const VIDEO_TAGS = new Set(['video', 'mpvideo', 'mp-common-videosnap', 'mp-common-mpvideo']);
const IN_CHINA_MS = 8 * 3_600_000;

/** Reads the parts of a page in one pass. Scripts are searched as text and never run. */
export function readArticlePage(html: string): ArticlePage {
  const named = { title: '', account: '' };
  const meta: Record<string, string> = {};
  let scripts = '';
  let notice = '';
  let content: readonly [number, number] | undefined;
  let contentFrom: number | undefined;
  let hasVideo = false;
  let hasPictures = false;
  /** Which text is read now, by the element around it. */
  const open: ('title' | 'account' | 'script' | 'style' | 'content' | '')[] = [];

  const parser = new Parser({
    onopentag(name, attributes) {
      const { id = '' } = attributes;
      if (name === 'meta')
        meta[attributes['property'] ?? attributes['name'] ?? ''] ??= attributes['content'] ?? '';
      if (contentFrom !== undefined) {
        hasPictures ||= name === 'img';
        hasVideo ||= VIDEO_TAGS.has(name) || isVideoFrame(name, attributes);
      }
      if (VOID.has(name)) return;
      if (id === 'js_content' && content === undefined) {
        contentFrom = parser.endIndex + 1;
        open.push('content');
      } else if (name === 'script' || name === 'style') open.push(name);
      else if (id === 'activity-name') open.push('title');
      else if (id === 'js_name') open.push('account');
      else open.push('');
    },
    ontext(text) {
      const within = open.at(-1);
      if (within === 'script') scripts += text;
      else if (within === 'title' || within === 'account') named[within] += text;
      else if (within !== 'style' && contentFrom === undefined && notice.length < MOST_NOTICE)
        notice += text;
    },
    onclosetag(name) {
      if (VOID.has(name) || open.pop() !== 'content' || contentFrom === undefined) return;
      content = [contentFrom, parser.startIndex];
      contentFrom = undefined;
    },
  });
  parser.end(html);
  const [from, to] = content ?? [0, 0];
  const within = html.slice(from, Math.max(from, to));
  const find = (pattern: RegExp) => pattern.exec(scripts)?.[1];
  const text = (written: string | undefined) => written?.replace(/\s+/g, ' ').trim() || undefined;
  const showType = find(/\bitem_show_type['"]?\s*[:=]\s*['"]?(\d{1,3})\b/);
  return {
    title: text(named.title) ?? text(meta['og:title']),
    account:
      text(named.account) ??
      text(unescapeScript(find(/\bnick_?name\s*[:=]\s*(?:\w+\(\s*)?["']([^"'\n]{1,60})/))),
    date: toDay(
      find(/\b(?:ct|create_time|ori_create_time)['"]?\s*[:=]\s*(?:\w+\(\s*)?["'](\d{10})\b/),
    ),
    content: within,
    sharedText: unescapeScript(
      find(/\bcontent_noencode['"]?\s*:\s*(?:JsDecode\(\s*)?'([^'\n]{1,100000})'/) ??
        find(/\bcontent_noencode['"]?\s*:\s*(?:JsDecode\(\s*)?"([^"\n]{1,100000})"/),
    ),
    notice,
    showType: showType === undefined ? undefined : Number(showType),
    asksForVerification: within === '' && /secitptpage|wappoc_appmsgcaptcha/.test(html),
    isPaid: /\bis_?pay_?subscribe['"]?\s*[:=]\s*['"]?1\b/i.test(scripts),
    hasVideo,
    hasPictures: hasPictures || /\bpicture_page_info_list['"]?\s*[:=]\s*\[\s*\{/.test(scripts),
  };
}

function isVideoFrame(name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (name !== 'iframe') return false;
  const { class: classes = '', src = '', 'data-src': later = '' } = attributes;
  return (
    /video/i.test(classes) || /v\.qq\.com|mpvideo|readtemplate\?t=pages\/video/i.test(src + later)
  );
}

function toDay(seconds: string | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  return new Date(Number(seconds) * 1_000 + IN_CHINA_MS).toISOString().slice(0, 10);
}
