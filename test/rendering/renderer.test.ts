import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRenderer } from '../../src/rendering/renderer.ts';
import {
  createUntaggedThinking,
  type UntaggedThinking,
} from '../../src/rendering/thinking/untagged-thinking.ts';
import { chunksOf, markdown, render } from './markdown/markdown.ts';

const fixtures = new URL('../fixtures/markdown/', import.meta.url);
const names = readdirSync(fixtures)
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.replace(/\.md$/, ''));

const read = (name: string): string => readFileSync(new URL(name, fixtures), 'utf8');

describe('what models write', () => {
  it.each(names)('becomes readable text: %s', (name) => {
    expect(render([read(`${name}.md`)]) + '\n').toBe(read(`${name}.txt`));
  });

  it.each(names)('is the same when it comes character by character: %s', (name) => {
    expect(render(read(`${name}.md`).split('')) + '\n').toBe(read(`${name}.txt`));
  });
});

describe('for any text and any chunking', () => {
  const chunked = fc.tuple(markdown(), fc.array(fc.nat({ max: 30 }), { maxLength: 40 }));

  it('releases the same text', () => {
    fc.assert(
      fc.property(chunked, ([text, sizes]) => {
        const whole = render([text]);
        expect(render(chunksOf(text, sizes))).toBe(whole);
        expect(render(text.split(''))).toBe(whole);
      }),
      { numRuns: 700 },
    );
  });

  it.each([
    '. |<b>```\n',
    '。1. |<https://e.cn>```\n',
    '好。甲|乙```js\nx\n```\n',
    '。|：```\nx\n```\n',
  ])('reads a fence after a bar alike, whole or sign by sign: %j', (text) => {
    expect(render(text.split(''))).toBe(render([text]));
  });

  it('never takes back what it released, and never divides a surrogate pair', () => {
    fc.assert(
      fc.property(chunked, ([text, sizes]) => {
        const final = render([text]);
        const renderer = createRenderer();
        let released = '';
        for (const chunk of chunksOf(text, sizes)) {
          const piece = renderer.push(chunk);
          expect(isWellFormed(piece)).toBe(true);
          released += piece;
          expect(final.startsWith(released)).toBe(true);
        }
        expect(isWellFormed(renderer.end())).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('gives out legal characters, and no markup that could be tapped', () => {
    fc.assert(
      fc.property(markdown(), (text) => {
        const shown = render(text.split(''));
        expect(isWellFormed(shown)).toBe(true);
        // eslint-disable-next-line no-control-regex -- the characters that must not be there
        expect(shown).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
        expect(shown).not.toMatch(/<\/?a(?![a-z0-9])/i);
        expect(shown).not.toMatch(/weixin:\/\//i);
      }),
      { numRuns: 700 },
    );
  });

  it('leaves no empty lines at the ends, no two in a row outside code, and no white space at line ends', () => {
    fc.assert(
      fc.property(markdown(), (text) => {
        const shown = render([text]);
        expect(shown).not.toMatch(/^\n|\n$|[ \t\u3000]+(?:\n|$)|\n{4,}/);
        if (!/```|~~~/.test(text)) expect(shown).not.toMatch(/\n{3,}/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the time of release', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['a sentence when the next one begins', ['今天晴。', '明', '天雨。'], ['', '今天晴。', '']],
    ['a closing quote with its sentence', ['他说：“好。', '”', '然'], ['', '', '他说：“好。”']],
    ['a full stop only before white space', ['Pi is 3.', '14. ', 'So'], ['', 'Pi is 3.14.', '']],
    ['bold text when it is closed', ['**一。二。', '三。**', '四'], ['', '', '一。二。三。']],
    ['a line when it ends', ['# 标题', '\n', '- 第一项\n'], ['', '【标题】', '\n• 第一项']],
    ['code line by line', ['```\n', 'a = 1\nb', ' = 2\n'], ['', 'a = 1', '\nb = 2']],
    ['the sentences of a list item', ['1. 先看。再', '想\n'], ['1. 先看。', '再想']],
    [
      'a link when its address is there',
      ['见[这里。]', '(https://e.cn', ')。好'],
      ['', '', '见这里。（https://e.cn）。'],
    ],
    [
      'a table when it is complete',
      ['|a|b|\n|-|-|\n', '|1|2|\n', '|3|4|\n', '\n'],
      ['', '', '', 'a: b\n• 1: 2\n• 3: 4'],
    ],
  ])('is right: %s', (_, chunks, expected) => {
    const renderer = createRenderer();
    expect(chunks.map((chunk) => renderer.push(chunk))).toEqual(expected);
  });

  it.each([
    ['no punctuation', '没有标点的文字'],
    ['one word', 'a'],
    ['spaces', 'word '],
    ['marks that never close', '**a [b `c <d '],
    ['one emoji after the other', '👨‍👩‍👧‍👦'],
    ['flags', '🇨🇳'],
    ['accents', '\u0301'],
    ['full stops', '。'],
    ['brackets', '['],
    ['a heading', '# a'],
    ['a row', '|a'],
    ['a line of code', '```\n'.padEnd(5, 'x')],
  ])('comes at some bound: %s', (_, unit) => {
    const text =
      unit.slice(0, 4) === '```\n' ? unit + 'x'.repeat(8000) : unit.repeat(8000 / unit.length);
    const renderer = createRenderer();
    let released = '';
    for (const [index, character] of text.split('').entries()) {
      released += renderer.push(character);
      expect(released.length).toBeGreaterThanOrEqual(index - 2010);
    }
  });
});

describe('100,000 characters, one at a time', () => {
  // Each of them would take minutes if the work grew with the square of the length.
  it.each([
    ['text', '你好，世界。**重点**见[链接](https://example.com/a_b)。\n\n- 一\n'],
    ['unclosed marks', '**a! *b! _c! `d! [e! ~~f! <b>g! \n'],
    ['openings', '[![<a <!-- \\( $$ '],
    ['tags', '<p>a</p><b>c <ul><li>d. <p> e'],
    ['nested tags', '<div><ol><li>'],
    ['lines of tags', '<div>\n<ul>\n<li>a\n'],
    ['tags without an end', '<b class="a" <p <!- '],
    ['entities', '&amp; & &lt;写成&gt; '],
    ['fences', 'a：```b\nc```d\n'],
    ['ticks', 'a ```b `` c '],
    ['comparisons', '>1 >= '],
    ['stars', 'a*b **c***d 张**'],
    ['white space', ' '],
    ['empty lines', '\n'],
    ['quotes', '> '],
    ['rows', '| a | b |\n|---|---|\n'],
    ['accents', '\u0301'],
  ])('are rendered: %s', (_, unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length));
    expect(render(text.split('')).length).toBeLessThanOrEqual(text.length * 2);
  });
});

it('keeps the empty line before a text that goes on from an earlier one', () => {
  const renderer = createRenderer({ continues: true });
  expect(renderer.push('\n') + renderer.push('\n- 二\n') + renderer.end()).toBe('\n\n• 二');
});

it.each(['<br>', '<p>', '&nbsp;', '#', '*', '<!-- 注释 -->', '<b></b>', '- ', '<td>\n</td>'])(
  'shows %j as it is when it is the whole answer',
  (answer) => {
    expect(render([answer])).toBe(answer.trim());
    expect(render(answer.split(''))).toBe(answer.trim());
  },
);

it.each(['```\n```', '```python\n', ' \n\t', '<think>嗯。</think>\n\n'])(
  'shows nothing of %j, which has no words',
  (answer) => {
    expect(render([answer])).toBe('');
  },
);

it('shows nothing of an end without words after earlier text', () => {
  const renderer = createRenderer({ continues: true });
  expect(renderer.push('<br>\n') + renderer.end()).toBe('');
});

it('leaves out reasoning', () => {
  expect(render(['<thi', 'nk>嗯。\n\n', '好。</thin', 'k>\n\n答案', '是二。'])).toBe('答案是二。');
});

it('drops a tag that closes reasoning which was never opened; what is out stays', () => {
  expect(render(['想一想。好的。\n', '</think>\n\n', '等于二。'])).toBe(
    '想一想。好的。\n\n等于二。',
  );
});

it('reads the stream of a provider that begins inside the reasoning', () => {
  const renderer = createRenderer({ untagged: createUntaggedThinking('on') });
  expect(renderer.push('想。想。\n</th') + renderer.push('ink>\n二。') + renderer.end()).toBe(
    '二。',
  );
});

describe('reasoning that ends with </think> and begins with nothing', () => {
  const answer = ['好的，用户问数字。他可能是学生。\n', '</think>\n', '\n答案是四十二。'];

  it('is taken back when none of it is out, and learnt', () => {
    const untagged = createUntaggedThinking('auto');
    expect(renderWith(untagged, [answer.join('')])).toBe('答案是四十二。');
    expect(renderWith(untagged, answer)).toBe('答案是四十二。');
  });

  it('stays as far as it is out, and is learnt for the next answers', () => {
    const untagged = createUntaggedThinking('auto');
    expect(renderWith(untagged, answer)).toContain('答案是四十二。');
    expect(renderWith(untagged, answer)).toBe('答案是四十二。');
    expect(renderWith(untagged, answer.join('').split(''))).toBe('答案是四十二。');
    expect(renderWith(untagged, ['没有想。', '就是四十二。'])).toBe('没有想。就是四十二。');
    expect(renderWith(untagged, answer)).toBe('答案是四十二。');
  });

  it('is forgotten after some answers without it', () => {
    const untagged = createUntaggedThinking('auto');
    untagged.wasSeen();
    for (let answers = 0; answers < 5; answers += 1)
      expect(renderWith(untagged, ['一。', '二'])).toBe('一。二');
    expect(untagged.isExpected()).toBe(false);
  });

  it.each(['deepseek-r1:7b', 'DeepSeek-R1-Distill-Qwen-32B', 'qwq', 'Qwen3-30B-A3B-Thinking-2507'])(
    'is expected of the first answer of %s, and no more after one without it',
    (model) => {
      const untagged = createUntaggedThinking('auto', { model });
      expect(renderWith(untagged, answer)).toBe('答案是四十二。');
      const separate = createUntaggedThinking('auto', { model });
      expect(renderWith(separate, ['一。', '二'])).toBe('一。二');
      expect(separate.isExpected()).toBe(false);
    },
  );

  it.each(['deepseek-chat', 'gpt-4.1-mini', 'qwen-plus', 'glm-4.6', 'doubao-pro1'])(
    'is not expected of %s',
    (model) => expect(createUntaggedThinking('auto', { model }).isExpected()).toBe(false),
  );

  it('is told once when it is learnt', () => {
    let told = 0;
    const untagged = createUntaggedThinking('auto', { onLearnt: () => void (told += 1) });
    for (let answers = 0; answers < 3; answers += 1) renderWith(untagged, answer);
    expect(told).toBe(1);
  });

  it('is expected for ever when a setting says so', () => {
    const untagged = createUntaggedThinking('on');
    for (let answers = 0; answers < 9; answers += 1) renderWith(untagged, ['一。']);
    expect(untagged.isExpected()).toBe(true);
  });
});

function renderWith(untagged: UntaggedThinking, chunks: readonly string[]): string {
  const renderer = createRenderer({ untagged });
  return chunks.map((chunk) => renderer.push(chunk)).join('') + renderer.end();
}

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}
