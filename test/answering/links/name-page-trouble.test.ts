import { expect, it } from 'vitest';
import { isOfArticle, namePageTrouble } from '../../../src/answering/links/name-page-trouble.ts';

it.each([
  ['deleted', true],
  ['paid', true],
  ['no-text', false],
] as const)('an article that is %s is named so', (because, isArticle) => {
  const trouble = namePageTrouble({ is: 'unreadable', because });
  expect(trouble).toBe(because);
  expect(isOfArticle(trouble)).toBe(isArticle);
});

it.each(['not-public', 'port', 'credentials', 'protocol', 'no-address'] as const)(
  'a refused address (%s) looks like one that nothing answers',
  (reason) => {
    expect(namePageTrouble({ is: 'refused', reason })).toBe(namePageTrouble({ is: 'unreachable' }));
  },
);

it('a page that is not there is told apart from a server that refuses', () => {
  expect([404, 410, 403, 500].map((status) => namePageTrouble({ is: 'status', status }))).toEqual([
    ...['not-found', 'not-found', 'not-opened', 'not-opened'],
  ]);
});
