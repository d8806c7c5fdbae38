import { expect, it } from 'vitest';
import { findLinks } from '../../src/simulator/platform/links.ts';
import { tapLink, tapQuestions } from '../../src/rendering/tap-link.ts';

it.each(['a b', 'a&b', 'a"b', "it's", '<a>', '100%', '#1'])(
  'refuses to carry %s, which a client may take for something else',
  (text) => {
    expect(() => tapLink(text)).toThrow(RangeError);
  },
);

it.each([
  ['怎么部署到服务器？', '怎么部署到服务器？'],
  ['支持 Docker 吗？', '支持Docker吗？'],
  ['How do I connect it?', 'How-do-I-connect-it?'],
  ['接入通义千问（Qwen）', '接入通义千问（Qwen）'],
  ['AT&T <b>"50%" #1</b> it\'s', 'ATT-b50-1/b-its'],
  ['换行\n和\t制表', '换行和制表'],
  ['红茶 价格', '红茶价格'],
])('shows %s and sends %s', (question, sends) => {
  const [link, ...others] = findLinks(tapQuestions([question], () => false));
  expect(others).toEqual([]);
  expect(link?.sends).toBe(sends);
  expect(link?.label.replaceAll('＜', '<').replaceAll('＞', '>')).toBe(question);
});

it('puts each question on a line of its own', () => {
  expect(tapQuestions(['甲', '乙'], () => false).split('\n')).toHaveLength(2);
});

it('leaves out a question that would be a command when it is sent', () => {
  const isCommand = (text: string) => text === '确认删除';
  expect(tapQuestions(['确认%删除'], isCommand)).toBe('');
  expect(tapQuestions(['确认删除', '乙'], isCommand)).toBe(tapQuestions(['乙'], isCommand));
});
