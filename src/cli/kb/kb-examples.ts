import type { Sentence } from '../../runtime/sentence.ts';

/** Stands at the end of `kuaihui kb --help`. */
export const kbExamples: Sentence = {
  en: `
Examples:
  kuaihui kb add manual.pdf prices.xlsx          take in two files
  kuaihui kb add ./docs --base products          a folder with its subfolders
  kuaihui kb add returns.md --address https://shop.example.com/returns
  kuaihui kb add https://shop.example.com/sitemap.xml --most 100
  kuaihui kb sync-articles                       the account's own articles
  kuaihui kb search "怎么退货"                    what is found, without a model
  kuaihui kb ask "怎么退货" --json                what a follower would read
  kuaihui kb eval questions.csv                  how often the right document is found
  kuaihui kb unanswered answer k7d2mpa "…"        answer what followers asked in vain
`,
  zh: `
例子：
  kuaihui kb add 说明书.pdf 价格.xlsx             收入两个文件
  kuaihui kb add ./docs --base products          一个文件夹，连同子文件夹
  kuaihui kb add 退货.md --address https://shop.example.com/returns
  kuaihui kb add https://shop.example.com/sitemap.xml --most 100
  kuaihui kb sync-articles                       公众号自己发布的文章
  kuaihui kb search "怎么退货"                    找到什么，不用模型
  kuaihui kb ask "怎么退货" --json                粉丝会读到什么
  kuaihui kb eval 问题.csv                       正确的文档有多常被找到
  kuaihui kb unanswered answer k7d2mpa "…"        回答粉丝没问到答案的问题
`,
};
