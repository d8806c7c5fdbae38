/** What a question asks for: two questions about the same thing want different answers if this differs. Longer ones first. */
const KINDS: readonly (readonly [string, RegExp])[] = [
  ['why', /为什么|为啥|为何|怎么会|\bwhy\b/gu],
  [
    'time',
    /什么时候|什么时间|多长时间|几点钟?|何时|多久|几天|多少天|几号|哪天|\bhow (?:long|soon|many days)\b|\bwhen\b|\bwhat time\b/gu,
  ],
  ['amount', /多少钱|多少|什么价格?|几块钱?|几元|贵不贵|贵吗|\bhow (?:much|many)\b/gu],
  ['where', /在哪里?儿?|哪里|哪儿|什么地方|\bwhere\b/gu],
  ['who', /谁|哪位|\bwho\b|\bwhom\b/gu],
  ['how', /怎么样?|怎样|如何|咋|流程|步骤|方法|\bhow\b/gu],
];

/** Returns what a question asks for, and the question without those words. */
export function splitAsked(question: string): { readonly kind: string; readonly rest: string } {
  const plain = question.normalize('NFKC').toLowerCase();
  const asked = KINDS.find(([, words]) => plain.search(words) >= 0);
  return asked ? { kind: asked[0], rest: plain.replace(asked[1], ' ') } : { kind: '', rest: plain };
}
