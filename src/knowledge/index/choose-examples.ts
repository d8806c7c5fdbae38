import type { Language } from '../../answering/language-of-question.ts';
import { wordOffer } from '../../answering/quotation/word-offer.ts';
import { keyOf, lastOf } from './heading-key.ts';

/** What of a base may be offered as an example of what can be asked. */
export interface Examples {
  /** The questions of its FAQ. */
  readonly faq: readonly string[];
  readonly documents: readonly { readonly title: string; readonly headings: readonly string[] }[];
}

const ASKS =
  /[?？]\s*$|[吗呢]$|怎么|怎样|如何|什么|哪[里儿些个]|多少|多久|几[天点]|能不能|可以.*吗|是否|^(?:how|what|when|where|which|who|why|can|do|does|is|are|may)\b/iu;

/** Chooses questions of the FAQ and headings that ask, from all over the base; then other headings, then titles. */
export function chooseExamples(
  { faq, documents }: Examples,
  { language, limit }: { readonly language: Language; readonly limit: number },
): string[] {
  const colon = language === 'zh' ? '：' : ': ';
  const read = documents.map(({ title, headings }) => {
    const asking = headings.find((heading) => ASKS.test(lastOf(heading)));
    const heading = asking ?? headings[0];
    if (heading === undefined) return { kind: 'title', text: title } as const;
    if (asking !== undefined) return { kind: 'question', text: asking } as const;
    return { kind: 'heading', text: wordOffer({ title, heading, asks: heading }, colon) } as const;
  });
  const textsOf = (wanted: (typeof read)[number]['kind']) =>
    read.filter(({ kind }) => kind === wanted).map(({ text }) => text);
  const chosen = new Map<string, string>();
  for (const group of [[...faq, ...textsOf('question')], textsOf('heading'), textsOf('title')])
    for (const text of spread(group, limit - chosen.size)) chosen.set(keyOf(text), text);
  return [...chosen.values()];
}

/** Takes some from all over a list. */
function spread(all: readonly string[], limit: number): string[] {
  const count = Math.max(0, Math.min(limit, all.length));
  return Array.from({ length: count }, (_, n) => all[Math.floor((n * all.length) / count)] ?? '');
}
