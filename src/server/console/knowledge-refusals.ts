import { ConsoleError } from '../../console/api/console-error.ts';

/** Why what a person wants of documents and questions cannot be done. */
export const refusals = {
  noBase: (base: string) =>
    new ConsoleError(404, 'no_base', {
      en: `The account does not answer from a base ${base}; KNOWLEDGE_BASES says from which.`,
      zh: `这个公众号没有用资料库 ${base}；用哪些由 KNOWLEDGE_BASES 设置。`,
    }),
  noDocument: (document: string) =>
    new ConsoleError(404, 'no_document', {
      en: `There is no document ${document} any more.`,
      zh: `没有文档 ${document}，可能已经删除了。`,
    }),
  inFolder: (folder: string) =>
    new ConsoleError(409, 'in_folder', {
      en: `It comes from the folder ${folder} on the server: delete the file there, and it is removed.`,
      zh: `它来自服务器上的文件夹 ${folder}：删掉那里的文件，它就会移除。`,
    }),
  fileName: () =>
    new ConsoleError(400, 'file_name', {
      en: 'This name of a file cannot be used: no slashes, no control characters. Rename the file and send it again.',
      zh: '这个文件名不能用：不能有斜杠和控制字符。请改名后再上传。',
    }),
  address: () =>
    new ConsoleError(400, 'address', {
      en: 'Followers cannot open this address. Write it like https://shop.example.com/returns.',
      zh: '粉丝打不开这个网址，请写成 https://shop.example.com/returns 这样。',
    }),
  tooLarge: () =>
    new ConsoleError(413, 'too_large', {
      en: 'The file is larger than 50 MB; divide it into several files.',
      zh: '文件超过 50 MB，请拆成几个文件。',
    }),
  tooMany: (retryAfterSeconds: number) =>
    new ConsoleError(
      429,
      'busy',
      {
        en: 'Two files are being taken in already. Send this one when they are done.',
        zh: '已经有两个文件在上传，等它们完成后再传这个。',
      },
      retryAfterSeconds,
    ),
  brokenOff: () =>
    new ConsoleError(400, 'broken_off', {
      en: 'The file did not arrive whole. Send it again.',
      zh: '文件没有传完，请重新上传。',
    }),
  noQuestion: () =>
    new ConsoleError(404, 'no_question', {
      en: 'This question is not on the list any more: it was answered, or its follower’s data were deleted.',
      zh: '这个问题已经不在列表里了：可能已经答复，或者粉丝的数据删除了。',
    }),
  noDraft: () =>
    new ConsoleError(404, 'no_draft', {
      en: 'There is no such draft any more.',
      zh: '没有这条草稿了。',
    }),
  noEntry: () =>
    new ConsoleError(404, 'no_entry', {
      en: 'This answer was removed meanwhile. Copy its text into a new one.',
      zh: '这条问答已经被删除了，请把内容写成新的一条。',
    }),
};
