import { z } from 'zod';

/** The admin's own menu and replies, as they can be shown. */
export interface ImportedReplies {
  readonly menu: readonly ImportedButton[];
  readonly welcome: ImportedReply | undefined;
  readonly fallback: ImportedReply | undefined;
  readonly rules: readonly ImportedRule[];
}

interface ImportedButton {
  readonly name: string;
  /** WeChat's word, such as `text`, `view` or `click`; `menu` for one with buttons below it. */
  readonly kind: string;
  readonly value: string;
  readonly below: readonly ImportedButton[];
}

interface ImportedReply {
  readonly isOn: boolean;
  readonly kind: string;
  readonly text: string;
}

interface ImportedRule {
  readonly name: string;
  readonly keywords: readonly { readonly text: string; readonly match: 'contain' | 'equal' }[];
  readonly replies: readonly { readonly kind: string; readonly text: string }[];
  /** WeChat gave no keyword, so that it is not known when the rule replies. */
  readonly isWithoutKeywords: boolean;
}

// WeChat leaves out what was never set, and gives other types to other accounts: nothing of it is taken for granted.
const text = z.string().catch('');
const list = <Item extends z.ZodType>(item: Item) => z.array(item).catch([]);
const reply = z.object({ type: text, content: text });
const articles = z.object({ list: list(z.object({ title: text })) }).catch({ list: [] });
const leaf = z.object({
  ...{ name: text, type: text, value: text, url: text, key: text, appid: text },
  news_info: articles,
});
const button = leaf.extend({
  sub_button: z
    .union([z.object({ list: list(leaf) }), list(leaf).transform((buttons) => ({ list: buttons }))])
    .catch({ list: [] }),
});
const menuAnswer = z.object({
  selfmenu_info: z.object({ button: list(button) }).catch({ button: [] }),
});
const repliesAnswer = z.object({
  is_add_friend_reply_open: z.number().catch(0),
  is_autoreply_open: z.number().catch(0),
  add_friend_autoreply_info: reply.optional().catch(undefined),
  message_default_autoreply_info: reply.optional().catch(undefined),
  keyword_autoreply_info: z
    .object({
      list: list(
        z.object({
          rule_name: text,
          keyword_list_info: list(
            z.object({ match_mode: z.enum(['contain', 'equal']).catch('contain'), content: text }),
          ),
          reply_list_info: list(reply.extend({ news_info: articles })),
        }),
      ),
    })
    .catch({ list: [] }),
});

/** Reads WeChat's two answers: get_current_selfmenu_info and get_current_autoreply_info. */
export function readImported(menu: unknown, replies: unknown): ImportedReplies {
  const { selfmenu_info } = menuAnswer.catch({ selfmenu_info: { button: [] } }).parse(menu);
  const found = repliesAnswer.parse(replies ?? {});
  const toReply = (given: z.infer<typeof reply> | undefined, isOn: number) =>
    given && { isOn: isOn === 1, kind: given.type, text: given.content };
  return {
    menu: selfmenu_info.button.map((one) => ({
      ...toButton(one),
      ...(one.sub_button.list.length > 0 && { kind: 'menu' }),
      below: one.sub_button.list.map(toButton),
    })),
    welcome: toReply(found.add_friend_autoreply_info, found.is_add_friend_reply_open),
    fallback: toReply(found.message_default_autoreply_info, found.is_autoreply_open),
    rules: found.keyword_autoreply_info.list.map((rule) => ({
      name: rule.rule_name,
      keywords: rule.keyword_list_info.map(({ content, match_mode }) => ({
        ...{ text: content, match: match_mode },
      })),
      replies: rule.reply_list_info.map(({ type, content, news_info }) => ({
        kind: type,
        text: content || titlesOf(news_info),
      })),
      isWithoutKeywords: rule.keyword_list_info.length === 0,
    })),
  };
}

function toButton({
  name,
  type,
  value,
  url,
  key,
  appid,
  news_info,
}: z.infer<typeof leaf>): ImportedButton {
  const shown = titlesOf(news_info) || value || url || key || appid;
  return { name, kind: type, value: shown, below: [] };
}

function titlesOf({ list: found }: z.infer<typeof articles>): string {
  return found.map(({ title }) => title).join(' · ');
}
