/** Words of what goes wrong in a village, in one place like those of words.ts. All in folded form (lower case). */
import { list } from './match-words.ts';

/** Before the matter itself: 反映问题 …, 上报问题 …. */
export const issueKeywords = list(`
  问题上报 上报问题 反映问题 反映一个问题 反映个问题 报告问题 问题反映 群众反映 村民反映 有个问题要反映 上报一个问题 上报个问题 诉求 群众诉求 紧急情况 突发情况
  紧急报告 紧急 险情 报告险情 /issue /wenti
`);
/** Who may say it. */
export const issueSpeakers = list(`
  村民 群众 老百姓 百姓 老乡 乡亲 农户 住户 有人 有户 脱贫户 监测户 低保户 五保户 贫困户 困难户 大家 村里人 组里 家长 大爷 大妈 大娘 大叔 大婶 奶奶 爷爷
  老汉 老人 大姐 大哥 嫂子
`);
export const issueVerbs = list(`
  反映 反应 投诉 举报 诉求 诉说 求助 说他 说她 说村 说产 说路 说水 说没 说家 说低 说补 说分 来找 找我 找到我 闹 上访 信访 要求解决 有意见 意见很大 意见大
  抱怨 不满 诉苦 打电话说 来说 说起 说是
`);
/** With one of the trouble words: the road is broken, the water is off. */
export const villageThings = list(`
  路 桥 水管 自来水 饮水 水渠 水源 水 电 电线 变压器 路灯 房子 房屋 屋顶 屋 墙 低保 补贴 补助 养老金 医保 分红 工资 工钱 公益岗 产业 合作社 庄稼 玉米 果园
  猪 牛 羊 鸡 鱼 村 组 户 家 孩子 信号 网络 垃圾 厕所 河堤 水库 山 坡 地界 宅基地 林地 土地 征地 款 钱 药 化肥 灌溉 学生 河道 卫生室
`);
export const troubleWords = list(`
  漏雨 漏水 没水 缺水 停水 断水 断流 没电 停电 断电 坏了 坏掉 塌 垮 裂 断了 断掉 堵 淹 不通 不亮 没发 没到账 没到帐 没下来 没落实 拖欠 欠 被占 占了 纠纷
  矛盾 吵 打起来 打架 污染 臭 没人管 没解决 卖不出去 卖不掉 滞销 病死 死了 发病 辍学 失学 没信号 没钱 返贫 被骗 失火 黑了 熄了 积水 塌陷 开裂 松动 歪了 爆管 爆裂 冻住 少发 漏发 错发 迟发 被偷 被盗 丢了 咬 漫 冲毁 冲垮 冲断 冲了 倒了 压坏 旱
`);
/** Disasters and dangers: by themselves. */
export const dangerWords = list(`
  发大水 涨大水 涨洪水 山洪 洪水 洪灾 泥石流 滑坡 塌方 垮塌 坍塌 垮山 决堤 决口 漫堤 快漫 要漫 漫上来 溃坝 着火 起火 火灾 失火 山火 森林火 地震 爆炸 毒气
  煤气中毒 食物中毒 集体中毒 疫情 猪瘟 禽流感 群体性 聚集上访 集体上访 集访 越级上访 进京 械斗 群殴 持刀 跳楼 自杀 喝农药 塌了 房子倒
`);
export const hurtWords = list(`
  伤亡 死亡 死人 有人受伤 受了伤 重伤 被困 失踪 失联 走丢 溺水 落水 触电 车祸 翻车 被埋 昏迷 不省人事 被砸 坠 掉进 雷击
`);
