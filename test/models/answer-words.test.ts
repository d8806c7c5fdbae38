import { describe, expect, it } from 'vitest';
import { DONE, event, serveBytes, SSE, whole, type Read } from './served-bytes.ts';

const { ask, serve } = serveBytes();

describe('words are read once, wherever they stand', () => {
  const delta = (fields: object, finish: unknown = null) =>
    event(JSON.stringify({ choices: [{ index: 0, delta: fields, finish_reason: finish }] }));
  const last = (message: object, more: object = {}) =>
    event(JSON.stringify({ choices: [{ index: 0, finish_reason: 'stop', message, ...more }] }));
  const part = (text: string) => ({ type: 'text', text });
  const thinking = (text: string) => ({ type: 'thinking', thinking: [part(text)] });

  it.each<[string, string, Partial<Read>]>([
    [
      'a list with a thinking part, then plain strings',
      delta({ content: [thinking('想。'), part('不建议服用：')] }) +
        delta({ content: '每天两次。' }, 'stop'),
      { text: '不建议服用：每天两次。', reasoning: '想。' },
    ],
    [
      'all in lists',
      delta({ content: [part('今天'), part('晴。')] }) + delta({ content: [] }, 'stop'),
      { text: '今天晴。' },
    ],
    ['strings in a list', delta({ content: ['今天', '晴。'] }) + DONE, { text: '今天晴。' }],
    [
      'a list in a completion of one piece',
      JSON.stringify(whole([thinking('想。'), part('晴。')])),
      { text: '晴。', reasoning: '想。' },
    ],
    [
      'parts of another kind are left out',
      delta({
        content: [
          part('晴'),
          { type: 'reference', reference_ids: [1] },
          { type: 'image_url', image_url: 'x' },
          part('。'),
        ],
      }) + DONE,
      { text: '晴。' },
    ],
    [
      'output_text',
      delta({ content: [{ type: 'output_text', text: '晴。' }] }) + DONE,
      { text: '晴。' },
    ],
    [
      'reasoning as a part',
      delta({ content: [{ type: 'reasoning', text: '想。' }] }) + delta({ content: '晴。' }) + DONE,
      { text: '晴。', reasoning: '想。' },
    ],
    ['one part without its list', delta({ content: part('晴。') }) + DONE, { text: '晴。' }],
    [
      'pieces, then the whole message',
      delta({ content: '今天' }) +
        delta({ content: '晴。' }) +
        last({ role: 'assistant', content: '今天晴。' }),
      { text: '今天晴。' },
    ],
    [
      'pieces, then the whole message beside an empty delta',
      delta({ content: '今天' }) +
        delta({ content: '晴。' }) +
        last({ content: '今天晴。' }, { delta: {} }) +
        DONE,
      { text: '今天晴。' },
    ],
    [
      'pieces, then the whole message without its last line break',
      delta({ content: '今天晴。' }) + delta({ content: '\n' }) + last({ content: '今天晴。' }),
      { text: '今天晴。\n' },
    ],
    [
      'pieces, then a whole message that holds more',
      delta({ content: '今天' }) + last({ content: '今天晴。' }),
      { text: '今天晴。' },
    ],
    [
      'thinking in pieces, then the words in a message',
      delta({ reasoning_content: '想。' }) + last({ content: '晴。' }),
      { text: '晴。', reasoning: '想。' },
    ],
    ['messages only', last({ content: '今天' }) + last({ content: '晴。' }), { text: '今天晴。' }],
    [
      'messages that grow',
      last({ content: '今天' }) + last({ content: '今天晴' }) + last({ content: '今天晴。' }),
      { text: '今天晴。' },
    ],
    [
      'text of a completion',
      event('{"choices":[{"text":"今天","finish_reason":null}]}') +
        event('{"choices":[{"text":"晴。","finish_reason":"stop"}]}'),
      { text: '今天晴。', finish: 'stop' },
    ],
    [
      'text of a completion in one piece',
      '{"object":"text_completion","choices":[{"text":"今天晴。","finish_reason":"stop"}]}',
      { text: '今天晴。', finish: 'stop' },
    ],
    [
      'each chunk with all words so far',
      ['今', '今天', '今天晴', '今天晴，', '今天晴，明天', '今天晴，明天雨。']
        .map((content) => delta({ content }))
        .join('') + delta({}, 'stop'),
      { text: '今天晴，明天雨。' },
    ],
    [
      'each chunk with all words so far, in long steps',
      [
        '今天白天晴，最高气温十五度，',
        '今天白天晴，最高气温十五度，明天有雨，',
        '今天白天晴，最高气温十五度，明天有雨，请带伞。',
      ]
        .map((content) => delta({ content }))
        .join('') + DONE,
      { text: '今天白天晴，最高气温十五度，明天有雨，请带伞。' },
    ],
    [
      'words that say themselves again',
      ['哈', '哈哈', '哈哈哈', '！'].map((content) => delta({ content })).join('') + DONE,
      { text: '哈哈哈哈哈哈！' },
    ],
    [
      'words that say themselves again to the end',
      ['ha', 'haha'].map((content) => delta({ content })).join('') + DONE,
      { text: 'hahaha' },
    ],
    [
      'the same piece twice',
      ['跑，', '跑，', '跑。'].map((content) => delta({ content })).join('') + DONE,
      { text: '跑，跑，跑。' },
    ],
    [
      'pieces, then all of them again with the end',
      ['今天白天晴，最高', '气温十五度，请带伞。'].map((content) => delta({ content })).join('') +
        delta({ content: '今天白天晴，最高气温十五度，请带伞。' }, 'stop'),
      { text: '今天白天晴，最高气温十五度，请带伞。' },
    ],
    [
      'a refusal in pieces',
      delta({ refusal: 'I can’t ' }) + delta({ refusal: 'help.' }, 'stop'),
      { text: 'I can’t help.' },
    ],
    [
      'an empty choice first, as Azure sends it',
      event('{"choices":[],"prompt_filter_results":[]}') +
        delta({ role: 'assistant', content: '' }) +
        delta({ content: '晴。' }, 'stop') +
        DONE,
      { text: '晴。' },
    ],
    [
      'an error field that says nothing',
      event('{"error":null,"choices":[{"delta":{"content":"今"}}]}') +
        event(
          '{"error":{"code":0,"message":""},"base_resp":{"status_code":0,"status_msg":""},"choices":[{"delta":{"content":"天。"}}]}',
        ) +
        DONE,
      { text: '今天。' },
    ],
  ])('%s', async (_where, bytes, expected) => {
    serve(SSE, bytes);
    expect(await ask()).toMatchObject({ reasoning: '', restarts: 0, ...expected });
  });
});
