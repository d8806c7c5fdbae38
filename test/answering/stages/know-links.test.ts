import { describe, expect, it } from 'vitest';
import type { Ask, ContextBlock } from '../../../src/answering/answerer.ts';
import { enclose } from '../../../src/answering/enclose.ts';
import { createKnowLinks, type LinkRules } from '../../../src/answering/stages/know-links.ts';
import { createRenderer } from '../../../src/rendering/renderer.ts';
import { createAnswerWords } from '../../../src/turns/answer-words.ts';
import type { AllowedLinks, AnswerEvent } from '../../../src/turns/answer-event.ts';
import { createScriptedAnswerer, finish, restart, text, type Step } from '../answerer-double.ts';
import { exampleAsk } from '../example-ask.ts';
import { readAll } from '../read-all.ts';

async function play(over: Partial<Ask>, steps: Step[], rules: Partial<LinkRules> = {}) {
  const model = createScriptedAnswerer();
  model.script(...steps, finish);
  const stage = createKnowLinks({ unknownLinks: 'mark', linkHosts: [], ...rules });
  return readAll(stage(model.answer)(exampleAsk(over), new AbortController().signal));
}

/** What a follower reads of an answer. */
async function read(over: Partial<Ask>, steps: Step[], rules: Partial<LinkRules> = {}) {
  const words = createAnswerWords({
    isTask: false,
    isAnyOut: () => false,
    createRenderer: ({ links }) => createRenderer({ links: links && { allowed: links } }),
  });
  let seen = '';
  for (const event of await play(over, steps, rules)) {
    if (event.type === 'links') words.limitLinks(event.allowed);
    if (event.type === 'restart') {
      words.restart();
      seen = '';
    }
    if (event.type === 'text') seen += words.turnTo(event) + words.push(event.text);
  }
  return seen + words.end();
}

const block: ContextBlock = {
  ...{ kind: 'passages', isBelowFloor: false, fit: 'certain' },
  found: [
    {
      ...{ document: 'a.md', score: 1, title: '帮助', heading: '', asks: '' },
      ...{ address: 'https://docs.org/help', body: '见 https://docs.org/faq。' },
    },
  ],
};
const said = [text('见 https://known.org/a 。')];

describe('a link in a model’s words', () => {
  it.each<[string, Partial<Ask>]>([
    ['the question', { question: '看看http://known.org/a是什么' }],
    ['the instructions', { system: '官网 https://known.org/a' }],
    ['what others wrote for it', { system: `你好\n\n${enclose('page', 'https://known.org/a')}` }],
    [
      'an earlier answer',
      { past: [{ question: '?', answer: '[1] known.org/a', turnId: 't', sequence: 0 }] },
    ],
    [
      'an earlier question',
      { past: [{ question: 'known.org/a', answer: '好', turnId: 't', sequence: 0 }] },
    ],
  ])('stays when it stands in %s', async (_where, over) => {
    expect(await read(over, said)).toBe('见 https://known.org/a 。');
  });

  it('stays when it is the address of a document, or stands in it', async () => {
    const words = '[a](https://docs.org/help) 和 docs.org/faq';
    expect(await read({ context: [block] }, [text(words)])).not.toContain('未核实');
    expect(await read({ context: [block] }, [text('docs.org/made-up')])).toContain('未核实');
  });

  it('is marked when no one gave it, in the language of the question', async () => {
    expect(await read({ question: '官网？' }, said)).toBe('见 https://known.org/a（未核实） 。');
    expect(await read({ question: 'what is it' }, [text('See known.org/a.')])).toBe(
      'See known.org/a\u00a0(unverified).',
    );
  });

  it('is left out or kept where the owner says so', async () => {
    expect(await read({}, said, { unknownLinks: 'drop' })).toBe('见 （链接已省略） 。');
    expect(await read({}, said, { unknownLinks: 'keep' })).toBe('见 https://known.org/a 。');
  });

  it('is known from the result of a tool on, and no sooner', async () => {
    const step: AnswerEvent = {
      type: 'step',
      tool: 'web_search',
      text: '[x](https://known.org/a)',
    };
    const early = [text('https://known.org/a'), restart, step, ...said];
    expect(await read({}, early)).toBe('见 https://known.org/a 。');
    const late = [...said, step, text('好')];
    expect(await read({}, late)).toContain('未核实');
  });

  it('is marked again after an answer in which it was marked', async () => {
    const past = [
      { question: '?', answer: '见https://known.org/a（未核实）。', turnId: 't', sequence: 0 },
      { question: '?', answer: '官网（https://known.org/a）（未核实）', turnId: 'u', sequence: 1 },
    ];
    expect(await read({ past }, said)).toContain('未核实');
  });

  it('may go to every page of a host that the owner wrote alone, and no text of others does that', async () => {
    const words = [text('https://www.shop.com/a https://b.list.com/x')];
    const rules = { linkHosts: ['list.com', 'any'] };
    expect(await read({ system: '官网 shop.com。' }, words, rules)).not.toContain('未核实');
    const others = enclose('passage', '官网 shop.com');
    expect(await read({ system: others }, words, rules)).toBe(
      'https://www.shop.com/a（未核实） https://b.list.com/x',
    );
  });

  it('is judged by the hosts of the owner alone in an answer from documents', async () => {
    const links: AllowedLinks = { hosts: [], domains: ['good.com'], addresses: [], mark: '（略）' };
    const events = await play({ links, system: 'known.org/a' }, said);
    expect(events[0]).toEqual({ type: 'links', allowed: links });
    expect(await read({ links, system: 'known.org/a' }, said)).toBe('见 （略） 。');
  });

  it('is known in whatever spelling it was written, also with Chinese in its path', async () => {
    const question = 'https://zh.wikipedia.org/wiki/微信';
    const words = '[微信](https://zh.wikipedia.org/wiki/%E5%BE%AE%E4%BF%A1)';
    expect(await read({ question }, [text(words)])).not.toContain('未核实');
  });

  it('is found soon in a page that is made to take long', async () => {
    const system = enclose('page', '中国.'.repeat(8000));
    const startedAt = performance.now();
    await play({ system }, [{ type: 'step', tool: 'read_page', text: system }, ...said]);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('is found soon in a long conversation', async () => {
    const answer = 'https://known.org/path/of/some/length?x=1 和一些话。'.repeat(4000);
    const past = [{ question: '?', answer, turnId: 't', sequence: 0 }];
    const startedAt = performance.now();
    await play({ past }, said);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
