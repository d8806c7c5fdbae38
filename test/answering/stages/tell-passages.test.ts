import { describe, expect, it } from 'vitest';
import type { Ask, ContextBlock } from '../../../src/answering/answerer.ts';
import { createKnowLinks } from '../../../src/answering/stages/know-links.ts';
import { createRefuse } from '../../../src/answering/stages/refuse.ts';
import { createRetrieve } from '../../../src/answering/stages/retrieve.ts';
import { createTellPassages } from '../../../src/answering/stages/tell-passages.ts';
import { noteOrLog } from '../../../src/answering/unanswered.ts';
import type { SearchRequest } from '../../../src/answering/retriever.ts';
import type { AnswerEvent } from '../../../src/turns/answer-event.ts';
import { createLogLines } from '../../support/log-lines.ts';
import { createScriptedAnswerer, finish, restart, text, type Step } from '../answerer-double.ts';
import { exampleAsk } from '../example-ask.ts';
import { readAll } from '../read-all.ts';

const signal = new AbortController().signal;
const REFUSAL = '**没有**找到。';
const passage = (heading: string) => ({
  ...{ document: 'rules.md', score: 1, title: '规则', heading, body: `${heading}的内容。` },
  asks: heading,
});
const block = (over: Partial<ContextBlock> = {}): ContextBlock => ({
  ...{ kind: 'passages', isBelowFloor: false, fit: 'certain' },
  ...{ found: [passage('退款'), passage('运费')], ...over },
});

function start({ refusalText }: { refusalText?: string } = {}) {
  const hasDocuments = () => Promise.resolve(true);
  const model = createScriptedAnswerer();
  const noted: string[] = [];
  const noteUnanswered = ({ question }: { question: string }) => {
    noted.push(question);
    return Promise.resolve();
  };
  const stage = createTellPassages({
    linkHosts: ['good.com'],
    refusalText,
    noteUnanswered,
    hasDocuments,
  });
  const refuse = createRefuse({ refusalText: REFUSAL, noteUnanswered });
  const tellLinks = createKnowLinks({ unknownLinks: 'keep', linkHosts: [] });
  const ask = async (over: Partial<Ask>, ...steps: Step[]) => {
    model.script(...steps);
    return readAll(
      stage(tellLinks(model.answer))(
        exampleAsk({ question: '怎么退款', context: [block()], ...over }),
        signal,
      ),
    );
  };
  return { model, noted, ask, refuse };
}

const said = (events: readonly AnswerEvent[]) =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('');
const numbers = (events: readonly AnswerEvent[]) =>
  events.flatMap((event) => (event.type === 'source' ? [event.source.number] : []));

describe('a model that is told passages', () => {
  it('reads them after its instructions, and its citations name their sources', async () => {
    const { model, ask } = start();
    const events = await ask(
      { system: '你是客服。' },
      { ...text('要付[2]。'), model: 'p/m' } as AnswerEvent,
      text('可退[1'),
      text('，9]。'),
      finish,
    );
    expect(model.prompts[0]?.system).toMatch(/^你是客服。\n\n[^]*<passage>\n\[1\] 规则 › 退款\n/);
    expect(events[0]).toMatchObject({ type: 'links', allowed: { domains: ['good.com'] } });
    expect(events[1]).toMatchObject({ model: 'p/m' });
    expect(said(events)).toBe('要付[2]。可退[1]。');
    expect(numbers(events)).toEqual([1, 2]);
    expect(events.at(-1)).toEqual(finish);
  });

  it('that cites nothing has no sources', async () => {
    const { ask } = start();
    expect(numbers(await ask({}, text('好。'), finish))).toEqual([]);
  });

  it('that begins anew keeps the citations that are out already, and no others', async () => {
    const { ask } = start();
    let released = '';
    const script: Step[] = [text('要付[2]。'), restart, text('可退。'), finish];
    expect(numbers(await ask({ released: () => released }, ...script))).toEqual([]);
    released = '可退[1]。';
    expect(numbers(await ask({ released: () => released }, ...script))).toEqual([1]);
  });

  it('is told nothing for small talk, or when nothing was found; numbers of earlier answers go', async () => {
    const { model, ask } = start();
    expect(await ask({ question: '谢谢' }, text('不客气[1]'), finish)).toEqual([
      text('不客气[1]'),
      finish,
    ]);
    const history = [{ question: '一', answer: '二[1]。' }];
    const context = [block({ found: [] })];
    expect(said(await ask({ history, context }, text('三[1]。'), finish))).toBe('三。');
    expect(model.prompts.map(({ system }) => system)).toEqual(['', '']);
  });

  it('answers no question of substance where it knows the documents only and the message is small talk', async () => {
    const { model, ask } = start({ refusalText: REFUSAL });
    await ask({ question: '你好', system: '你是客服。' }, text('您好！'), finish);
    expect(model.prompts[0]?.system).toMatch(/^你是客服。\n\n.*一句话.*不回答任何实质问题/);
    await ask({ question: 'hello' }, text('Hello!'), finish);
    expect(model.prompts[1]?.system).toMatch(/one sentence.*no question of substance/);
  });

  it('may not link elsewhere later in a conversation either', async () => {
    const { ask } = start();
    const past = [{ question: '一', answer: '二。', turnId: 't0', sequence: 0 }];
    const events = await ask({ question: '谢谢', past }, text('不客气'), finish);
    expect(events.map(({ type }) => type)).toEqual(['links', 'text', 'finish']);
  });

  it('leaves words of others as they are', async () => {
    const { ask } = start();
    const events = await ask({}, text('好['), text('[9]', 'own'), finish);
    expect(events.slice(1)).toEqual([text('好'), text('[', 'model'), text('[9]', 'own'), finish]);
  });

  it('refuses with the owner’s own sentence, and the question is kept', async () => {
    const { ask, noted } = start({ refusalText: REFUSAL });
    const events = await ask({}, text('没有'), text('找到 [1]'), finish);
    expect(events.slice(1)).toEqual([text(REFUSAL, 'own'), finish]);
    expect(noted).toEqual(['怎么退款']);
    expect(said(await ask({}, text('没有问题。'), finish))).toBe('没有问题。');
    expect(noted).toHaveLength(1);
  });

  it('is not asked again for a refusal that is out already', async () => {
    const { model, noted } = start();
    const stage = createTellPassages({
      ...{ linkHosts: [], refusalText: REFUSAL, hasDocuments: () => Promise.resolve(true) },
      noteUnanswered: ({ question }) => Promise.resolve(void noted.push(question)),
    });
    const asked = exampleAsk({ context: [block({ fit: 'exact' })], released: () => REFUSAL });
    expect(await readAll(stage(model.answer)(asked, signal))).toEqual([finish]);
    expect(noted).toEqual(['你好']);
  });
});

describe('the refusal', () => {
  const read = (over: Partial<Ask>, steps: Step[] = []) => {
    const { model, refuse, noted } = start();
    if (steps.length > 0) model.script(...steps);
    const asked = exampleAsk({ question: '火星多远', context: [block()], ...over });
    return readAll(refuse(model.answer)(asked, signal)).then((events) => ({ events, noted }));
  };
  const below = [block({ isBelowFloor: true })];

  it('takes the place of an answer below the floor, as it is written, and keeps the question', async () => {
    const { events, noted } = await read({ context: below });
    expect(events).toEqual([text(REFUSAL, 'own'), finish]);
    expect(noted).toEqual(['火星多远']);
    expect((await read({ context: [block({ found: [] })] })).events[0]).toEqual(
      text(REFUSAL, 'own'),
    );
  });

  it('goes on after what is out of it', async () => {
    const { events } = await read({ context: below, released: () => '**没' });
    expect(events).toEqual([text('有**找到。', 'own'), finish]);
  });

  it.each<[string, Partial<Ask>]>([
    ['a question that the documents speak about', {}],
    ['small talk', { question: '谢谢', context: below }],
    ['a question for which nothing was looked up', { context: [] }],
    ['an answer that was begun', { context: below, released: () => '火星' }],
  ])('leaves %s to the model', async (_what, over) => {
    const { events, noted } = await read(over, [text('好。'), finish]);
    expect(events).toEqual([text('好。'), finish]);
    expect(noted).toEqual([]);
  });

  it('is read although the question cannot be kept', async () => {
    const { log, lines, raw } = createLogLines();
    const note = noteOrLog(() => Promise.reject(new Error('away')), log);
    await note({ follower: { account: 'a', openId: 'o' }, turnId: 't', question: '秘密' });
    expect(lines).toMatchObject([{ code: 'store_failed', turn: 't' }]);
    expect(raw()).not.toContain('秘密');
  });
});

describe('the search', () => {
  it('knows the question before, and is not made twice', async () => {
    const requests: SearchRequest[] = [];
    const stage = createRetrieve({
      search: (_question, request) => {
        requests.push(request);
        return Promise.resolve({ fit: 'certain', isBelowFloor: false, found: [passage('退款')] });
      },
    });
    const model = createScriptedAnswerer();
    const past = [{ question: '北京的运费呢', answer: '十元。', turnId: 't0', sequence: 0 }];
    const twice = stage(stage(model.answer));
    model.script(finish);
    await readAll(twice(exampleAsk({ question: '那上海的呢', past }), signal));
    expect(requests).toMatchObject([{ previousQuestion: '北京的运费呢', language: 'zh' }]);
    expect(model.prompts[0]?.context).toHaveLength(1);
  });
});
