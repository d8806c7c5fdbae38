/**
 * Words that people use for the same thing, one thing a line. A text is found under the thing as well as under its
 * own words, which count more. Only words that hardly mean anything else belong here.
 */
export const SAME_THING = `
部署 布署 安装 搭建 上线 怎么装 咋装 怎样装 如何装 装到 装在 架设 deploy deployment install installation setup host hosting
启动 运行 跑起来 开启 start run launch
更新 升级 新版本 最新版 升到 update upgrade
收费 免费 付费 多少钱 花多少 花费 成本 要钱 花钱 价格 费用 价钱 价位 收钱 贵吗 贵不贵 cost price pricing free pay paid fee charge expensive
语音 声音 音频 说话 voice audio speech
图片 照片 识图 看图 图像 相片 截图 picture image photo screenshot
视频 录像 video
后台 管理页面 管理界面 控制台 管理端 面板 admin dashboard console panel backend
聊天记录 对话记录 历史消息 聊天内容 对话内容 消息记录 history transcript conversation chat
多个 几个 好几个 两个 多账号 multiple several another second
崩溃 宕机 挂了 死机 崩了 断电 停电 奔溃 crash crashes killed
丢失 丢 弄丢 没了 lose lost loss
备份 copy backup
迁移 搬家 搬到 转移 migrate migration move
限制 限额 限流 上限 次数 limit restrict quota
去掉 关掉 关闭 取消 不显示 删掉 去除 隐藏 remove disable hide
修改 更改 改成 改掉 更换 换成 自定义 定制 change modify customize customise edit
占用 被占 冲突 occupied taken
密钥 秘钥 apikey key keys
账号 帐号 账户 account
公众号 订阅号 服务号 公号
人工 真人 客服人员 human agent
联网 上网 搜索 查资料 internet web search online
文档 资料 知识库 文件夹 doc docs document documentation knowledge
慢 太慢 很卡 卡顿 很久 超时 多久 多长时间 时间长 响应速度 slow latency timeout fast speed
粉丝 用户 关注者 客户 follower user
配置 设置 设定 setting configure configuration config
接入 对接 接上 连接 绑定 connect integrate link bind
测试 试用 体验 demo try
安全 泄露 泄漏 secure security safe leak
日志 log logs
内存 硬盘 配置要求 memory ram
欢迎语 欢迎词 欢迎消息 关注回复 welcome greeting
提示词 人设 角色 prompt persona role
标识 标签 字样 label mark
群聊 微信群 拉群 group
企业微信 企微 wecom
服务器 云服务器 云主机 主机 ecs vps server
模型 大模型 llm model
回复 回应 反应 响应 reply respond response
填 填写 填到 写在 输入 enter fill
隐私 privacy private
重启 重新启动 restart reboot
文件 附件 file attachment
流程 步骤 方法 教程 tutorial steps guide
识别 认识 看懂 看得懂 听懂 听得懂 认得 recognize recognise understand
退款 退钱 退费 退货 refund
发货 快递 物流 送货 配送 运费 shipping delivery
营业时间 几点开门 几点关门 几点营业 打烊 opening
地址 地点 位置 哪条路 怎么走 location
电话 联系方式 手机号 phone contact
优惠 打折 折扣 便宜 discount
发票 开票 invoice
预约 预订 预定 订位 booking reservation
`;
