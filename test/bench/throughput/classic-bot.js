// The bot of the tutorials: the `wechat` middleware on Express, one `openai` call per request, nothing stored.
import express from 'express';
import OpenAI from 'openai';
import wechat from 'wechat';

const { PORT, WECHAT_TOKEN, OPENAI_BASE_URL, OPENAI_MODEL } = process.env;
const openai = new OpenAI({ apiKey: 'none', baseURL: OPENAI_BASE_URL });
const app = express();

app.use(
  '/wechat',
  wechat(WECHAT_TOKEN, (request, response, next) => {
    openai.chat.completions
      .create({
        model: OPENAI_MODEL,
        messages: [{ role: 'user', content: request.weixin.Content }],
      })
      .then((completion) => response.reply(completion.choices[0].message.content))
      .catch(next);
  }),
);
app.listen(Number(PORT), '127.0.0.1', () => process.send?.('ready'));
