/**
 * Words of everyday speech and the words in which documents say it, one subject a line. They are near, not the same: they
 * help to find a passage and never prove that it answers. A word may stand in several lines; `_` joins the words of a phrase.
 */
export const RELATED_WORDS = `
多少钱 价格 价钱 费用 收费 售价 报价 单价 价目 元 块钱 要钱 花钱 贵 便宜 cost price pricing fee charge rate how_much expensive cheap
便宜 优惠 折扣 打折 特价 减免 立减 满减 活动价 促销 划算 省钱 券 discount cheap cheaper coupon promo promotion deal sale off reduced reduction saving save per_cent
邮费 运费 快递费 包邮 配送费 寄费 shipping postage delivery_fee freight
寄 快递 发货 配送 邮寄 物流 送货 寄出 寄送 送达 派送 收到 到货 签收 ship shipping deliver delivery send courier parcel package mail dispatch arrive
退 退货 退款 退钱 退回 退费 退掉 退换 退还 不想要 不要了 不满意 return refund money_back send_back reimburse
换 更换 换货 调换 改换 替换 exchange replace replacement swap
取消 撤销 不去 来不了 去不了 不来 不买 退订 终止 停用 注销 解约 不续 cancel cancellation stop end quit terminate unsubscribe no_longer
改期 改时间 改天 改约 改签 推迟 延期 换时间 换个时间 另约 reschedule postpone move_my change_the_time another_time
修 维修 修理 返修 检修 报修 保修 坏 坏了 故障 失灵 不工作 出问题 损坏 毛病 repair fix broken fault service warranty defect malfunction
没反应 不动 不启动 启动不了 不亮 打不开 开不了 失灵 不工作 not_working dead unresponsive
碎 破 破损 摔 裂 损坏 坏 磕 变形 damaged broken crack cracked smashed shattered dented
保修 质保 保几年 包修 三包 保多久 保障 负责 warranty guarantee guaranteed covered cover
过保 保修期外 保外 out_of_warranty expired
丢 弄丢 丢失 丢了 遗失 掉了 不见 找不到 补办 lost lose missing stolen misplaced replacement
忘 忘记 忘了 想不起 记不得 找回 重置 forgot forget forgotten remember reset recover cant_remember
密码 登录 登陆 口令 登不上 登不进 进不去 password passcode login log_in sign_in signin locked_out get_in
手机号 电话 号码 电话号码 手机 phone mobile number call
注册 开通 开户 办理 申请 报名 加入 register sign_up signup enroll join apply open_an_account
会员 积分 会员卡 积点 等级 权益 member membership points loyalty reward
礼拜 星期 周 周末 weekday week weekend
礼拜天 星期天 周日 星期日 礼拜日 周末 sunday weekend
礼拜一 星期一 周一 monday
礼拜六 星期六 周六 周末 saturday weekend
几点 营业 开门 关门 上班 下班 上班时间 营业时间 工作时间 时段 opening hours open close closed closing
几天 多久 多长时间 时间 时效 天内 工作日 小时 分钟 多快 周期 几个月 要等 how_long days duration take_long when time until
什么时候 时间 日期 到账 何时 when date
晚 迟到 来晚 晚到 堵车 赶不上 误点 迟 late delay delayed running_late
早上 早晨 上午 清早 早起 morning
晚上 夜里 夜间 半夜 深夜 凌晨 夜 evening night overnight
现在 马上 立刻 立即 赶紧 急 紧急 尽快 当天 immediately urgent urgently emergency right_now asap same_day
预约 定时 预定 预订 挂号 约 订 安排 appointment booking book reserve reservation schedule slot
孩子 小孩 儿童 宝宝 娃 婴儿 宝贝 小朋友 婴幼儿 未成年 岁 child children kid kids baby infant minor toddler son daughter
老人 老年 长辈 爸 妈 父母 爸妈 奶奶 爷爷 家人 家长 家属 监护人 senior elderly parent mother father mom dad grandma family guardian
怀孕 孕妇 孕期 哺乳 产后 生完 生孩子 pregnant pregnancy breastfeeding postpartum
朋友 同事 别人 他人 他们 代 转让 friend colleague someone_else transfer
公司 企业 单位 团体 团购 批发 批量 大量 company business corporate bulk wholesale group
员工 同事 成员 团队 人员 下属 employee staff member colleague team worker people
离职 辞职 退出 移除 踢 删除 left leave quit remove removing kick_out resigned delete offboard
老板 负责人 所有者 拥有者 管理员 创建者 boss owner ownership admin administrator
权限 角色 看到 可见 只看 查看 只读 role permission permissions access see view allowed readonly
邀请 添加 加人 拉人 加入 invite add adding invitation extra
发票 开票 票 抬头 税号 专票 普票 invoice receipt fapiao
账单 收据 小票 凭证 单据 票据 bill receipt invoice statement paperwork
付款 支付 付钱 刷卡 信用卡 结账 交钱 缴费 扣款 转账 pay payment paying paid card checkout settle
信用卡 银行卡 visa mastercard unionpay card credit_card
微信 支付宝 paypal apple_pay google_pay alipay wechat wallet pay payment
扣钱 扣款 自动续费 续费 自动扣 代扣 auto_renew renew renewal charged charge recurring automatically subscription
分期 分几次 分开付 月付 installment instalment monthly_payments
每月 月 按月 每个月 monthly month every_month recurring repeat
年 每年 一年 全年 年付 按年 annual annually year yearly
试用 体验 免费试 trial try demo free
免费 不收钱 不要钱 白送 赠送 free complimentary gratis gift
押金 定金 预付 预付款 订金 deposit prepaid prepayment advance
报销 理赔 保险 医保 赔 赔付 赔偿 补偿 insurance insurer claim claiming reimburse reimbursement compensation cover
到账 退到 原路 返还 入账 show_up arrive credited refund
降价 差价 价保 补差 price_drop price_match difference
升级 加钱 高级 更大 upgrade bigger higher_plan
降级 减少 更小 downgrade lower_plan smaller change_plan changing
套餐 方案 版本 计划 plan package tier edition
区别 不同 差别 比较 对比 哪个好 哪款 怎么选 选哪 选购 挑 difference different compare comparison versus vs which better between choose
适合 合适 推荐 选 建议 适用 suitable suit recommend recommended choose best right_for
大小 尺寸 尺码 大的 小的 多大 容量 规格 放得下 装得下 size large small capacity big fit dimensions
重 重量 多重 公斤 斤 千克 weight heavy kg
颜色 色 款式 外观 红色 白色 黑色 绿色 蓝色 color colour style
味道 气味 异味 怪味 味 臭 难闻 smell odour odor taste
吵 声音大 噪音 响 声响 安静 静音 分贝 noise noisy loud quiet
漏 漏水 渗水 滴水 溢出 溢 leak leaking spill drip
烫 热 温度 度 加热 保温 恒温 冷 凉 hot cold heat warm temperature degrees
清洗 洗 清洁 打扫 擦 保养 洗干净 clean cleaning wash washing rinse
脏 污垢 水垢 污渍 锈 dirty stain scale limescale rust
电 费电 耗电 用电 功率 瓦 度电 电费 省电 power electricity watt energy consumption
充电 电池 续航 没电 电量 charge charging battery
灯 指示灯 闪 亮 亮灯 灯闪 light lamp blink blinking flashing dot indicator
报警 提示 显示 代码 报错 错误 error code alert alarm warning message
慢 卡 卡顿 转圈 延迟 加载 slow lag loading latency
安全 放心 可靠 隐私 泄露 有没有事 有害 危险 safe safety secure security dangerous harmful privacy risk
防水 进水 泡水 浸水 水洗 waterproof water_resistant water
疼 痛 疼痛 酸痛 酸 难受 不舒服 止痛 pain painful hurt hurts ache sore discomfort
肿 红肿 发炎 感染 出血 流血 发烧 swelling swollen bleed bleeding infection fever
药 吃药 用药 服药 止痛药 medicine medication pill painkiller drug
手术 开刀 术后 手术后 surgery operation operated surgical procedure
医生 大夫 医师 专家 老师 技师 教练 doctor physician specialist therapist dentist coach
检查 拍片 体检 化验 复查 检测 复诊 examination exam checkup check_up follow_up test scan
吃 喝 饮食 进食 忌口 食物 能吃 eat eating drink food diet meal
穿 衣服 着装 鞋 wear clothes clothing dress shoes outfit
洗澡 淋浴 碰水 沐浴 shower bath bathe
运动 跑步 锻炼 健身 sport exercise run running gym workout jog
证件 身份证 护照 资料 材料 带什么 证明 文件 签字 同意书 id passport document documents papers paperwork bring certificate
停车 开车 自驾 车位 停车场 停哪 park parking car drive driving
地址 在哪 位置 怎么走 怎么去 地铁 公交 路线 地点 交通 address location directions where get_there subway metro bus reach
轮椅 无障碍 电梯 残疾 行动不便 wheelchair accessible accessibility step_free lift elevator disabled ramp
海外 国外 境外 香港 澳门 台湾 港澳台 国际 出国 外国 overseas abroad international foreign foreigner
偏远 边远 郊区 山区 remote rural
城市 地区 省 外地 本地 异地 线下 门店 网点 实体店 city region branch store shop local nearby
国家 哪国 country nation where stored location region
英语 英文 中文 普通话 语言 方言 粤语 翻译 language english chinese speak speaks talk spoken interpreter translate
人工 客服 联系 真人 找人 人工客服 咨询 热线 投诉 support human agent contact customer_service representative complain hotline
投诉 不满 差评 反馈 建议 complaint complain feedback
年龄 几岁 岁 多大年纪 age old years_old
几次 次数 多少次 几趟 疗程 过程 步骤 how_many_times visits sessions session times
第一次 首次 新人 新客 新用户 初次 初诊 刚买 first first_time new newcomer initial beginner
提前 之前 事先 预先 before beforehand advance prior notice
之后 以后 后 完 过后 术后 after afterwards following later
下载 导出 保存 存 download export save backup
上传 导入 导进 upload import importing imported load
文件 表格 表 excel pdf csv 文档 file spreadsheet document statement
删除 删掉 删 去掉 清除 删不掉 delete deleted remove erase clear get_rid
恢复 找回 还原 撤回 误删 restore recover undo get_back accident accidentally by_accident undelete
修改 改 更改 编辑 改错 填错 写错 更正 错了 输错 edit change correct correction wrong mistake amend update fix
重复 两次 两遍 双份 duplicate twice double repeated
锁 锁定 禁止 不让 防止 停止 冻结 lock locked locking prevent stop freeze block
历史 记录 日志 轨迹 history log audit record
提醒 通知 催 催款 remind reminder reminders notify notification chase alert overdue
自动 规则 固定 总是 一直 自动化 automatic automatically auto rule rules always
连接 绑定 关联 同步 接入 connect connecting connection link linking sync integrate
断开 掉线 连不上 失效 断了 disconnect disconnected breaks broken down offline
收件箱 邮箱 邮件 电邮 email mail e_mail inbox forward
拍照 照片 图片 扫描 拍 photo picture photographing scan scanning camera image
语音 说话 声音 口述 voice speech speak dictate
手机 app 客户端 移动端 安卓 苹果 phone mobile app ios android iphone smartphone
电脑 网页 浏览器 桌面 computer desktop laptop web browser website
税 增值税 报税 申报 缴税 vat tax taxes filing
外币 汇率 美元 欧元 货币 currency currencies exchange_rate euro euros dollar dollars foreign
里程 公里 油费 mileage km kilometre kilometer miles driving
垫付 自己的钱 自掏 报销 out_of_pocket pay_back reimburse expense expenses
银行 账户 流水 对账 转账 bank account transfer transaction
资金 现金 现金流 余额 cash balance money forecast
利润 收入 支出 盈亏 亏 profit loss income revenue earnings
预算 估算 预测 未来 budget estimate forecast predict projection
学生 学校 公益 慈善 教育 非营利 student school charity charities nonprofit non_profit education ngo
拒绝 失败 付不了 没成功 被拒 declined decline rejected failed fails failure fail unsuccessful
到期 过期 有效期 失效 截止 expire expired expiry valid deadline run_out
限制 最多 上限 超过 额度 限额 maximum limit most cap quota how_many up_to
服务器 数据 存放 存储 保存在 server servers data stored storage hosted
接口 api 开发 集成 api endpoint developer rate_limit
标识 商标 品牌 水印 logo brand branding watermark
编号 序号 号 起始 流水号 number numbers numbering sequence
行李 箱包 寄存 托运 luggage baggage suitcase bag
房间 客房 入住 住宿 床 退房 住 room stay check_in check_out checkin checkout bed accommodation
早餐 早饭 午餐 晚餐 用餐 餐厅 吃饭 breakfast lunch dinner meal restaurant dining
宠物 狗 猫 pet pets dog cat animal
吸烟 抽烟 禁烟 smoke smoking cigarette
无线 wifi 网络 上网 wi_fi internet network
课程 上课 课 培训 班 老师 学 course class lesson training teacher tutor learn
请假 缺课 补课 旷课 absence absent make_up miss missed
考试 成绩 证书 毕业 exam test score certificate grade
贷款 利息 利率 借款 还款 loan interest mortgage repay repayment borrow
租 租金 租赁 房租 出租 rent rental lease hire
搬 搬家 搬运 move moving relocate
安装 装 组装 上门 上门安装 install installation assemble assembly setup set_up
说明书 教程 怎么用 使用方法 用法 指南 手册 manual instructions guide tutorial
配件 零件 耗材 单买 替换件 滤芯 accessory accessories part parts spare
材质 材料 成分 配料 原料 不锈钢 塑料 玻璃 material ingredients made_of fabric
过敏 敏感 忌 禁忌 不适合 不能 allergy allergic allergen intolerance contraindication
糖尿病 血糖 高血压 慢性病 心脏病 diabetes diabetic chronic
有用 有效 效果 管用 维持 effective effect works result results last
正常 要紧 没事 怎么回事 原因 会不会 normal reason cause why
质量 质检 合格 正品 真假 假货 quality genuine authentic fake
评价 口碑 好评 review rating
中奖 抽奖 活动 礼品 赠品 prize lottery gift event campaign
推迟 等 排队 等待 候补 wait waiting queue line
隐藏 公开 可见 看见 hide hidden visible public
声明 条款 协议 规定 政策 规则 terms policy rule rules conditions agreement
早餐 早饭 早点 breakfast
午餐 午饭 中饭 中午 lunch noon midday
晚餐 晚饭 夜宵 宵夜 dinner supper
吃饭 餐厅 餐饮 饭店 饭菜 菜单 点餐 食堂 restaurant canteen cafe menu food dining meal
饿 饱 吃的 零食 小吃 点心 泡面 hungry snack snacks
素 素食 吃素 全素 斋 vegetarian vegan
饮料 酒 酒水 红酒 白酒 啤酒 喝酒 drink drinks alcohol wine beer
睡 睡觉 午睡 休息 睡眠 床 sleep nap rest bed
床 加床 婴儿床 小床 床位 被子 枕头 bed cot crib pillow blanket
房 房间 客房 屋 屋子 屋里 卧室 宿舍 room bedroom suite
浴室 卫生间 厕所 洗手间 浴缸 马桶 bathroom toilet bath restroom
空调 暖气 地暖 制冷 制热 取暖 暖 热 冷 air_conditioning heating heater aircon
衣服 衬衫 裤子 裙子 外套 洗衣 洗衣机 干洗 熨 熨斗 clothes shirt dress jacket laundry wash iron
游泳 泳池 水池 泳帽 救生员 swim swimming pool
健身 健身房 锻炼 器材 gym fitness treadmill
温泉 泡汤 泡温泉 汤池 spa hot_spring
爬山 登山 徒步 山 路线 hike hiking trail walk climb
单车 自行车 骑车 骑行 bike bicycle cycle cycling
玩 游玩 好玩 玩耍 乐园 游乐 景点 play playground fun attraction
机场 飞机 航班 接机 送机 落地 airport plane flight fly landing
火车 高铁 动车 车站 火车站 铁路 train railway station rail
班车 大巴 巴士 公交车 接驳 摆渡 shuttle bus coach
出租车 打车 司机 专车 接送 taxi cab driver pick_up transfer ride
接 接走 接孩子 放学 下课 接送 pick_up
楼梯 楼层 台阶 电梯 上楼 几楼 stairs floor steps lift elevator climb
老人 老年人 行动不便 轮椅 腿脚
天气 下雨 雨天 雨 下雪 气温 雨伞 weather rain rainy snow umbrella temperature
衣服 保暖 外套 冷 clothing jacket coat cold
行李 箱子 包 寄存 存放 suitcase suitcases bag bags luggage baggage store keep
落下 忘带 忘拿 丢失 遗失 失物 遗留 拾到 left_behind left forgot lost_property lost
钥匙 房卡 门卡 key card
现金 取钱 取款 换钱 兑换 cash atm cash_machine money change exchange
生病 病 病了 感冒 发烧 发热 咳嗽 看病 就医 医院 诊所 sick ill illness fever cold cough hospital clinic doctor
急救 创可贴 受伤 first_aid plaster injury emergency
怀孕 孕妇 产妇 pregnant
高血压 血压 血压高 心脏病 慢性病 blood_pressure
过敏 花生 坚果 海鲜 牛奶 乳制品 麸质 allergy allergic peanut nut nuts seafood dairy gluten
生日 纪念日 求婚 庆祝 布置 蛋糕 birthday anniversary proposal party cake celebrate
结婚 婚礼 婚宴 酒席 wedding marry
年会 会议 会议室 团队 团体 聚会 meeting conference event group
合同 签 签约 签字 协议 contract agreement sign
减免 补助 困难 助学 资助 奖学金 奖励 scholarship grant aid bursary reward
成绩 考核 分数 名次 考试 测验 测试 grade score exam test result
水平 级别 等级 定级 分级 入门 初级 中级 高级 基础 零基础 level beginner intermediate advanced placement
上课 课程 课 课时 一节 节课 班 讲课 听课 class classes lesson lessons course courses
网课 线上 在线 直播课 远程 online remote virtual
录播 回放 录像 视频 录音 recording recordings video videos replay watch
缺课 落下 补课 没来 没去 缺席 missed absent absence
作业 练习 功课 批改 homework assignment exercise
教材 课本 书 书本 课件 资料书 textbook textbooks book books material
学费 报名费 课时费 费用 tuition fee fees
报名 入学 招生 注册 登记 enrol enroll enrolment enrollment sign_up register join apply
学期 一期 开学 开课 开班 term semester start begin begins
放假 假期 寒假 暑假 节假日 假日 节日 法定 春节 国庆 五一 端午 中秋 元旦 清明 holiday holidays vacation
暂停 停课 休学 中断 pause stop continue suspend break
转班 换班 调班 换时间 转校 switch group change_group
老师 教师 外教 班主任 教练 导师 讲师 teacher teachers tutor instructor
学生 学员 同学 孩子 student students pupil learner learners
人数 几个人 多少人 名额 how_many_people seats places
试听 体验 体验课 试课 试一下 trial try
网络 断线 断网 掉线 信号 网速 internet connection network wifi signal
摄像头 相机 镜头 摄影 camera webcam video
耳机 麦克风 话筒 headset headphones microphone
设备 器材 工具 硬件 电脑 平板 笔记本 equipment device tablet laptop ipad
证书 结业 毕业证 文凭 证明 certificate diploma
签证 护照 出入境 visa passport
时区 当地时间 时差 time_zone timezone local_time
家长 父母 爸爸 妈妈 爷爷 奶奶 外婆 外公 监护人 parent parents guardian
旁听 观摩 参观 听课 开放日 observe open_day visit
画 画画 绘画 美术 素描 水彩 国画 draw drawing paint painting art
写字 书法 毛笔 硬笔 字帖 calligraphy handwriting
音乐 乐器 钢琴 吉他 唱歌 music piano guitar instrument sing
编程 代码 程序 python scratch programming coding code
外语 英语 口语 外国人 老外 english spoken foreigner
印 打印 复印 纸质 print printed copy paper hard_copy
打折 八折 九折 优惠 便宜 减价
周二 星期二 礼拜二 tuesday
周三 星期三 礼拜三 wednesday
周四 星期四 礼拜四 thursday
周五 星期五 礼拜五 friday
以内 不超过 至少 最少 minimum at_least
多远 距离 公里 远 近 far distance near close
深 深度 浅 多深 deep depth
高 身高 多高 height tall high
宽 宽度 长度 width length
旧 二手 旧货 used second_hand
招聘 应聘 求职 工作机会 招人 hiring job jobs vacancy career
加盟 代理 合作 经销 franchise partner dealer
`;
