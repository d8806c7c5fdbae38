import {
  createConsoleClient,
  openConsole,
  PASSWORD,
  type ConsoleClient,
} from '../../test/support/console-client.ts';
import { fillKnowledge } from './fill-knowledge.ts';
import type { OpenShop, ShopPlace } from './open-tea-shop.ts';
import {
  CORRECTED,
  FAILED_QUESTION,
  QUESTIONS,
  SLOW_ANSWER_ENDS,
  SLOW_QUESTION,
  UNANSWERED,
} from './tea-shop.ts';

/** How many questions each of the last days brought, the oldest first; the last is today. */
const DAYS = [9, 14, 11, 18, 24, 21, 16];
const DAY_MS = 86_400_000;
const FOLLOWERS = ['oLinXiaoyu', 'oChenMo', 'oZhaoQing', 'oWangLei', 'oSunYue', 'oZhouHang'];

const CORRECTORS = ['oChenMo', 'oZhaoQing'];
const CARDS = [
  { openId: 'oLinXiaoyu', note: '林小雨，老顾客，喜欢岩茶', tags: ['会员', '岩茶'] },
  { openId: 'oChenMo', note: '陈默，常给公司订礼盒', tags: ['会员', '礼盒'] },
  { openId: 'oZhaoQing', note: '', tags: ['新客'] },
];

/** Writes the shop's documents and has its followers ask, day by day; returns the shop as it is open today. */
export async function keepShopBusy(
  place: ShopPlace,
): Promise<{ readonly shop: OpenShop; readonly owner: ConsoleClient }> {
  for (const [index, questions] of DAYS.entries()) {
    const ago = DAYS.length - 1 - index;
    const shop = await place.open(ago * DAY_MS);
    if (index === 0) await fillKnowledge(await openConsole(shop.server));
    await askAll(shop, index * 5, questions);
    if (ago === 0) {
      await giveFeedback(shop);
      await askSlowly(shop);
      const owner = await signIn(shop);
      await writeCards(owner);
      return { shop, owner };
    }
    await shop.close();
  }
  throw new Error('There is no day of today');
}

/** Has the followers ask beside each other, each one question after the other. */
async function askAll({ platform }: OpenShop, from: number, count: number): Promise<void> {
  const asked: string[] = Array.from({ length: count }, (_, at) => pick(QUESTIONS, from + at * 3));
  if (from % 10 === 0) asked.push(FAILED_QUESTION);
  asked.push(pick(UNANSWERED, from / 5));
  await Promise.all(
    FOLLOWERS.map(async (openId, number) => {
      const follower = platform.follower(openId);
      if (from === 0) await follower.does({ event: 'subscribe' });
      for (const question of asked.filter((_, at) => at % FOLLOWERS.length === number))
        await follower.says(question);
    }),
  );
}

async function giveFeedback({ platform }: OpenShop): Promise<void> {
  for (const openId of CORRECTORS) {
    const follower = platform.follower(openId);
    await follower.says(CORRECTED.question);
    await follower.says('👎');
    await follower.says(CORRECTED.correction);
  }
  const pleased = platform.follower('oLinXiaoyu');
  await pleased.says(QUESTIONS[0]);
  await pleased.says('👍');
}

/** Waits until the whole answer is on the follower's screen. */
async function askSlowly({ platform }: OpenShop): Promise<void> {
  const follower = platform.follower('oWangLei');
  await follower.says(SLOW_QUESTION);
  await follower.until((seen) => seen.some(({ text }) => text.includes(SLOW_ANSWER_ENDS)));
}

async function writeCards(owner: ConsoleClient): Promise<void> {
  for (const { openId, ...card } of CARDS) await owner.patch(`/followers/${openId}`, card);
}

async function signIn({ server }: OpenShop): Promise<ConsoleClient> {
  const owner = createConsoleClient(`http://127.0.0.1:${server.console?.port ?? server.port}`);
  await owner.signIn('owner', PASSWORD);
  return owner;
}

function pick<Item>(items: readonly Item[], at: number): Item {
  const item = items[at % items.length];
  if (item === undefined) throw new Error('There is nothing to choose from');
  return item;
}
