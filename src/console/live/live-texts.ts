/** What a page is told that cannot follow live. */
export const liveTexts = {
  tooManyStreams: () => ({
    zh: '同时打开的实时页面太多了，请关掉几个再试。',
    en: 'Too many pages follow live; close some and try again.',
  }),
};
