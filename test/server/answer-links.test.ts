import { expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { replaceTapLinks } from '../../src/rendering/tap-link.ts';
import { createAnswerLinks } from '../../src/server/answer-links.ts';

const MODEL = { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_MODEL: 'deepseek-r1' };

it.each([
  ['model', '👍 · 👎 · 重新生成'],
  ['owner', '👍 · 👎'],
] as const)('below an answer by the %s stands %s', (origin, shown) => {
  const links = createAnswerLinks(parseConfig(MODEL), () => true);
  expect(replaceTapLinks(links({ id: 't1', sequence: 1, origin }))).toBe(shown);
});
