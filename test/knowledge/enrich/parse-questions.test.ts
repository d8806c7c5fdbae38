import { describe, expect, it } from 'vitest';
import { parseQuestions } from '../../../src/knowledge/enrich/parse-questions.ts';

describe('the questions that a model wrote', () => {
  it.each([
    ['怎么退货？\n\n多久能退款\n', ['怎么退货？', '多久能退款']],
    ['1. 怎么退货？\n2、运费谁出\n(3) 能换吗', ['怎么退货？', '运费谁出', '能换吗']],
    ['- "Can I return it?"\n* can I return it\nQ1: How long?', ['Can I return it?', 'How long?']],
    ['7天内能退吗\n2026年还有活动吗', ['7天内能退吗', '2026年还有活动吗']],
    [`${'长'.repeat(61)}\n${'长'.repeat(60)}`, ['长'.repeat(60)]],
    [
      '去 https://evil.example 看\n看 evil.com 吗\n加 weixin://x\n<a href=x>点我</a>\n[点我](x)',
      [],
    ],
    ['？？？\n12345\nok', []],
    ['a1b\nb2c\nc3d\nd4e\ne5f\nf6g', ['a1b', 'b2c', 'c3d', 'd4e', 'e5f']],
    ['怎么\u202e退\u0000货？', ['怎么 退 货？']],
  ])('are read from %j', (text, questions) => {
    expect(parseQuestions(text)).toEqual(questions);
  });
});
