/** A file of the shop, as its owner would upload it. */
interface ShopFile {
  readonly name: string;
  readonly text: string;
}

/** What the shop's documents say. */
export const FILES: readonly ShopFile[] = [
  {
    name: '退换货规则.md',
    text: `# 退换货规则

## 退货期限

收到茶叶后 7 天内，未拆封可以无理由退货。退回的运费由买家承担；因为质量问题退货，运费由我们承担。

## 怎么退货

在公众号里发“退货”和订单号，客服会在一个工作日内回复退货地址。收到退货后 3 天内原路退款。

## 破损怎么办

签收时如果外箱破损，请当着快递员拍照，48 小时内把照片发给我们，免费补寄。
`,
  },
  {
    name: '运费与发货.md',
    text: `# 运费与发货

## 运费

全国满 99 元包邮，不满收 8 元。新疆、西藏、青海满 199 元包邮，不满收 18 元。

## 发货时间

工作日 16:00 前付款，当天发货；之后付款，第二天发货。节假日前两天可能延迟一天。

## 快递

默认顺丰，部分乡镇用邮政。下单后 24 小时内可以改地址。
`,
  },
  {
    name: '茶叶介绍.md',
    text: `# 茶叶介绍

## 武夷肉桂

产自武夷山正岩，桂皮香明显，茶汤橙黄，耐泡八次。75 克一盒，268 元。

## 安溪铁观音

清香型，兰花香，用 95 度的水冲泡，第一泡 10 秒出汤。250 克一盒，158 元。

## 白毫银针

福鼎头采，毫香蜜韵，可以存放，越陈越香。50 克一罐，198 元。

## 怎么保存

铁观音放冰箱冷藏，密封，三个月内喝完。岩茶和白茶放在阴凉干燥的地方即可。
`,
  },
  {
    name: '门店.csv',
    text: '门店,地址,营业时间,电话\n文三路店,杭州市西湖区文三路 88 号,9:30–21:00,0571-5550101\n河坊街店,杭州市上城区河坊街 12 号,10:00–22:00,0571-5550102\n',
  },
];

/** The answers that followers read word for word. */
export const FAQ = [
  {
    question: '怎么开发票？',
    variants: ['能开发票吗', '发票怎么开'],
    answer: '下单时填写抬头和税号即可，电子发票在发货后 24 小时内发到您的邮箱。',
  },
  {
    question: '有没有实体店？',
    variants: ['门店在哪'],
    answer: '有两家：杭州文三路 88 号和河坊街 12 号，欢迎来喝茶。',
  },
];

/** What the model says when a question has one of these words. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [
    /怎么保存/,
    '两款茶的保存方法不一样。\n\n武夷肉桂是岩茶，焙过火，怕潮不怕放：装回铁罐，压紧盖子，放在阴凉、干燥、没有异味的柜子里，一年之内香气最好[2]。开封后尽量三个月喝完，不用进冰箱。\n\n白毫银针是白茶，可以长期存放，越陈越香[1]。用牛皮纸或铝箔袋封好，再放进纸箱，离地离墙，避开阳光。南方梅雨天请检查一下封口。\n\n两款都不要和香料、咖啡放在一起。',
  ],
  [
    /退货|退款/,
    '收到茶叶后 7 天内，未拆封可以无理由退货[1]。\n\n1. 在公众号里发“退货”和订单号；\n2. 客服会在一个工作日内回复退货地址；\n3. 我们收到退货后 3 天内原路退款。\n\n退回的运费由买家承担；如果是质量问题，运费由我们承担。',
  ],
  [
    /运费|包邮|新疆/,
    '全国满 99 元包邮，不满收 8 元；新疆、西藏、青海满 199 元包邮，不满收 18 元[1]。',
  ],
  [
    /发货|多久到|几天到/,
    '工作日 16:00 前付款当天发货，之后付款第二天发货[1]。默认发顺丰，一般两到三天送到。',
  ],
  [
    /肉桂|岩茶/,
    '武夷肉桂产自武夷山正岩，桂皮香明显，茶汤橙黄，耐泡八次[1]。75 克一盒，268 元。第一次喝岩茶，可以先用 100 度的水，快进快出，头三泡 5 秒出汤。',
  ],
  [
    /铁观音/,
    '清香型铁观音建议用 95 度的水冲泡，第一泡 10 秒出汤[1]。喝不完请密封冷藏，三个月内喝完。',
  ],
  [/白茶|银针/, '白毫银针可以存放，越陈越香[1]。放在阴凉干燥、没有异味的地方即可，不用进冰箱。'],
  [/破损|碎/, '请当着快递员拍照，48 小时内把照片发给我们，免费补寄[1]。给您添麻烦了！'],
  [/营业|几点|门店/, '文三路店 9:30–21:00，河坊街店 10:00–22:00[1]，节假日照常营业。'],
  [
    /送|礼/,
    '送长辈可以选白毫银针，年份越久越受欢迎；送朋友可以选武夷肉桂，香气张扬，一喝就记得住[1]。两款都有礼盒。',
  ],
];

/** The first words of the slow answer. */
export const SLOW_ANSWER_BEGINS = '两款茶的保存方法不一样';

/** The last words of the slow answer. */
export const SLOW_ANSWER_ENDS = '香料、咖啡放在一起';

/** Returns what the model says to a question. */
export function answerOf(question: string): string {
  const found = ANSWERS.find(([words]) => words.test(question));
  return found?.[1] ?? '您好，我是山间茶铺的小助手，茶叶、运费、退换货都可以问我。';
}

/** A question whose answer the model's vendor breaks off. */
export const FAILED_QUESTION = '写一篇一万字的武夷肉桂介绍';

/** A question whose answer takes longer than WeChat waits. */
export const SLOW_QUESTION = '武夷肉桂和白毫银针，怎么保存？';

/** The questions of the days, in the followers' own words. */
export const QUESTIONS = [
  ...['退货要几天？', '寄到新疆运费多少？', '武夷肉桂怎么泡？', '铁观音用多少度的水？'],
  ...['白茶要放冰箱吗？', '今天下单几天到？', '能开发票吗', '收到的罐子碎了怎么办？'],
  ...['文三路的店几点关门？', '送长辈选哪款好？', '满多少包邮？', '肉桂和铁观音哪个更香？'],
  ...['退款多久到账？', '银针能放几年？', '你好', '下午五点付款今天发货吗？'],
] as const;

/** Questions about which the documents say nothing. */
export const UNANSWERED = ['有没有茶具卖？', '可以货到付款吗？', '有没有茶具卖', '招不招加盟商？'];

/** A correction on which followers agree. */
export const CORRECTED = {
  question: '河坊街的店几点关门？',
  correction: '纠正：河坊街店周五、周六营业到 23:00，其他日子到 22:00。',
};
