import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_PASSAGE_BYTES } from '../../../src/answering/retriever.ts';
import { chunkDocument } from '../../../src/knowledge/import/chunk-document.ts';

const markdown = { name: 'file', isMarkdown: true };

describe('chunkDocument', () => {
  it('cuts at headings and remembers those above', () => {
    const text =
      '# Shop\n\nWelcome.\n\n## Orders\n\nBy phone.\n\n### Refunds ##\n\nIn 7 days.\n\n## `Hours`\n\nAll day.';
    expect(chunkDocument(text, markdown)).toEqual({
      title: 'Shop',
      passages: [
        { heading: '', body: 'Welcome.', wordings: [] },
        { heading: 'Orders', body: 'By phone.', wordings: [] },
        { heading: 'Orders › Refunds', body: 'In 7 days.', wordings: [] },
        { heading: 'Hours', body: 'All day.', wordings: [] },
      ],
    });
  });

  it('takes a # inside a code block for code', () => {
    const text = '## Run\n\n```sh\n# a comment\n\nnpm start\n```\n\nDone.';
    const { passages } = chunkDocument(text, markdown);
    expect(passages).toEqual([
      { heading: 'Run', body: '```sh\n# a comment\n\nnpm start\n```\n\nDone.', wordings: [] },
    ]);
  });

  it('knows underlined headings and front matter', () => {
    const text = '---\ntitle: "Rules"\n---\nFirst\n=====\n\none\n\nSecond\n---\n\ntwo';
    expect(chunkDocument(text, markdown)).toEqual({
      title: 'Rules',
      passages: [
        { heading: 'First', body: 'one', wordings: [] },
        { heading: 'First › Second', body: 'two', wordings: [] },
      ],
    });
  });

  it('takes a text file as it is, with the name of the file as its title', () => {
    expect(
      chunkDocument('# one\r\ntwo\r\n\r\n- three', { name: 'notes', isMarkdown: false }),
    ).toEqual({
      title: 'notes',
      passages: [{ heading: '', body: '# one\ntwo\n\n- three', wordings: [] }],
    });
  });

  it('cuts a long section at paragraphs and a long paragraph at sentences', () => {
    const sentence = '这句话有十个字左右吧。';
    const paragraph = sentence.repeat(50);
    const { passages } = chunkDocument(`${paragraph}\n\n${sentence}`, markdown);
    expect(passages.length).toBe(2);
    for (const { body } of passages) expect(body).toMatch(/。$/);
    expect(passages.map(({ body }) => body).join('')).toContain(sentence.repeat(10));
  });

  it.each([
    ['on one line', '<!-- 问法：怎么退；退钱 -->'],
    ['in English', '<!-- asked as: 怎么退; 退钱 -->'],
    ['on several lines', '<!--问法:\n怎么退\n退钱\n-->'],
  ])('reads other wordings from a comment %s, which nobody else sees', (_how, comment) => {
    const { passages } = chunkDocument(
      `## 退款\n\n${comment}\n\n七天内。\n\n## 运费\n\n十元。`,
      markdown,
    );
    expect(passages).toEqual([
      { heading: '退款', body: '七天内。', wordings: ['怎么退', '退钱'] },
      { heading: '运费', body: '十元。', wordings: [] },
    ]);
  });

  it('leaves other comments and examples in code alone', () => {
    const text = '## A\n\n<!-- a note -->\n\n```\n<!-- asked as: x -->\n```';
    const [passage] = chunkDocument(text, markdown).passages;
    expect(passage).toMatchObject({ wordings: [], body: text.slice(6) });
  });

  it('takes a heading without a text for a passage when no other goes on with it', () => {
    const { passages } = chunkDocument(
      '# Shop\n\n## Call 555 0100\n\n## Hours\n\n### Sunday\n\nNone.',
      markdown,
    );
    expect(passages.map(({ heading, body }) => [heading, body])).toEqual([
      ['Call 555 0100', 'Call 555 0100'],
      ['Hours › Sunday', 'None.'],
    ]);
  });

  it('takes an endless heading for a paragraph', () => {
    const { title, passages } = chunkDocument(`# ${'词'.repeat(900)}\n\n## 短\n\n句。`, markdown);
    expect(title).toBe('file');
    expect(passages.map(({ heading }) => heading)).toEqual(['', '', '', '短']);
  });

  it('reads on after a comment that does not end', () => {
    const text = `<!-- asked as: one\n\n${'A line.\n\n'.repeat(50)}The end.`;
    expect(bodiesOf(text).join('\n')).toContain('The end.');
  });

  it('keeps a long table below its header row in each passage', () => {
    const rows = Array.from(
      { length: 200 },
      (_, n) => `| R${n} | 型号 ${n} 的说明 | ${n * 3} 元 |`,
    );
    const bodies = bodiesOf(
      `价格如下：\n| 型号 | 说明 | 价格 |\n| --- | --- | --- |\n${rows.join('\n')}\n\n完。`,
    );
    expect(bodies.length).toBeGreaterThan(5);
    for (const body of bodies)
      expect(body).toMatch(/\| 型号 \| 说明 \| 价格 \|\n\| --- \| --- \| --- \|\n\| R/);
    for (const row of rows) expect(bodies.filter((body) => body.includes(row))).toHaveLength(1);
  });

  it('cuts a row that is too long with the name of its row and column before each piece', () => {
    const long = '这台机器适合大户型使用。'.repeat(100);
    const bodies = bodiesOf(
      `| 型号 | 说明 | 价格 |\n|---|---|---|\n| R4 | ${long} | 899 元 |\n| R5 | 短 | 1 元 |`,
    );
    expect(bodies.length).toBeGreaterThan(2);
    for (const body of bodies.slice(1)) expect(body).toMatch(/^型号: R4\n(?:说明|价格): /);
    expect(bodies.at(-1)).toContain('价格: 899 元');
    expect(bodies.at(-1)).toMatch(
      /\| 型号 \| 说明 \| 价格 \|\n\|---\|---\|---\|\n\| R5 \| 短 \| 1 元 \|$/,
    );
  });

  it.each([
    ['at its lines', 'Bring with you:', '\n', '\n'],
    ['with empty lines between its items', '办理时请带上：', '\n\n', '\n\n'],
  ])('keeps the lead of a long list that is cut %s', (_how, lead, gap, between) => {
    const items = Array.from({ length: 100 }, (_, n) => `- the thing that has number ${n}`);
    const bodies = bodiesOf(
      `Welcome to the office. ${lead}${gap}${items.join(between)}\n\nThat is all.`,
    );
    expect(bodies.length).toBeGreaterThan(2);
    for (const body of bodies.slice(1)) expect(body.startsWith(`${lead}${gap}- the`)).toBe(true);
    expect(bodies.join('\n').match(/^- /gm)).toHaveLength(100);
  });

  it('opens and closes a block of code wherever it is cut, and keeps a short one whole', () => {
    const lines = Array.from({ length: 100 }, (_, n) => `  run --step ${n} # 说明`);
    const short = '```js\nlet a = 1;\n\nlet b = 2;\n```';
    const bodies = bodiesOf(
      `${'字'.repeat(395)}\n\n${short}\n\n\`\`\`sh\n${lines.join('\n')}\n\`\`\``,
    );
    expect(bodies[1]).toContain(short);
    for (const body of bodies.slice(2)) expect(body).toMatch(/^```sh\n {2}run[^`]*\n```$/);
    expect(bodies.join('\n').match(/^ {2}run --step/gm)).toHaveLength(100);
  });

  it('cuts English at sentences too, and divides no character', () => {
    const english = bodiesOf('Parcels of 3.5 kg leave on Monday (by 9 a.m.). '.repeat(60));
    for (const body of english) expect(body).toMatch(/^Parcels.*\)\.$/);
    for (const body of bodiesOf('👩🏽‍🚀𠮷'.repeat(400))) {
      expect(body.isWellFormed()).toBe(true);
      expect(body).not.toMatch(/^(?:\p{Emoji_Modifier}|\u200d)/u);
    }
  });

  describe('whatever the text', () => {
    const words = fc.array(
      fc.constantFrom('word', '词语', '。', '. ', '：', ': ', '|', ' ', '𠮷', 'x7'),
      { maxLength: 40 },
    );
    const line = fc.oneof(
      fc.string(),
      words.map((all) => all.join('')),
      words.map((all) => `- ${all.join('')}`),
      words.map((all) => `| ${all.join(' | ')} |`),
      fc.constantFrom(
        '',
        '',
        '```',
        '~~~ sh',
        '|---|---|',
        '带上：',
        'Bring:',
        '1. one',
        '  more',
        '<!-- 问法：',
        '---',
        '===',
      ),
      fc.constantFrom('词'.repeat(900), 'x'.repeat(3_000), '| 词 |'.repeat(400), '👩🏽‍🚀'.repeat(100)),
    );
    const text = fc
      .array(fc.tuple(line, fc.integer({ min: 1, max: 30 })), { maxLength: 30 })
      .map((lines) =>
        lines
          .flatMap(([one, times]) =>
            Array.from({ length: one.length > 500 ? 1 : times }, () => one),
          )
          .join('\n'),
      );

    it('keeps every passage small and loses no letter', () => {
      fc.assert(
        fc.property(text, fc.boolean(), (written, isMarkdown) => {
          const { title, passages } = chunkDocument(written, { name: '', isMarkdown });
          for (const { body } of passages)
            expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MOST_PASSAGE_BYTES);
          const kept = lettersOf(
            passages
              .flatMap(({ heading, body, wordings }) => [...wordings, heading, body])
              .join(''),
          );
          // Headings and comments stand elsewhere in a passage than in the text.
          const has = isMarkdown ? sameCounts : isWithin;
          expect(has(lettersOf(written), lettersOf(title) + kept)).toBe(true);
        }),
        { numRuns: 300 },
      );
    });

    it('keeps the order of what stands below a heading', () => {
      // A heading stands in its passages' heading, not in a body, so these texts have none.
      const plain = text.map((one) =>
        one.replace(/^ {0,3}(?:-+|=+|<!--.*|#{1,6}(?:\s.*)?)\s*$/gm, 'x'),
      );
      fc.assert(
        fc.property(plain, (written) => {
          const kept = bodiesOf(`## H\n\n${written}`).join('');
          expect(isWithin(lettersOf(written), lettersOf(kept))).toBe(true);
        }),
        { numRuns: 200 },
      );
    });
  });

  it.each<[string, string]>([
    ['a line of 5 MB', 'x'.repeat(5_000_000)],
    ['a Chinese line of 5 MB', '词'.repeat(1_600_000)],
    ['nothing but dots', '.'.repeat(5_000_000)],
    ['nothing but sentence ends', '。'.repeat(1_600_000)],
    ['a line of brackets after a #', `# ${'['.repeat(5_000_000)}`],
    ['a line of spaces', `# ${' '.repeat(5_000_000)}\u2028`],
    ['paragraphs of one line', 'one line\n\n'.repeat(100_000)],
    ['lines with a # alone', '#\n'.repeat(100_000)],
    ['headings', '## 标题\n'.repeat(100_000)],
    ['a table of many rows', `| a | b |\n|---|---|\n${'| 1 | 2 |\n'.repeat(50_000)}`],
    ['a row of many cells', `| a | b |\n|---|---|\n${'| 1 '.repeat(500_000)}|`],
    ['delimiter rows', '|---|---|\n'.repeat(100_000)],
    ['comments that do not end', '<!-- asked as:\n'.repeat(100_000)],
    ['fences', '```\n\n~~~\n'.repeat(100_000)],
    ['a list', '带上：\n\n' + '- 一\n'.repeat(100_000)],
    ['code that does not end', '```\n' + 'x\n'.repeat(500_000)],
    ['joined characters', '\u200d'.repeat(1_000_000)],
  ])('takes time in proportion to %s', { timeout: 20_000 }, (_what, written) => {
    for (const { body } of chunkDocument(written, markdown).passages)
      if (Buffer.byteLength(body) > MOST_PASSAGE_BYTES) expect.fail('too long');
  });
});

function bodiesOf(text: string): string[] {
  return chunkDocument(text, markdown).passages.map(({ body }) => body);
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

/** Whether the characters of one text stand in another one in the same order, with others between them. */
function isWithin(one: string, other: string): boolean {
  const characters = [...one];
  let at = 0;
  for (const character of other) if (character === characters[at]) at += 1;
  return at === characters.length;
}

/** Whether each character stands in another text as often at least. */
function sameCounts(one: string, other: string): boolean {
  const left = new Map<string, number>();
  for (const character of other) left.set(character, (left.get(character) ?? 0) + 1);
  return [...one].every((character) => {
    const count = left.get(character) ?? 0;
    left.set(character, count - 1);
    return count > 0;
  });
}
