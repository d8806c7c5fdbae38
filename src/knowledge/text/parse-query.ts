import { stem } from './stem.ts';
import { builtInSynonyms, type Synonyms } from './synonyms.ts';
import { tokensOf } from './terms.ts';

/**
 * A question as the index is asked: its units of meaning (a Chinese character, a word), and the terms of the index
 * that would cover them. The pair 部署 covers two units; a pair across two words covers them too, and is never found.
 */
export interface Query {
  readonly units: number;
  readonly terms: readonly QuestionTerm[];
  /** Units that only hold a sentence together: missing them means nothing. */
  readonly idle: ReadonlySet<number>;
}

/** One thing to look up. */
export interface QuestionTerm {
  readonly text: string;
  /** A single character is found at the beginning of a pair. */
  readonly isPrefix: boolean;
  /** It stands for what a word means, so other words for the same thing have it too. */
  readonly isMeaning: boolean;
  readonly covers: readonly number[];
}

/** No question needs more than this, and each word costs a look into the index. */
export const MOST_CHARACTERS = 200;

/** As many as most Chinese words have, so that neither script outweighs the other in a mixed question. */
const UNITS_OF_A_WORD = 2;

/** Words that make a sentence a question and say nothing about its subject; longer ones first. */
export const ASKING: string = [
  '是什么意思|什么意思|什么时候|多长时间|有没有办法|为什么会|怎么回事|是怎么|怎么样|怎么办|怎么解决|怎么处理|怎么做|怎么写|怎么搞|怎么用|怎么弄|怎么去|为什么|是什么|什么是|什么样|是不是|能不能|可不可以|要不要|会不会|有没有|有哪些|哪一个|在哪里|到哪里|去哪里',
  '怎么|怎样|如何|什么|几天|可否|为何|在哪|到哪|去哪|哪里|哪儿|哪个|哪些|哪|多少|是否|能否|请问|请教|一定要|一定|必须|非得|支持|能用|一下|告诉|帮我|我想|想要|需要|应该|可以|你们|我们|他们|这个|那个|这些|那些|这里|那里|一个|如果|的话|时候|然后|到底|究竟|谢谢|你好|您好',
  '谁|吗|呢|吧|啊|呀|哦|嘛|么|啥|咋|(?<![功性智技可只])能(?![力源量])',
].join('|');

/** 多少 asks for something, but 多少钱 is a subject, so words with a meaning are looked for first. */
function meaningOrAsking({ same }: Pick<Synonyms, 'same'>): RegExp {
  return new RegExp(`(${same.chineseWords})|${ASKING}`, 'g');
}

/** Characters that carry meaning only inside a word, where a pair covers them. */
const IDLE = new Set(
  '的了着过在到从和与及或是有我你您他她它要想会能让把被给跟对去来请问就都也还又再很太不没这那个些里上下中后前时用做办看说得地之其',
);

/** A Chinese character that says nothing on its own. */
export function isIdleCharacter(character: string): boolean {
  return IDLE.has(character) || ASKING_CHARACTERS.has(character);
}

const ASKING_CHARACTERS = new Set('吗呢吧啊呀哦嘛么啥咋谁怎什哪几多少如何为能可以否支持需应该');

const STOP_WORDS = new Set(
  (
    'a an and any are as at be been but by can cannot could did do does doing for from get gets getting give go going had has have ' +
    'how i if in into is it its just know like make many me much my need no not of on one or our please should show so some tell than thank thanks that the ' +
    'their them then there these they thing things this to too us use used using want was way we were what when where which who whom whose why will with ' +
    'would you your about hello hi hey doesn don didn isn won t s re ve ll m work works support supports supported possible able also time old add'
  ).split(' '),
);

/** An English word that says nothing about the subject of a question. */
export function isCommonWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** Takes a question apart. A question without any subject has no terms. */
export function parseQuery(
  question: string,
  synonyms: Pick<Synonyms, 'same'> = builtInSynonyms,
): Query {
  const { same } = synonyms;
  const asked = question
    .normalize('NFKC')
    .slice(0, MOST_CHARACTERS)
    .replace(/(\p{Script=Han})[不没]\1/gu, '$1') // 收不收钱 asks about 收钱.
    .replace(meaningOrAsking(synonyms), (_, meaning?: string) => meaning ?? ' ');
  const terms = new Map<string, QuestionTerm>();
  const idle = new Set<number>();
  let units = 0;

  function add(
    text: string,
    covers: readonly number[],
    { isPrefix = false, isMeaning = false } = {},
  ): void {
    const known = terms.get(text);
    terms.set(text, { text, isPrefix, isMeaning, covers: [...(known?.covers ?? []), ...covers] });
  }
  let before = '';
  for (const token of tokensOf(asked)) {
    const first = units;
    if (token.kind === 'run') {
      const { characters } = token;
      before = '';
      for (const character of characters) {
        if (IDLE.has(character)) idle.add(units);
        units += 1;
      }
      const isIdle = (n: number) => n < 0 || n >= characters.length || idle.has(first + n);
      characters.forEach((character, n) => {
        if (isIdle(n) && isIdle(n + 1)) return;
        const next = characters[n + 1];
        if (next !== undefined) add(character + next, [first + n, first + n + 1]);
        // 长 in 太长了 is a word of its own.
        if (isIdle(n - 1) && isIdle(n + 1)) add(character, [first + n], { isPrefix: true });
      });
      for (const { term, from, to } of same.meaningsIn(characters.join('')))
        add(term, range(first + from, first + to), { isMeaning: true });
      continue;
    }
    for (const part of token.parts) {
      // A tapped heading comes with dashes in place of its spaces.
      if (token.parts.length !== 2 && isCommonWord(part)) continue;
      const own = range(units, units + UNITS_OF_A_WORD);
      // 10 in 每天限10条 is not what the question is about, unless the documents have it.
      if (/^\d{1,3}$/.test(part)) for (const unit of own) idle.add(unit);
      add(stem(part), own);
      for (const meaning of same.meaningsOf(part)) add(meaning, own, { isMeaning: true });
      const phrase = before === '' ? [] : same.meaningsOf(`${before} ${part}`);
      for (const meaning of phrase)
        add(meaning, range(units - UNITS_OF_A_WORD, units + UNITS_OF_A_WORD), { isMeaning: true });
      before = part;
      units += UNITS_OF_A_WORD;
    }
    if (token.parts.length > 1 && units > first) add(token.parts.join(''), range(first, units));
  }
  return { units, terms: [...terms.values()], idle };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, n) => from + n);
}
