import { describe, expect, it } from 'vitest';
import type { Language } from '../../../src/answering/language-of-question.ts';
import { chunkDocument } from '../../../src/knowledge/import/chunk-document.ts';
import { openIndexToWrite } from '../../../src/knowledge/index/index-database.ts';
import { createKnowledgeIndex } from '../../../src/knowledge/index/knowledge-index.ts';

const returns =
  '# 售后政策\n\n## 退货期限\n\n签收后 7 天内，商品未拆封可以申请无理由退货。\n\n## 退款多久到账\n\n仓库收到退货后 3 个工作日内退款，原路返回。\n\n## 运费由谁承担\n\n质量问题由我们承担运费，其他情况由买家承担。\n\n## 发票\n\n订单完成后可以申请电子发票。';
const gym =
  '# 健身房\n\n## 停卡\n\n每年可以停卡两次，每次最长 30 天。\n\n## 退卡多久到账\n\n退卡申请通过后 10 个工作日到账。\n\n## 退卡条件\n\n办卡 15 天内没有使用可以全额退卡。\n\n## 私教课有效期\n\n私教课从购买起 6 个月有效。\n\n## 请假多久有效\n\n请假当天生效。';
const hotel =
  '# 酒店\n\n## 取消预订\n\n入住前一天 18 点前可以免费取消。\n\n## 取消后多久退款\n\n取消成功后 5 个工作日退款。\n\n## 停车多少钱\n\n停车每天 30 元。\n\n## 洗衣\n\n洗衣每件 20 元。\n\n## 加床\n\n加床每晚 150 元。';
const shop =
  '# Returns\n\n## Return window\n\nYou can send goods back within 14 days after delivery.\n\n## How long does a refund take\n\nRefunds reach your account 5 days after the warehouse has the return.\n\n## Warranty\n\nTwo years on all devices.\n\n## Shipping cost\n\nFree from 50 euros.';
const library =
  '# Library\n\n## Loan period\n\nBooks may be kept for 30 days.\n\n## How long does a library card take\n\nA card is ready the same day.\n\n## How much is a lost card\n\nA lost card costs 5 euros.\n\n## Lost books\n\nA lost book is paid at its price, plus 3 euros.';

/** Returns the heading of what would be quoted, or `offer`. */
function quoted(text: string, question: string, language: Language): string {
  const index = createKnowledgeIndex(openIndexToWrite(':memory:'));
  const { title, passages } = chunkDocument(text, { name: 'a.md', isMarkdown: true });
  index.put({ document: 'a.md', revision: '1', title, isFaq: false, language, passages });
  const { fit, found } = index.search(question, { language, limit: 3 });
  return fit === 'perhaps' ? 'offer' : (found[0]?.heading ?? '');
}

describe('a heading that asks for the same side of something else', () => {
  it.each<[string, string, readonly string[], Language]>([
    [returns, '多久之内可以退货', ['退货期限', 'offer'], 'zh'],
    [gym, '多久之内可以退卡', ['退卡条件', 'offer'], 'zh'],
    [hotel, '多久之前可以取消', ['取消预订', 'offer'], 'zh'],
    [hotel, '加床多少钱', ['加床', 'offer'], 'zh'],
    [hotel, '洗衣多少钱', ['洗衣', 'offer'], 'zh'],
    [shop, 'how long do I have to return goods', ['Return window', 'offer'], 'en'],
    [library, 'how long can I keep a book from the library', ['Loan period', 'offer'], 'en'],
    [library, 'how much is a lost book', ['Lost books', 'offer'], 'en'],
  ])('is not quoted (%#)', (text, question, allowed, language) => {
    expect(allowed).toContain(quoted(text, question, language));
  });

  it.each<[string, string, string, Language]>([
    [returns, '多久能退款', '退款多久到账', 'zh'],
    [returns, '退款几天到', '退款多久到账', 'zh'],
    [gym, '退卡的钱多久到账', '退卡多久到账', 'zh'],
    [hotel, '停车多少钱一天', '停车多少钱', 'zh'],
    [shop, 'when do I get my refund', 'How long does a refund take', 'en'],
    [library, 'how long does a card take', 'How long does a library card take', 'en'],
  ])(
    'is quoted where its subject is the one asked about (%#)',
    (text, question, heading, language) => {
      expect(quoted(text, question, language)).toBe(heading);
    },
  );
});
