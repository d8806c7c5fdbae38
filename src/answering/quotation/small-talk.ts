/** What a message says that asks for nothing. */
export type SmallTalk = 'greeting' | 'thanks';

const GREETING = [
  '(?:你|您|大家|老师)好[哦哈吗]?|哈[喽啰罗]|嗨|嘿|喂|早上好|上午好|中午好|下午好|晚上好|早安?|在(?:吗|么|嘛|不|的)?|有人(?:在)?(?:吗|么)',
  '[你您](?:是|叫)(?:谁|啥|什么(?:东西|名字|模型|机器人)?|哪位)|[你您](?:是|到底是)?不?是(?:个)?(?:机器人|真人|人|人工|人工智能|ai|chatgpt|deepseek)吗?|[你您](?:今年)?(?:多大|几岁)了?|[你您]的?名字(?:是什么|叫什么)?',
  '[你您](?:能|会|可以)?(?:帮我)?(?:做|干|帮我|回答|会|能)?(?:点|些)?(?:什么|啥|哪些)(?:事情?|问题|忙|功能)?|[你您]有(?:什么|哪些|啥)(?:功能|用|本领|能力)|(?:请)?(?:介绍一下|介绍下)?(?:你|您)?自己|自我介绍|介绍一下你',
  '这个?是(?:个)?(?:什么|啥)(?:东西|玩意儿?|机器人)?|[你您]?是?谁(?:做|写|开发)[你您]?的',
  '测试(?:一下)?|试试|试一下',
  'hi|hello|hey|hallo|hola|yo|greetings|howdy|there|good (?:morning|afternoon|evening|day)|how (?:are|old are) you(?: doing)?|anybody(?: there)?|anyone(?: there)?|are you there|nice to meet you',
  "(?:so )?(?:who|what) (?:are|r) (?:you|u)|what(?: i|')?s your name|your name|are you (?:a |an )?(?:bot|robot|human|ai|real)(?: person)?|what can (?:you|u|i) (?:do|ask)(?: you)?(?: for me)?|what do you do|introduce yourself|tell me about yourself",
  "what(?: i|'|)s this|who (?:made|built|wrote) (?:you|this)",
  'test(?:ing)?|ping',
  '1+|0+|12|123\\d{0,3}|666+|888+',
];
const THANKS = [
  '(?:谢谢|谢了|多谢|感谢|辛苦)(?:[你您]了?|啦|了|大家)?|好的?|嗯|哦|噢|行|知道了|明白了?|懂了|收到|了解|再见|拜拜|拜|晚安|哈|呵|不错|很好|真棒|厉害',
  'thanks?(?: (?:a lot|you|so much|very much))*|thank u|thx|ty|ok(?:ay)?|great|good|nice|cool|perfect|got it|bye(?: bye)?|good(?:bye| night)|see you|lol|haha+',
];
const A_GREETING = onePhrase(GREETING);
const A_THANKS = onePhrase(THANKS);
const STARTS_CHINESE = /^\p{Script=Han}/u;

/** Of what a follower writes, with signs and emoji. */
const LONGEST_MESSAGE = 2_000;
/** Of what is left without them. */
const MOST_WORDS = 100;

/** Reads a message that is nothing but politeness, a first try, or a question about the bot itself. */
export function readSmallTalk(message: string): SmallTalk | undefined {
  // What follows a long greeting is a question, and would pass for the greeting unread.
  if (message.length > LONGEST_MESSAGE) return undefined;
  const words = message
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();
  if (words.length > MOST_WORDS) return undefined;
  // A lone "?" or an emoji.
  if (words === '') return 'greeting';
  if (isMadeOf(words, A_THANKS)) return 'thanks';
  return isMadeOf(words, A_GREETING) ? 'greeting' : undefined;
}

function onePhrase(phrases: readonly string[]): RegExp {
  return new RegExp(`^(?:${phrases.join('|')})[啊呀呢吧]? ?$`, 'u');
}

/**
 * Whether the words are phrases and nothing else. One expression that repeats them would take for ever with 拜拜拜…x,
 * which can be divided in very many ways; here each place is gone on from once.
 */
function isMadeOf(words: string, phrase: RegExp): boolean {
  // A set goes on to what is added while it is gone through.
  const ends = new Set([0]);
  for (const from of ends)
    for (let to = from + 1; to <= words.length; to += 1)
      if (!ends.has(to) && isApart(words, to) && phrase.test(words.slice(from, to))) ends.add(to);
  return ends.has(words.length);
}

/** Chinese stands together; other words are divided by spaces. */
function isApart(words: string, at: number): boolean {
  return (
    at === words.length || words[at - 1] === ' ' || STARTS_CHINESE.test(words.slice(at, at + 2))
  );
}
