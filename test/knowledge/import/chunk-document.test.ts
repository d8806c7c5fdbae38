import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_PASSAGE_BYTES } from '../../../src/answering/retriever.ts';
import { chunkDocument } from '../../../src/knowledge/import/chunk-document.ts';

const markdown = { name: 'file', isMarkdown: true };

describe('cutPassages', () => {
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

  it('loses nothing but spaces and keeps every passage small, whatever the text', () => {
    const line = fc.oneof(fc.string(), fc.constantFrom('', '词'.repeat(900), 'x'.repeat(3_000)));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join('\n');
        const { passages } = chunkDocument(text, { name: 'n', isMarkdown: false });
        const bodies = passages.map(({ body }) => body);
        expect(bodies.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const body of bodies) {
          expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MOST_PASSAGE_BYTES);
        }
      }),
      { numRuns: 50 },
    );
  });
});
