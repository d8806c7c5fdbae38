import { expect, it } from 'vitest';
import { createMatchFaq, readWordings } from '../../../src/knowledge/faq/match-faq.ts';

const asks = (entry: string, question: string) => {
  const faq = { document: 'faq.csv', question: entry, variants: [], answer: 'yes' };
  return createMatchFaq(readWordings({ rank: 0, entry: faq }))(question) !== undefined;
};

it.each([
  ['怎么退款', '请问怎么退款呀'],
  ['怎么退款', '如何退款？'],
  ['怎么退款', '退款怎样弄'],
  ['三天内能到吗', '3天以内能到么'],
  ['1公斤装多少钱', '1KG装是多少钱'],
  ['快递费10元吗', '快递费十块钱吗'],
  ['满1,000元包邮吗', '满1000元包邮吗'],
  ['发货了吗', '发货了没有'],
  ['能不能退货', '可以退货不'],
  ['支持七天无理由吗', '是否支持7天无理由'],
  ['哪里可以领优惠券', '优惠券在哪里领'],
  ['你们的地址在哪', '地址在哪里'],
  ['要带什么材料', '需要带什么材料呢'],
  ['不戴眼镜可以吗', '可以不戴眼镜吗'],
  ['Can I pay by card', 'Is it possible to pay by card?'],
  ['How long does delivery take', 'Hi, how long does delivery take, thanks'],
  ['What time do you open', 'When do you open?'],
  ['在吗', '在吗？'],
  ['你好', '你好！'],
  ['你好用英语怎么说', '请问你好用英语怎么说'],
])('“%s” is asked by “%s”', (entry, question) => {
  expect(asks(entry, question)).toBe(true);
});

it.each([
  // The same words in another order.
  ['上海到北京多少钱', '北京到上海多少钱'],
  ['从家到店里怎么走', '从店里到家怎么走'],
  ['牙刷多少钱', '刷牙多少钱'],
  ['蜂蜜怎么保存', '蜜蜂怎么保存'],
  ['狗可以吃猫粮吗', '猫可以吃狗粮吗'],
  ['吃药之前可以喝酒吗', '喝酒之前可以吃药吗'],
  ['上海能用北京医保吗', '北京能用上海医保吗'],
  ['K1可以用K2的壶盖吗', 'K2可以用K1的壶盖吗'],
  ['微信能用支付宝的红包吗', '支付宝能用微信的红包吗'],
  ['不戴眼镜可以戴口罩吗', '戴眼镜可以不戴口罩吗'],
  ['每天2次每次3片可以吗', '每天3次每次2片可以吗'],
  ['Can I convert PDF to Word', 'Can I convert Word to PDF'],
  ['Can I bring a friend without a ticket', 'Can I bring a ticket without a friend'],
  // Whose, and by whom.
  ['怎么联系你们', '你们怎么联系我'],
  ['你们的电话是多少', '我的电话是多少'],
  ['Can I call you', 'Can you call me'],
  ['What is your phone number', 'What is my phone number'],
  // Another thing is asked of the same subject.
  ['怎么断电', '断电怎么办'],
  ['可以退货吗', '怎么退货'],
  ['可以退货吗', '为什么退货'],
  ['看牙要带身份证吗', '看牙可以带身份证吗'],
  ['每天要戴多久', '每天能戴多久'],
  ['戒指怎么戴', '戒指在哪里戴'],
  ['How long do I have to return it', 'How long does it take to return it'],
  ['How is delivery', 'How much is delivery'],
  // Opposites.
  ['会员可以取消吗', '会员不可以取消吗'],
  ['怎么打开通知', '怎么关闭通知'],
  ['有停车位吗', '没有停车位吗'],
  ['为什么能用', '为什么不能用'],
  ['除了周日都上班吗', '周日都上班吗'],
  ['加糖可以吗', '无糖可以吗'],
  ['Is there a fee', 'Is there no fee'],
  ['Can I pay with cash', 'Can I pay without cash'],
  ['Why is it working', "Why isn't it working"],
  // Numbers, units and codes.
  ['三天能到吗', '三四天能到吗'],
  ['1公斤多少钱', '1斤多少钱'],
  ['1公斤多少钱', '1公里多少钱'],
  ['$5 可以用吗', '€5 可以用吗'],
  ['9:00-12:00上班吗', '9:00-22:00上班吗'],
  ['-5度能用吗', '5度能用吗'],
  ['2.5升多少钱', '25升多少钱'],
  ['10-20岁可以吗', '1020岁可以吗'],
  ['支持C++吗', '支持C#吗'],
  ['支持C++吗', '支持C吗'],
  ['A 4 纸有吗', 'A 5 纸有吗'],
  ['周一上班吗', '周二上班吗'],
  ['1月3日上班吗', '3月1日上班吗'],
  // Words that begin or end like politeness.
  ['附近有酒吧吗', '附近有酒吗'],
  ['这锅你好用吗', '这锅用吗'],
  ['咨询电话是多少', '电话是多少'],
  ['要确认收货吗', '收货吗'],
  ['亲子房多少钱', '子房多少钱'],
  ['怎么办', '怎么办呀我的订单丢了'],
])('“%s” is not asked by “%s”', (entry, question) => {
  expect(asks(entry, question)).toBe(false);
});
