import { stem } from '../text/stem.ts';
import { dropPoliteness } from './drop-politeness.ts';
import { plainQuestion } from './plain-question.ts';
import { wordsOf, type Asked, type Word } from './question-words.ts';
import { readNumbers } from './read-numbers.ts';

/** Of the person that does something, or to whom a thing belongs. */
type Side = 'me' | 'you';

/** A question without its politeness, as far as its meaning can be told by rule. */
export interface QuestionReading {
  /** The words of its subject, in order; an opposite has its negation before it: ¬带. */
  readonly words: readonly string[];
  /** Places between two words where a clause ends or a word of questions stood: the parts beside them may change places. */
  readonly edges: ReadonlySet<number>;
  /** Places where a word stood that binds its neighbours. */
  readonly bonds: ReadonlySet<number>;
  readonly asked: ReadonlySet<Asked>;
  /** can, need, and their opposites. */
  readonly modals: ReadonlySet<string>;
  readonly subject: Side | undefined;
  readonly owner: Side | undefined;
}

const ASKED: ReadonlySet<string> = new Set<Asked>([
  'how',
  'what-to-do',
  'how-is-it',
  'long',
  'price',
  'when',
  'where',
  'why',
]);
/** Said before the thing with which something is done. */
export const USE = '用';

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bcan'?t\b|\bcannot\b/g, 'can not'],
  [/\bwon't\b/g, 'will not'],
  [/n't\b/g, ' not'],
  [/\bdont\b/g, 'do not'],
  [/\b(what|where|when|how|who|it|that|there|here)'s\b/g, '$1 is'],
  [/'(?:m|re|ll|ve|d)\b/g, ''],
  [/\b(?:(?:is|are) there|there (?:is|are))(?! (?:a|any) way\b)/g, 'have'],
];

/** Different characters for one thing, where no other meaning is possible. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/星期(?=[一二三四五六日天末几])|礼拜(?=[一二三四五六日天末几])/g, '周'],
  [/周天/g, '周日'],
  [/多少(?=[个次天件号人岁年位只种])/g, '几'],
  [/什么|神马|甚么/g, '什么'],
  [/(?<![什怎])么啥|啥(?!时候|时间|地方|价)/g, '什么'],
  [/之前|以前/g, '前'],
  [/之后|以后/g, '后'],
  [/之内|以内/g, '内'],
  [/帐[号户]|账户/g, '账号'],
  [/(?<=了)(?:没有|没)(?=[^\p{L}\p{N}]*$)/gu, ''],
  [/(?<=\p{Script=Han})(?<!什|怎|要)不(?=[^\p{L}\p{N}]*$)/gu, ''],
];

/** A particle at the end of a clause; 酒吧 and 多哈 are no particles. */
const PARTICLES =
  /(?:[吗嘛呀啊哦噢喔啦哇呗咯哟诶]|(?<![什怎那这多要])么|(?<!毛)呢|(?<![酒网贴书清])吧|(?<![多二])哈)(?=[^\p{L}\p{N}]|$)/gu;

/** Reads a question of at most some hundred characters. */
export function readQuestion(question: string): QuestionReading {
  let text = dropPoliteness(plainQuestion(question));
  for (const [pattern, spelling] of CONTRACTIONS) text = text.replace(pattern, spelling);
  text = dropPoliteness(text);
  for (const [pattern, spelling] of SPELLINGS) text = text.replace(pattern, spelling);
  text = readNumbers(text).trim();
  // Twice, for 的呀吗.
  text = text.replace(PARTICLES, (particle) =>
    particle === '吗' || particle === '么' ? '吗' : '',
  );
  return arrange(wordsOf(text.replace(/吗/g, ' 。')));
}

function arrange(all: readonly Word[]): QuestionReading {
  const words: string[] = [];
  const edges = new Set<number>();
  const bonds = new Set<number>();
  const asked = new Set<Asked>();
  const modals = new Set<string>();
  let subject: Side | undefined;
  let owner: Side | undefined;
  let negation = '';
  let clauseStart = 0;
  let usedFor: number | undefined;
  let previous: Word['kind'] | undefined;

  const add = (text: string, isApart = false) => {
    if (isApart) edges.add(words.length);
    words.push(negation + text);
    negation = '';
    if (isApart) edges.add(words.length);
  };
  const endClause = () => {
    if (usedFor !== undefined && usedFor > clauseStart && usedFor < words.length) {
      // 医保能用来种植牙 and 锡纸用在锅里 say the same as 种植牙能用医保 and 锅里能用锡纸.
      const thing = words.slice(clauseStart, usedFor);
      const purpose = words.slice(usedFor);
      words.splice(clauseStart, words.length, ...purpose, USE, ...thing);
      edges.add(clauseStart + purpose.length);
    } else if (usedFor !== undefined) words.splice(usedFor, 0, USE);
    usedFor = undefined;
    clauseStart = words.length;
    edges.add(words.length);
  };

  all.forEach((word, place) => {
    const { kind, text } = word;
    const before = previous;
    previous = kind;
    if (negation !== '' && !['can', 'need', 'gap', 'light', 'me', 'you'].includes(kind)) {
      if (ASKED.has(kind)) edges.add(words.length);
      add(kind === 'code' ? stem(text) : text);
      return;
    }
    if (isAsked(kind)) {
      asked.add(kind);
      edges.add(words.length);
      return;
    }
    switch (kind) {
      case 'can':
      case 'need':
        modals.add(negation + kind);
        negation = '';
        edges.add(words.length);
        return;
      case 'not':
      case 'not-have':
        negation = /^[没未]/.test(text) ? '没¬' : '¬';
        edges.add(words.length);
        return;
      case 'use-for':
        usedFor ??= words.length;
        edges.add(words.length);
        return;
      case 'use':
        add(USE);
        return;
      case 'mine':
      case 'yours':
        owner ??= kind === 'mine' ? 'me' : 'you';
        return;
      case 'me':
      case 'you': {
        const after = all[place + 1]?.kind;
        const isFirst = words.length === clauseStart;
        const isBeforeQuestion =
          after !== undefined && (isAsked(after) || after === 'can') && place + 2 < all.length;
        const isAfterQuestion =
          before !== undefined &&
          (isAsked(before) || before === 'can' || before === 'need' || before === 'light');
        if (
          (isFirst || isBeforeQuestion || isAfterQuestion) &&
          (subject === undefined || subject === kind) &&
          after !== 'gap' &&
          after !== undefined
        ) {
          subject = kind;
          return;
        }
        add(kind);
        return;
      }
      case 'help-me':
        subject ??= 'you';
        return;
      case 'of':
        bonds.add(words.length);
        return;
      case 'light':
        if (negation !== '') add(text);
        return;
      case 'gap':
        if (negation !== '') add('');
        endClause();
        return;
      case 'moment':
        add(text, true);
        return;
      case 'code':
        add(/^[a-z']+$/.test(text) ? stem(text) : text, before !== 'code' && before !== 'light');
        return;
      default:
        add(text);
    }
  });
  if (negation !== '') add('');
  endClause();
  return { words, edges, bonds, asked, modals, subject, owner };
}

function isAsked(kind: Word['kind']): kind is Asked {
  return ASKED.has(kind);
}
