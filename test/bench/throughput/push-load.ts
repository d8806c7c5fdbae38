// A process of its own: pushes messages as WeChat does, as fast as they are answered, and checks each reply.
import { createHash, randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import { percentile } from '../statistics.ts';
import { answerTo, questionOf } from './questions.ts';

/** What to push, for how long. */
export interface LoadOrder {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly token: string;
  /** So many pushes are open at each moment. */
  readonly connections: number;
  /** Whether connections are used again, as Nginx can, or each push opens one, as WeChat does. */
  readonly reuse: 'keep-alive' | 'new connections';
  readonly followers: number;
  readonly seconds: number;
}

/** What came of it; only right replies count as pushes. */
export interface LoadResult {
  readonly pushes: number;
  /** Replies without the right answer, and requests that failed. */
  readonly wrong: number;
  readonly firstWrong?: string;
  /** From the first request until the last reply. */
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const PATIENCE_MS = 5000;
/** No two runs of this process may use one MsgId again; neither may two benchmarks over one store. */
const FIRST_MSG_ID = BigInt(Date.now()) << 20n;
let asked = 0;

process.on('message', (order: LoadOrder) => {
  void push(order).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

async function push(order: LoadOrder): Promise<LoadResult> {
  const pool = new Pool(order.origin, {
    connections: order.connections,
    pipelining: 1,
    headersTimeout: PATIENCE_MS,
    bodyTimeout: PATIENCE_MS,
  });
  const latencies: number[] = [];
  let wrong = 0;
  let firstWrong: string | undefined;
  const startedAt = performance.now();
  const stopAt = startedAt + order.seconds * 1000;

  const pushOneByOne = async () => {
    while (performance.now() < stopAt) {
      asked += 1;
      const sentAt = performance.now();
      const problem = await pushOnce(pool, order, asked).catch(String);
      if (problem === undefined) latencies.push(performance.now() - sentAt);
      else {
        wrong += 1;
        firstWrong ??= problem;
      }
    }
  };
  await Promise.all(Array.from({ length: order.connections }, pushOneByOne));
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.destroy();
  return {
    pushes: latencies.length,
    wrong,
    ...(firstWrong !== undefined && { firstWrong }),
    seconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}

/** Answers what is wrong with the reply. */
async function pushOnce(pool: Pool, order: LoadOrder, number: number): Promise<string | undefined> {
  const openId = `oLoad${String(number % order.followers).padStart(23, '0')}`;
  const question = questionOf(number);
  const nowSeconds = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(6).toString('hex');
  const signed = [order.token, nowSeconds, nonce].sort().join('');
  const signature = createHash('sha1').update(signed).digest('hex');
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: `/wechat?signature=${signature}&timestamp=${nowSeconds}&nonce=${nonce}&openid=${openId}`,
    reset: order.reuse === 'new connections',
    headers: { 'user-agent': 'Mozilla/4.0', accept: '*/*', 'content-type': 'text/xml' },
    body: `<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName>
<FromUserName><![CDATA[${openId}]]></FromUserName>
<CreateTime>${nowSeconds}</CreateTime>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[${question}]]></Content>
<MsgId>${FIRST_MSG_ID + BigInt(number)}</MsgId>
</xml>`,
  });
  const reply = await body.text();
  const isRight =
    statusCode === 200 &&
    reply.includes(`<ToUserName><![CDATA[${openId}]]></ToUserName>`) &&
    reply.includes(answerTo(question));
  return isRight ? undefined : `HTTP ${statusCode} ${reply}`;
}
