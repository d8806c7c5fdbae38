const SEPARATOR = String.raw`[\s,.;:!?…~^、，。；：！？·"'“”()\[\]—-]`;
const PLEASE_ASK = String.raw`(?:咨询|了解|问问|问|请问|请教|打听|知道|确认)`;
const CALLED = String.raw`(?:客服|老师|医生|大夫|老板|掌柜|店家|小姐姐|小哥哥|美女|帅哥|亲爱的|亲们?|各位|大家)`;
const SHORTLY = String.raw`(?:一下下|一下|下|个问题)`;

const BEFORE_CHINESE = [
  `${SEPARATOR}+`,
  // 你好用吗 and 你好看 begin with other words.
  `${CALLED}?[你您]们?好[呀啊哦吖哇]?(?![用看吃喝听玩说做多])`,
  `${CALLED}(?=${SEPARATOR}|请问|我想|想问|麻烦)`,
  `(?:嗨|哈喽|哈啰|喂)(?=${SEPARATOR}|请问|我想|想问)`,
  `(?:在吗|在么|在不在|有人吗|有人在吗|客服在吗)(?=${SEPARATOR}|请问|我想|想问)`,
  '(?:早上|上午|中午|下午|晚上)好|早安',
  `(?:不好意思|抱歉|对不起|打扰|冒昧)(?:打扰)?(?:${SHORTLY}|了|啦)?(?=${SEPARATOR}|请问|我想|想问|问)`,
  `请问${SHORTLY}?|请教${SHORTLY}|求问|敢问`,
  `麻烦[你您]?(?:${PLEASE_ASK}?${SHORTLY}|了(?=${SEPARATOR}))`,
  `我?(?:就是)?(?:想要?|要|来)(?:${PLEASE_ASK}${SHORTLY}|咨询|打听|请教|请问|问问|问)`,
  `我?想要?(?:了解|知道)`,
  `${PLEASE_ASK}${SHORTLY}`,
  `问(?=${SEPARATOR})|我有(?:个|一个)问题(?=${SEPARATOR})`,
  `(?:能不能|可不可以|可以|能否|可否|能)?(?:麻烦)?[你您]?(?:能不能|可以|能)?(?:告诉|跟我说|和我说)我?${SHORTLY}?`,
  '(?:有谁|谁|有人|[你您])知道',
  `(?:那个|那|嗯+|额|呃|哦|噢|话说|就是)(?=${SEPARATOR})|那(?=请问|怎么|如何)`,
].join('|');

const BEFORE_ENGLISH = [
  `(?:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day))(?: (?:there|team|all|everyone|sir|madam))?`,
  'excuse me|(?:i am |so )?sorry(?: to (?:bother|trouble) you)?|pardon me|please|kindly|quick question',
  '(?:can|could|would|will) (?:you|someone|anyone|anybody)(?: please| kindly| possibly)?(?: be able to)? (?:tell me|let me know|advise|explain|confirm)(?: please)?(?: if| whether)?',
  '(?:please )?(?:tell me|let me know)(?: if| whether)?',
  'i(?: just)?(?: want(?:ed)?| would like| would love| need| wish| am trying) to (?:know|ask|find out|check)(?: if| whether| about)?',
  'i (?:was|am)(?: just)? wondering(?: if| whether)?|just wondering(?: if| whether)?',
  'do you (?:happen to )?know(?: if| whether)?|any idea|(?:can|may|could) i(?: just)? ask(?: you)?(?: if| whether)?|i have a question',
]
  .map((words) => `(?:${words})(?![\\p{L}\\p{N}])`)
  .concat([`(?:so|um|uh|well|ok|okay|now|also|and)(?=[,.…!])`])
  .join('|');

const AFTER = [
  `${SEPARATOR}+`,
  '(?:谢谢|多谢|感谢|谢啦|谢了|3q)(?:[你您]们?|了|啦|哈|呀|啊|哦|各位|大家|亲)*',
  `(?<=${SEPARATOR}|[吗么呢呀啊])(?:亲|急+|在线等|拜托了?|麻烦[你您]?了|辛苦了?|求解答?|求告知|求助)`,
  `(?<=${SEPARATOR})(?:please|pls|plz|thanks?(?: you)?(?: (?:so|very) much| a lot| in advance)?|thx|cheers|many thanks)`,
].join('|');

const BEFORE = new RegExp(`^(?:${BEFORE_CHINESE}|${BEFORE_ENGLISH})`, 'u');
const AT_END = new RegExp(`(?:${AFTER})$`, 'u');

/** Each step takes a greeting or a word of thanks from either end. */
const MOST_STEPS = 12;

/** Cuts what is said for politeness from both ends of a question in plain typography. */
export function dropPoliteness(question: string): string {
  let kept = question;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const shorter = kept.replace(BEFORE, '').replace(AT_END, '');
    // A question that is nothing but a greeting asks for the greeting.
    if (shorter === kept || !/[\p{L}\p{N}]/u.test(shorter)) break;
    kept = shorter;
  }
  return kept;
}
