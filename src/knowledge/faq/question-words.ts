/** What a question asks for, apart from its subject. */
export type Asked =
  'how' | 'what-to-do' | 'how-is-it' | 'long' | 'price' | 'when' | 'where' | 'why';

/** `not` turns what follows it into its opposite; `owner` stands before what is mine or yours; `gap` divides. */
type WordKind =
  | Asked
  | 'can'
  | 'need'
  | 'not'
  | 'not-have'
  | 'use-for'
  | 'use'
  | 'mine'
  | 'yours'
  | 'me'
  | 'you'
  | 'help-me'
  | 'of'
  | 'light'
  | 'repeated'
  | 'moment'
  | 'code'
  | 'gap';

const END = String.raw`(?=[啊呀呢吗么嘛吧哦]?(?:[^\p{L}\p{N}]|$))`;
const MAY_FOLLOW = '(?:才能够?|才可以|就能|就可以|能够?|可以|才)?';
const ABOUT = '(?:大概|大约|一般|通常|差不多|到底|究竟|具体)';
/** What a question for an amount is introduced by. */
const LEADS = '(?:要|需要|得|收|是|需|花)?';

const english = (words: string) =>
  String.raw`(?<![\p{Script=Latin}\p{N}])(?:${words})(?![\p{Script=Latin}\p{N}])`;

/** The first that fits at a place counts. */
const WORDS: readonly (readonly [WordKind, string])[] = [
  ['what-to-do', '(?:该|要|应该)?(?:怎么办|咋办|如何是好|(?:怎么|如何|怎样)(?:处理|解决))'],
  ['how-is-it', `(?:怎么样|怎样|如何|咋样)(?:的|了)?${END}`],
  [
    'price',
    `${LEADS}(?:多少钱|什么价格|什么价位|什么价|啥价格?|多少费用|怎么收费|如何收费|收费多少|(?:的)?(?:价格|价钱|费用|价位)(?:是|要)?多少钱?|怎么卖${END})`,
  ],
  [
    'how',
    `(?:要|该|应该|应当|得)?(?:怎么样|怎么|怎样|如何|咋样?)(?:才能够?|才可以|能够?|可以|才|进行)?(?:(?:操作|弄|搞)${END})?`,
  ],
  ['long', `${LEADS}(?:多久|多长时间|多长的时间|多少时间)${MAY_FOLLOW}`],
  ['when', `(?<![从到至])(?:在)?(?:什么时候|什么时间|啥时候|啥时间|何时|几时)${MAY_FOLLOW}`],
  [
    'where',
    `(?<![从到至往给])(?:在|是在)?(?:哪里|哪儿|什么地方|何处|啥地方|哪${END})${MAY_FOLLOW}`,
  ],
  ['why', '为什么|为啥|为何'],
  [
    'can',
    '能不能够?|能否|可不可以|可否|可以不可以|是不是可以|是否可以|是否能够?|是不是能|行不行|可以|能够|允许',
  ],
  [
    'can',
    '(?<![功智性节可万才本潜热电职动])能(?![量源力耗])|(?<![银旅飞发流送步自执举进航同])行(?=[吗么])|成(?=[吗么])',
  ],
  [
    'light',
    '有没(?=有)|是不是|是否|是|(?<![重主只需首就不])要(?=收费|收钱|付费|付钱|花钱|交钱|交费)',
  ],
  [
    'need',
    '要不要|需不需要|用不用|是否需要|是不是要|需要|必须|必需|(?<![重主只需首就])要(?![求是点素闻不])',
  ],
  ['not-have', '(?<!有)没有|没(?=有)'],
  ['repeated', String.raw`(\p{Script=Han})[不没](?:\k<again>)`],
  ['not', '没|未|不(?![锈同错])|别(?!的|人)|勿|莫'],
  ['use-for', '用来|用于|用在'],
  ['use', '使用|用'],
  ['mine', '(?:我们|我|本人)的'],
  ['yours', '(?:你们|您们|你|您|贵店|贵司|贵公司)的'],
  ['you', '(?:你们|您们|你|您|咱们|咱)(?:家|店里?|这边|这里|这儿|公司)?|贵店|贵司|贵公司'],
  ['help-me', '帮我(?:们)?(?!的)'],
  [
    'light',
    `(?<![\\p{L}\\p{N}])我?想要?(?![念法象])|有(?=多[远大高重长深宽厚久])|的话|${ABOUT}|目前|一下(?!子)|(?:的)?时候|里面?|在|进行`,
  ],
  ['me', '我们|我|本人|俺'],
  ['of', '的'],
  [
    'moment',
    '每[天日周月年次]|今[天日年]|明[天年]|后天|昨天|周[1-6日末]|(?:[早晚]上|[上下中]午)(?!好)',
  ],
  ['moment', String.raw`\d+(?:\.\d+)?°\p{L}+°`],
  // English.
  [
    'price',
    english(
      'how much (?:does|do|is|are|will|would|did)(?= .*\\bcosts?\\b)|how much (?:is|are|for|to)|(?:what (?:is|are) )?the (?:price|cost)s? (?:of|for)',
    ),
  ],
  ['light', english('(?:it )?costs?(?= *[^\\p{L}\\p{N}]*$)')],
  // A time allowed, not a time needed.
  ['code', english('how long (?:do|would|will) (?:i|we|you) (?:still )?have')],
  ['long', english('how long(?: (?:does|will) it take(?: (?:to|for))?)?')],
  ['when', english('when|(?:at )?what time')],
  ['where', english('where')],
  ['why', english('why|how come')],
  [
    'how',
    english(
      'how to|how(?= (?:do|does|did|can|could|may|might|should|would|will|is|are|am|i|we|you|to)\\b)|what is the (?:best |right )?way to|is there (?:a|any) way to',
    ),
  ],
  ['code', english('how \\w+')],
  [
    'can',
    english(
      'is it (?:possible|ok|okay|allowed|fine|all right|alright) (?:for me )?(?:to|if)|(?:am|are) (?:i|we|you) (?:able|allowed) to|can|could|may|might|possible to',
    ),
  ],
  ['need', english('(?:do |does )?(?:i |we |you )?(?:need|have|required) to|must|need')],
  ['not', english('not|never|no')],
  [
    'light',
    english(
      'do|does|did|is|are|am|be|was|were|been|the|a|an|any|some|there|please|just|will|would|shall|it(?= is)|that|this',
    ),
  ],
  ['mine', english('my|our|mine')],
  ['yours', english('your|yours')],
  ['you', english('you')],
  ['me', english('i|we|me|us|one')],
  [
    'code',
    String.raw`(?:[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\d][\p{M}]*)+(?:[.:/'&-](?=[\p{Script=Latin}\d])[\p{Script=Latin}\d]+|[+#%°]+)*`,
  ],
  [
    'gap',
    String.raw`[^\p{L}\p{N}\p{M}+#%&@*$€£¥°\s]+|\s+(?=\p{Script=Han})|(?<=\p{Script=Han})\s+`,
  ],
];

/** One pattern with a group for each line; no group within a line counts but that of a repeated character. */
const PATTERN = new RegExp(
  WORDS.map(([kind, words], line) =>
    kind === 'repeated'
      ? String.raw`(?<w${line}>(?<again>\p{Script=Han})[不没]\k<again>)`
      : `(?<w${line}>${words})`,
  ).join('|') + String.raw`|(?<other>\S)`,
  'gu',
);

/** A word with its kind; `text` for one that belongs to the subject. */
export interface Word {
  readonly kind: WordKind | 'text';
  readonly text: string;
}

/** Divides a question in plain typography into words; Chinese beside the words of questions falls into characters. */
export function wordsOf(question: string): Word[] {
  return Array.from(question.matchAll(PATTERN), ({ 0: text, groups }): Word => {
    if (groups?.['other'] !== undefined) return { kind: 'text', text };
    const line = WORDS.findIndex((_, n) => groups?.[`w${n}`] !== undefined);
    const kind = WORDS[line]?.[0] ?? 'text';
    return { kind, text: kind === 'repeated' ? (groups?.['again'] ?? text) : text };
  });
}
