/** The canned answer of the practice model in both languages; it tells what can be watched meanwhile. */
export const practiceTexts = {
  zh: (
    question: string,
  ) => `【练习模型】你问的是“${question}”。这里没有接大模型，下面是一段预先写好的长回答，按你选的速度一个字一个字地写出来，好让你看清一条长回答是怎样送到粉丝手里的。

**第一，微信只等五秒。** 粉丝发来一条消息，微信就把它推送到服务器，五秒之内没有收到回复，就断开连接，再推送一次，一共三次。三次都等不到，粉丝看到的就是“该公众号提供的服务出现故障”。大模型写完一段像样的回答往往要十几秒，所以很多机器人在这里丢掉答案，或者干脆让人看到故障提示。

**第二，快回不丢答案。** 不管推送来几次，模型只问一次；写好的文字马上存进数据库，下一次推送、另一个进程、重启之后的服务器，都能接着往下送。你可以点一下旁边的“丢失回复”，再看时间线：同一条消息第二次推送时，拿到的是同样的回复，一个字也不会少。

**第三，账号不同，送法不同。** 认证过的服务号和订阅号可以发客服消息：

1. 先在五秒之内把已经写好的完整句子回复出去；
2. 剩下的文字凑满一条再发，因为粉丝每说一句话，客服消息最多只能发五条；
3. 最后一条留给结尾，配额不够时就换成“继续”链接。

没有认证的个人订阅号不能发客服消息，快回就占住前两次推送，在第三次推送快结束的时候，把写好的句子连同“继续”链接一起回复。粉丝点一下链接，就能看到后面的内容，不用重新提问，也不会再花一次模型的钱。

**第四，长文字要分条。** 微信一条文本大约只能放两千零四十八个字节，也就是六百多个汉字。快回按句子切开，不会把一个字切成两半，也不会把一句话拦腰截断；一次给不完的回答会标上序号，例如（1/2）、（2/2），方便对照阅读。

**第五，可以随时叫停。** 回答写到一半，发送“停止”，模型就不再往下写；发送“新对话”，前面说过的内容就不再带进下一个问题。取消关注之后，还没送到的文字也不会再追着人发。

**第六，出错也要说实话。** 模型超时、密钥失效、微信接口繁忙，这些事情迟早会碰到。能重试的，快回会自己重试；实在写不出来，就老老实实说一句“这次没能写出回答”，再给一个“重试”链接，而不是装作什么也没有发生。

好了，这段练习回答到这里就全部写完了。试着换一种账号、把速度调慢到一分钟，或者制造一次故障，再问一遍，看看时间线和各部分文字的来路有什么不同。`,
  en: (
    question: string,
  ) => `[Practice model] You asked: "${question}". No language model is connected here. What follows is a long answer that was written beforehand and is streamed at the speed you chose, so that you can watch how a long answer reaches a follower.

**First, WeChat waits five seconds.** When a follower writes, WeChat pushes the message to the server. If no reply comes within five seconds it closes the connection and pushes again, three times in all. After the third the follower reads that the account is out of service. A model often needs fifteen seconds and more for a good answer, and this is where many bots lose it.

**Second, no answer is lost.** However often WeChat repeats a message, the model is asked once. What it has written is stored at once, so that the next push, another process, or the server after a restart can go on with it. Press "Lose reply" and look at the time line: the second push of the same message gets the same reply again, to the last letter.

**Third, accounts differ.** Certified accounts may send customer-service messages:

1. the whole sentences that are ready go out within the five seconds;
2. the rest follows in few and full messages, because each message of a follower allows only five;
3. one message is kept for the end, and when none is left, a link to continue takes its place.

A personal account has no such messages. The first two pushes are held open, and shortly before the third one ends, the sentences so far are given together with a link. One tap brings the rest. Nobody has to ask again, and the model is not paid twice.

**Fourth, long texts are cut with care.** One text of WeChat holds about 2,048 bytes. It is cut at the end of a sentence, never inside a character, and the messages of an answer that is known to be longer are numbered, such as (1/2) and (2/2).

**Fifth, it can be stopped at any time.** Send "stop" in the middle of an answer and the model writes no further. Send "new" and the next question begins a new conversation. After somebody has left, nothing is sent after them.

**Sixth, failures are said plainly.** Models time out, keys expire, and WeChat's own API is busy now and then. What can be tried again is tried again. What cannot be answered ends in one honest sentence and a link to retry.

That is the whole of this practice answer. Choose another kind of account, slow the model down to a minute, or play a fault, then ask again and compare the time lines.`,
};
