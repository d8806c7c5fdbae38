import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chunkDocument } from '../../src/knowledge/import/chunk-document.ts';
import { searchFolder, type FolderSearch } from '../../src/knowledge/search-folder.ts';
import { languageOfQuestion } from '../../src/answering/language-of-question.ts';
import { quotationTexts } from '../../src/answering/quotation/quotation-texts.ts';
import { tapQuestions } from '../../src/rendering/tap-link.ts';

const handbook = fileURLToPath(new URL('../../handbook', import.meta.url));

let knowledge: FolderSearch;

beforeAll(() => {
  knowledge = searchFolder(handbook);
});
afterAll(() => knowledge.close());

async function find(question: string): Promise<string> {
  const language = languageOfQuestion(question, 'zh');
  const { fit, found } = await knowledge.search(question, { language, limit: 1 });
  const [best] = found;
  return best === undefined || fit === 'perhaps' ? 'nothing' : `${best.document} ${best.heading}`;
}

describe('the handbook answers', () => {
  it.each([
    ['部署', 'zh/07-deployment.md 怎么部署到服务器？'],
    ['怎么部署', 'zh/07-deployment.md 怎么部署到服务器？'],
    ['密钥', 'zh/04-models.md API 密钥（API key）填在哪里？'],
    ['令牌怎么填', 'zh/03-wechat-setup.md Token（令牌）怎么填？'],
    ['备案', 'zh/07-deployment.md 必须用 HTTPS 和域名吗？'],
    ['宝塔', 'zh/07-deployment.md 宝塔面板怎么部署？'],
    ['端口', 'zh/06-settings-and-commands.md 端口和监听地址'],
    ['日志在哪', 'zh/06-settings-and-commands.md 数据和日志放在哪里？'],
    ['豆包', 'zh/04-models.md 接入豆包（火山方舟）'],
    ['怎么接入deepseek？', 'zh/04-models.md 接入 DeepSeek'],
    ['千问怎么接', 'zh/04-models.md 接入通义千问（Qwen）'],
    ['如何使用本地模型', 'zh/04-models.md 用 Ollama 运行本地模型'],
    ['怎么写提示词', 'zh/04-models.md 怎么设定机器人的身份和口吻？（系统提示词）'],
    ['什么是EncodingAESKey', 'zh/03-wechat-setup.md EncodingAESKey 是什么？'],
    ['AppSecret在哪里', 'zh/03-wechat-setup.md AppID 和 AppSecret 在哪里找？'],
    ['token校验失败怎么办', 'zh/08-troubleshooting.md 后台提示“token校验失败”'],
    ['40164', 'zh/08-troubleshooting.md 错误 40164：IP 不在白名单'],
    ['48001是什么意思', 'zh/08-troubleshooting.md 错误 48001：没有接口权限'],
    ['报错45047', 'zh/08-troubleshooting.md 错误 45047：客服消息超过条数'],
    [
      '为什么粉丝看到该公众号提供的服务出现故障',
      'zh/08-troubleshooting.md 粉丝看到“该公众号提供的服务出现故障”',
    ],
    ['机器人不说话了', 'zh/08-troubleshooting.md 机器人不回复怎么办？'],
    ['怎么删除我的数据', 'zh/09-privacy.md 怎么删除我的数据？'],
    ['欢迎语', 'zh/06-settings-and-commands.md 欢迎语怎么设置？'],
    ['开机自动启动', 'zh/07-deployment.md PM2 怎么启动和开机自启？'],
    ['费用会重复吗', 'zh/05-delivery.md 为什么微信重复推送不会重复收费？'],
    ['要收费吗', 'zh/01-introduction.md 快回收费吗？'],
    ['为什么只等5秒', 'zh/05-delivery.md 为什么微信只等 5 秒？'],
    ['个人号能用吗', 'zh/01-introduction.md 支持哪些公众号，个人号能用吗？'],
    [
      '我在宝塔面板里面应该怎么样设置反向代理才可以让微信访问到',
      'zh/07-deployment.md 宝塔面板怎么部署？',
    ],
    ['How do I install it?', 'en/02-quick-start.md Install and start'],
    ['how to configure nginx', 'en/07-deployment.md Configure Nginx'],
    [
      'Where do I find the AppSecret?',
      'en/03-wechat-setup.md Where do I find AppID and AppSecret?',
    ],
    ['delete my data', 'en/09-privacy.md How can I delete my data?'],
    [
      'which models are supported',
      'en/04-models.md Which models are supported and how do I connect one?',
    ],
    ['connecting Kimi', 'en/04-models.md Connect Kimi (Moonshot)'],
    ['why 5 seconds', 'en/05-delivery.md Why does WeChat wait only 5 seconds?'],
    ['error 45047', 'en/08-troubleshooting.md Error 45047: too many customer-service messages'],
    ['change the welcome text', 'en/06-settings-and-commands.md Set the welcome message'],
    ['is it free?', 'en/01-introduction.md Is Kuaihui free?'],
    [
      'Can I use a sandbox account?',
      'en/03-wechat-setup.md Can I use a sandbox account for testing?',
    ],
    ['WECHAT_API_BASE_URL', 'zh/06-settings-and-commands.md 公众号相关的设置有哪些？'],
  ])('%s', async (question, place) => {
    expect(await find(question)).toBe(place);
  });

  it.each([
    '退款',
    '你好',
    '你是谁',
    '税',
    '怎么办？',
    '今天天气怎么样',
    '红烧肉怎么做',
    '请帮我写一首关于春天的诗',
    '北京到上海的高铁多少钱',
    'what is the capital of France',
    'how much does a car cost',
    'tell me a joke',
    'asdfgh qwerty',
    '🙂',
    '',
  ])('nothing to "%s"', async (question) => {
    expect(await find(question)).toBe('nothing');
  });

  it.each([
    ['a quote', '"'],
    ['operators', '""" OR *'],
    ['a broken phrase', 'a" OR "b'],
    ['SQL', "'; DROP TABLE passages; --"],
    ['NEAR', 'NEAR(部署 密钥)'],
    ['a column', 'heading:token'],
    ['AND NOT', '部署 AND NOT *'],
    ['brackets', '((('],
    ['signs', '-{}[]^~'],
    ['half a character', '\u0000\uD800'],
    ['stars', '*'.repeat(10_000)],
    ['an endless word', '部署'.repeat(50_000)],
  ])('without stumbling over %s', async (_what, question) => {
    await expect(find(question)).resolves.toEqual(expect.any(String));
  });
});

describe('the handbook', () => {
  const files = readdirSync(path.join(handbook, 'zh'));
  const read = (language: string, file: string) =>
    chunkDocument(readFileSync(path.join(handbook, language, file), 'utf8'), {
      name: file,
      isMarkdown: true,
    });

  it('has the same documents in both languages', () => {
    expect(readdirSync(path.join(handbook, 'en'))).toEqual(files);
  });

  it.each(files)(
    '%s says as many things in both languages, each short enough to be quoted',
    (file) => {
      const documents = [read('zh', file), read('en', file)];
      const [chinese, english] = documents.map(({ passages }) => passages.length);
      expect(chinese).toBe(english);
      for (const { passages } of documents) {
        const headings = passages.map(({ heading }) => heading);
        expect(headings).not.toContain('');
        expect(new Set(headings).size).toBe(headings.length);
      }
    },
  );

  it('is found by each of its headings, as a tap sends them', async () => {
    for (const language of ['zh', 'en'] as const) {
      for (const { heading } of files.flatMap((file) => read(language, file).passages)) {
        const [, sent = ''] =
          /msgmenucontent=([^&]*)&/.exec(tapQuestions([heading], () => false)) ?? [];
        const { fit, found } = await knowledge.search(sent, { language, limit: 1 });
        expect([sent, fit, found[0]?.heading]).toEqual([sent, 'exact', heading]);
      }
    }
  });

  it.each(['zh', 'en'] as const)(
    'offers questions to newcomers that it answers (%s)',
    async (language) => {
      for (const question of quotationTexts[language].newcomer.firstQuestions) {
        const { fit } = await knowledge.search(question, { language, limit: 1 });
        expect([question, fit]).toEqual([question, 'exact']);
      }
    },
  );
});
