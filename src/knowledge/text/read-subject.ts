import { beginningOf, SHORTEST_WITH_RELATIVES } from './clues-of.ts';
import { ASKING, isCommonWord, isIdleCharacter } from './parse-query.ts';
import { isEverydayEnglish } from './everyday-english.ts';
import { rarityOf, type Rarities } from './relevance.ts';
import { stem } from './stem.ts';
import { isMeaning, type Synonyms } from './synonyms.ts';
import { tokensOf } from './terms.ts';

/** A character or word of a question, and by which terms a passage can speak about it. */
export interface SubjectUnit {
  /** How much it says about what is asked; 0 for what only holds the sentence together. */
  readonly wanted: number;
  readonly ways: readonly {
    readonly term: string;
    readonly isPrefix: boolean;
    readonly gain: number;
  }[];
  /** No document has it, nor another word for it. */
  readonly isUnknown: boolean;
}

/** What a question is about. */
export interface Subject {
  readonly units: readonly SubjectUnit[];
  /** The share of its words, from 0 to 1, that no document has, nor another word for them. */
  readonly newWords: number;
}

/** Words of everyday life that tell how, when and by whom something is done, and hardly ever what is asked about. */
const EVERYDAY = new Set(
  (
    '今天 明天 昨天 前天 后天 早上 上午 中午 下午 晚上 半夜 白天 天天 每天 平时 现在 刚才 刚刚 已经 正在 以后 之后 以前 之前 后来 最近 马上 直接 一直 经常 老是 总是 突然 忽然 ' +
    '一起 一样 一点 一些 一次 一个 起来 出来 过来 过去 回来 上去 下来 东西 事情 问题 情况 地方 时候 样子 感觉 觉得 听说 都说 发现 看到 知道 喜欢 担心 害怕 希望 想要 打算 准备 不想 ' +
    '朋友 同事 邻居 老公 老婆 家里 家人 我妈 我爸 妈妈 爸爸 有点 比较 特别 非常 真的 真假 假的 到底 究竟 反正 其实 好像 大概 应该 必须 一定 可能 只能 不能 不行 不了 没有 不是 还是 ' +
    '或者 因为 所以 但是 不过 如果 还有 那种 这种 那个 这个 哪个 大家 自己 别人 人家 有人 谢谢 你好 请问 ' +
    'today tomorrow yesterday now right week day days last next month year time times first second guys stuff thing things somebody someone anybody nobody everyone everything ' +
    'anything something really very just also still again always never ever maybe please help tell wonder think know happen happens happened mean like try tried trying ' +
    'say says said see let lets put take getting got goes going done doing off out up down back over here through thru little lot bit whole same other another more most less u im ive dont doesnt cant wont whats its hasnt isnt'
  ).split(' '),
);

/** A single character, or a word that stands in any text, beside a word that says what is meant. */
const SLIGHT_WORD = 0.5;

/** A character alone says less than the pair that it is part of; another word less than the word itself. */
const GAINS = { pair: 1, character: 0.5, same: 0.9, related: 0.7, beginning: 0.7 } as const;

interface Unit {
  wanted: number;
  ways: { term: string; isPrefix: boolean; gain: number }[];
  isUnknown: boolean;
}

const ASKED = new RegExp(ASKING, 'g');

/** Reads a question as what it is about, for the judgement whether a passage speaks about it at all. */
export function readSubject(
  question: string,
  { same, related }: Synonyms,
  rarities: Rarities,
): Subject {
  const unheardOf = rarityOf(0, rarities.passages);
  const units: Unit[] = [];
  const words = { all: 0, unheardOf: 0 };
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const rarityOfTerm = (text: string, isPrefix = false) => rarities.of({ text, isPrefix });
  let before = '';

  /** Another word for it is as good, and says how much it is worth where the word itself is not known. */
  function addMeanings(unit: Unit, terms: readonly string[], gain: number): void {
    for (const term of terms) {
      const rarity = rarityOfTerm(term);
      if (rarity === undefined) continue;
      const isKnown = unit.ways.some(({ gain: own }) => own > 0) && !unit.isUnknown;
      unit.wanted = isKnown ? unit.wanted : rarity;
      unit.isUnknown = false;
      unit.ways.push({ term, isPrefix: false, gain: gain * rarity });
    }
  }
  function addRun(characters: readonly string[]): void {
    const own = characters.map((character): Unit => {
      if (isIdleCharacter(character)) return { wanted: 0, ways: [], isUnknown: false };
      const rarity = rarityOfTerm(character, true);
      if (rarity === undefined) return { wanted: unheardOf, ways: [], isUnknown: true };
      const gain = GAINS.character * rarity;
      return {
        wanted: rarity,
        ways: [{ term: character, isPrefix: true, gain }],
        isUnknown: false,
      };
    });
    characters.slice(1).forEach((second, n) => {
      const pair = `${characters[n]}${second}`;
      const rarity = rarityOfTerm(pair);
      if (rarity === undefined) return;
      for (const unit of own.slice(n, n + 2)) {
        if (unit.wanted === 0) continue;
        unit.wanted = Math.max(unit.wanted, rarity);
        unit.ways.push({ term: pair, isPrefix: false, gain: GAINS.pair * rarity });
      }
    });
    for (const [table, gain] of [
      [same, GAINS.same],
      [related, GAINS.related],
    ] as const)
      for (const { term, from, to } of table.meaningsIn(characters.join('')))
        for (const unit of own.slice(from, to)) addMeanings(unit, [term], gain);
    let from = 0;
    for (const { segment } of segmenter.segment(characters.join(''))) {
      const to = from + [...segment].length;
      if (EVERYDAY.has(segment))
        for (let n = from; n < to; n++) own[n] = { wanted: 0, ways: [], isUnknown: false };
      countWord(segment, own.slice(from, to));
      from = to;
    }
    units.push(...own);
  }
  /** A word of which only single characters are known is as new as one of which nothing is. */
  function countWord(word: string, parts: readonly Unit[]): void {
    if (parts.every(({ wanted }) => wanted === 0)) return;
    const isSlight = parts.length === 1;
    words.all += isSlight ? SLIGHT_WORD : 1;
    const isKnown = parts.some(({ ways }) =>
      ways.some(({ term, isPrefix }) => !isPrefix && (isMeaning(term) || word.includes(term))),
    );
    if (!isSlight && !isKnown) words.unheardOf += 1;
  }
  function addWord(word: string): void {
    const phrase = before === '' ? [] : [`${before} ${word}`];
    before = word;
    const unit: Unit = { wanted: 0, ways: [], isUnknown: false };
    if (!isCommonWord(word) && !EVERYDAY.has(word)) {
      const rarity = rarityOfTerm(stem(word));
      unit.wanted = rarity ?? unheardOf;
      unit.isUnknown = rarity === undefined;
      unit.ways.push({ term: stem(word), isPrefix: false, gain: rarity ?? 0 });
      const relatives = rarityOfTerm(beginningOf(word), true);
      if (word.length >= SHORTEST_WITH_RELATIVES && relatives !== undefined) {
        if (unit.isUnknown) unit.wanted = relatives;
        unit.isUnknown = false;
        unit.ways.push({
          term: beginningOf(word),
          isPrefix: true,
          gain: GAINS.beginning * relatives,
        });
      }
    }
    for (const words of [word, ...phrase]) {
      addMeanings(unit, same.meaningsOf(words), GAINS.same);
      addMeanings(unit, related.meaningsOf(words), GAINS.related);
    }
    if (unit.wanted > 0) {
      const isSlight = isEverydayEnglish(word);
      words.all += isSlight ? SLIGHT_WORD : 1;
      if (unit.isUnknown && !isSlight) words.unheardOf += 1;
    }
    units.push(unit, unit); // As many as most Chinese words have.
  }
  for (const token of tokensOf(question.normalize('NFKC').replace(ASKED, ' '))) {
    if (token.kind === 'run') {
      before = '';
      addRun(token.characters);
    } else token.parts.forEach(addWord);
  }
  return {
    units: units.filter(({ wanted }) => wanted > 0),
    newWords: words.all === 0 ? 0 : Math.min(1, words.unheardOf / Math.max(1, words.all)),
  };
}
