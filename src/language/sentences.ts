/**
 * Whole sentences as people say them, where no word of command stands first: one row a way of saying. Read after the commands, so that a
 * row takes nothing away from them; the first row that matches wins. Every pattern is bounded.
 */
import { monthOf, type IsoDate } from '../domain/calendar.ts';
import { pieceAt } from './date-forms.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { makeUpFrom } from './make-up.ts';
import { bare } from './match-words.ts';
import { ofMonth } from './period-said.ts';
import { periodAt, weekOf, type Period } from './periods.ts';
import { resolveDay } from './resolve-days.ts';

interface Sentence {
  readonly when: RegExp;
  readonly unless?: RegExp;
  readonly read: (text: FoldedText, today: IsoDate) => Intent | null;
}

/** One way of saying a line. */
const any = (...ways: readonly RegExp[]): RegExp => new RegExp(ways.map(({ source }) => source).join('|'));

const longest = 60;
const always =
  (intent: Intent): Sentence['read'] =>
  () =>
    intent;
const leaveStatus = always({ intent: 'leave-status' });
const help = always({ intent: 'help' });
const leave = '(?:请的?假|休的?假|假条|假单|申请|单子|流程|年休|假期?)';
const village = '(?:村委会|村委|村部|村支部|村里|村上|村|驻地|岗位|岗上|岗|镇上|镇里|队部|队里|单位|办公室|点上)';
const placed = `(?:[\\p{Script=Han}]{1,5}?)?${village}`;
const address = '(?:(?:书记|队长|领导|主任|各位领导|大家|早上好|上午好|早安|早|报告|你好|您好|好)[,。! ]{0,2}){0,3}';
const me = '(?:我|本人|人|俺)?(?:今天|今早|今日|早上|上午|现在|刚刚|刚才|刚|这会儿|这会)?(?:已经|已|都|就)?';

/** The days that a question of logs names; the month where it names none. */
function daysAsked(text: FoldedText, today: IsoDate): Period {
  for (let at = 0; at < text.look.length; at++) {
    const period = periodAt(text.look, at, today);
    if (period) return period.period;
    const found = pieceAt(text.look, at, today);
    if (found?.piece.type === 'span') return { from: found.piece.from, to: found.piece.to };
    if (found?.piece.type !== 'day') continue;
    const on = resolveDay(found.piece.said, today, 'back');
    if (on !== 'no-such-date' && on !== 'unclear') return { from: on, to: on };
  }
  return text.look.includes('周') ? weekOf(today) : ofMonth(monthOf(today));
}

const logsAsked: Sentence['read'] = (text, today) => ({
  intent: 'read-logs',
  whose: /队里|团队|大家|全队|队员/.test(text.look) ? 'team' : 'own',
  ...daysAsked(text, today),
});

/** Of one's own leave: they stand before asking for leave, whose words they hold. */
const firm: readonly Sentence[] = [
  // 请假走到哪了, 我的假批了没.
  {
    when: new RegExp(
      `${leave}.{0,8}(?:批了?没|批了吗|批了么|批下来|批没批|到哪|到谁|哪一步|进度|状态|怎么样|咋样|啥情况|什么情况|审到|审了|签字|签了|看了没|看了吗|动静|消息|请到几号|到几号|哪天到期|没得|过了|通过|结果|没批|谁那|谁批了|卡在|有没有批|有结果|批好)`,
    ),
    unless: /哪一级|哪级|报到|的话|要谁|谁来批|找谁|怎么批|超过|几天|帮|规定|老.的|小.的|他|她|才能/,
    read: leaveStatus,
  },
  {
    when: new RegExp(
      `^${address}(?:帮我|给我|请|我要|我想|想)?(?:查一下|查下|查查|查询|看一下|看下|看看|查看|查|看)(?:我的?|自己的?|本人的?)?(?:最近|上次|上回|这次|本月|这个月|今年|昨天)?的?${leave}`,
    ),
    unless: /台账|规定|制度|政策|谁|别人|队/,
    read: leaveStatus,
  },
  {
    when: any(
      /(?:查|看|问)(?:一下|下|看|问)?.{0,6}(?:审批|请假|流程)?(?:的)?(?:进度|进展)/,
      /(?:书记|领导|队长|镇长|主任|上面|组织部).{0,4}批.{0,6}(?:了吗|了没|了么|没有)/,
      /(?:递|交|提)(?:上去)?的(?:条子|假条|单子|申请).{0,8}(?:看|批|签)了?(?:吗|没)/,
      /(?:书记|领导|队长|镇长|主任|上面).{0,4}(?:签字|看到|看了|批)(?:了)?(?:没|吗|没有|没得).{0,8}(?:假|条)/,
      /(?:看看?|查查?|看下|查下)我?.{0,4}(?:请|休)(?:了|过)(?:哪些|几次|几天|多少|什么)?假?/,
    ),
    unless: /台账|规定|怎么|老.|小.|他|她/,
    read: leaveStatus,
  },
  {
    when: any(
      /^(?:我的?|今年|这个月|本月|到现在)?(?:今年|这个月|本月|上个月|一共|总共|已经)?(?:请了|休了|请过|用了|还剩|还有|剩|剩下)(?:几|多少)(?:天|次)?的?(?:年假|年休假|公休|假)/,
      /^(?:我)?(?:今年|这个月|本月|上半年)?(?:一共|总共)?(?:请了|休了|请过|休过)(?:几|多少)(?:天|次)/,
      /^(?:我的?)?(?:年假|年休假|公休假|假期)还?(?:剩|有)(?:下)?(?:几|多少)天/,
    ),
    read: leaveStatus,
  },
  {
    when: new RegExp(
      `^${address}(?:我的?)?(?:上次|那个|这个|刚才的?|昨天的?)?(?:假|请假)?(?:书记|领导|队长|镇长|主任|部长|组织部|镇里|县里|上面)?(?:给我|还)?(?:没批(?:么|吗|啊|呢)|批了没|批没批|批了吗|批了么|批了没有|批下来没|批下来了吗|批复了吗|批复了没|看了没|同意了吗|同意了没|同意没)[?啊呀呢]*(?:[ ,。]|$)`,
    ),
    read: leaveStatus,
  },
  // 周五的假先不请了 要迎检.
  {
    when: any(
      /(?:撤回|撤销|撤了|取消)(?:了)?(?:重填|重写|重报|重新填|重新报|重提)/,
      /(?:假|请假|休假).{0,6}(?:不请了|不休了|不用了|不要了|取消|撤回|撤销|撤了|作废|算了|别批了|不用批了)/,
      /(?:不请|不休|不用请)假了/,
      /(?:取消|撤回|撤销|撤掉|收回).{0,8}(?:请假|休假|的假|我的申请|这个申请|那个申请)(?:吧|了)?(?:[,。 ]|$)/,
      /假.{0,3}先不/,
    ),
    unless:
      /怎么|如何|咋|吗$|\?$|代理|提醒|能不能|可以|没取消|没撤|他|她|老.(?:的|取|撤)|小.(?:的|取|撤)|通知|所有|大家|各位|全体|因疫情|请假条|条作废|不了$|低保|吃饭|中午|群/,
    read: always({ intent: 'withdraw', code: null }),
  },
  // 我回来了, 昨晚就回村了.
  {
    when: new RegExp(
      `(?:给我|帮我|我要|我来|麻烦|请)(?:销|消)(?:个|一下)?假|假(?:可以|要|给我|帮我|麻烦)?(?:销|消)(?:一下|掉|了)|${me}(?:提前)?(?:回来|返回|返岗|回村|返村|归队|到岗|回岗)(?:上班)?了?[,。! ]{0,2}(?:销|消)|(?:请假|休假|假期?)(?:已经?)?(?:结束|到期|休完|满)了?.{0,6}(?:回|返|到岗|上班)|(?:假休完|休完假|休假回来|请假回来|看病回来|开会回来|办完事).{0,8}(?:回|返|到)`,
      'u',
    ),
    unless:
      /怎么|如何|咋|吗$|\?$|谁|几天内|多久|什么时候|后天|明天|没|记得|大家|帮(?!我)|替|老.|小.|他|她|流程|手续|单|不用|及时|才能|必须|要求|再|马上|就[回返到]|下周|周[一二三四五六日天]|学生|孩子|人员|寒假|暑假|统计|准备|通知/,
    read: always({ intent: 'end-leave', code: null, back: null, problem: null }),
  },
];

const loose: readonly Sentence[] = [
  // 前天忘打卡了帮补一下.
  {
    when: any(
      /补(?:签|打|个|一下).{0,8}(?:到|卡)$/,
      /(?:签到|打卡|卡).{0,3}(?:漏|忘)了?[ ,。].{0,3}补/,
      /(?:忘记?了?|没|漏)(?:打了?卡|签了?到|打了|打|签了|签).{0,14}补/,
      /(?:补).{0,8}(?:忘|漏).{0,3}(?:卡|签)/,
      /(?:忘记?了?|漏了?)(?:打卡|签到|打了?卡|签了?到)/,
    ),
    unless:
      /^(?![我昨前今早上下周星礼忘漏没补书领队俺哎糟\d一二三四五六七八九十])|怎么|怎样|如何|咋|谁|算不算|会不会|处理|扣/,
    read: (text, today) => makeUpFrom(text, 0, today),
  },
  // 我上周写了几篇日志, 3月9号我写的啥.
  {
    when: any(
      /(?:写|记|交|干|做|忙)(?:了|的|过)?(?:几|多少|啥|什么|哪些|些什么|些啥|没)/,
      /日志.{0,6}(?:几篇|多少|写了没|写没写|交了没|有没有|哪天|没写|漏|齐|缺|查|看|翻|发我|导|列|调|呢)/,
      /(?:查|看|翻|找|导|列|发|(?<!协)调(?:出|取)).{0,14}(?:日志|工作记录|记录的|写的)/,
    ),
    unless:
      /要交|该交|要报|要办|补记|补写|能干|会干|请假|今天要|要干|怎么写|怎么记|如何写|要写|该写|规定|必须|要求|谁写|每天都?要|打卡|签到/,
    read: logsAsked,
  },
  // 有什么要交的.
  {
    when: any(
      /(?:有|还有|有没有|有无|还差|差|缺|剩).{0,5}(?:提醒|任务|要交|要报|要办|要做|没交|没报|没办|没做|没整|没弄|没搞|没完成|待办|到期|事要|工作要|材料要|表要|安排)/,
      /(?:要|该|得|需要)(?:交|报|上交|上报|办|做|干|完成|忙)(?:些|点)?(?:啥|什么|哪些)/,
      /(?:看|查|列)(?:一下|下|看)?(?:我的?)?(?:提醒|任务|待办)/,
      /有(?:哪些|什么|啥)事.{0,4}(?:别|不要|没)/,
      /(?:哪些|什么|啥)事(?:别|不要)(?:忘|搞忘)/,
      /(?:啥|什么|哪些).{0,6}(?:要交|要报|要办|到期|没交|没做|该交|该办|快到)/,
      /(?:待办|任务|提醒)(?:有)?(?:啥|什么|哪些|清单|列表)/,
      /^(?:看看?|查看?|查一下|列一下)?(?:我的?|今天的?|本周的?|这周的?|本月的?|这个月的?|最近的?)?(?:待办事项|待办|提醒事项|提醒|任务)[?]?$/,
    ),
    unless: /请假|怎么|职责|主要任务|工作队|第一书记/,
    read: always({ intent: 'duties' }),
  },
  // 我还差几天.
  {
    when: /^(?:我|我们|咱)?(?:这个月|本月|今年|这月|到今天|目前)?(?:驻村|在村|在岗|住村|出勤)?(?:天数)?(?:还|还要|一共|总共)?(?:差|住|驻|待|蹲|要住)(?:了|够)?(?:几|多少)(?:天|个)/,
    read: always({ intent: 'mine' }),
  },
  // 咋请假, 不会用.
  {
    when: /^(?:你好|您好|请问|那个|嗨|喂)?[,。! ]{0,2}(?:我)?(?:不会用|不会弄|不会操作|不知道怎么用|怎么弄啊?|怎么操作|这个?(?:怎么|咋)(?:用|弄|操作|整)|(?:怎么|咋)(?:用|弄|整|操作)(?:啊|呀|呢|这个|的)?|(?:你|机器人|这个机器人|这东西|这玩意)?(?:是)?(?:能|会|可以|都能|都会)?(?:干|做|弄)(?:些)?(?:啥|什么|嘛)(?:的|用|啊|呀|呢)?|你是(?:谁|什么|干嘛的|干啥的|做什么的)|(?:都)?有(?:什么|啥|哪些)(?:功能|命令|指令|用)|(?:这个?|这玩意儿?|这个?东西|你)(?:咋个?|怎么个?|啷个)(?:整|弄|用|搞)|(?:头一回|第一次|刚开始)用.{0,6}(?:教|说说|怎么)(?:教我|一下)?|有?使用(?:说明|方法|教程|帮助|手册)(?:吗|没|没有)?|操作(?:说明|方法|手册|指南)|功能(?:介绍|列表|说明)|教(?:教|一下|下)?我(?:用|怎么用|操作|请假|打卡|怎么请假|怎么打卡|一下)?|新手|求助|求教)[?!啊呀呢吧嘞咧勒哦哟哈嘛]*$/,
    read: help,
  },
  {
    when: /^(?:请问|我想问一?下|问一?下|想问下)?(?:我)?(?:该|要|应该)?(?:在哪|在哪里|从哪|到哪)(?:里|儿)?(?:请假|打卡|签到|写日志|看日志|补卡|销假|绑定)[?啊呀呢]*$|^(?:请假|打卡|签到|写日志|日志|补卡|销假|绑定|上报|走访记录)(?:在哪|怎么|咋|如何)(?:里|儿)?(?:弄|写|记|填|操作|用|打|请|发|报|办|绑|搞)?[?啊呀呢]*$/,
    read: help,
  },
];

/** A message is looked at piece by piece: 刚从县上开完会回村 打个卡 says it in its second. */
const pieces = /[ ,。!;~]+/;
const mostPieces = 6;
const particles = '(?:了|啦|咯|喽|哈|哦|噢|啊|呀|嘛|哟|喔)*';
const arrived = new RegExp(
  `^${address}${me}(?:(?:到|在|进|抵达|到达|回到|返回|来到|赶到)(?:了|达)?${placed}(?:里)?(?:报到|打卡|签到|值班|上班|办公|开始工作)?|(?:开始)?(?:上班|上岗|到岗|在岗|打卡|签到|报到|到位|进村)|(?:上班|到岗|进村)(?:打|签)个?[卡到]|(?:打|签|报)个?[卡到](?:上班|到岗|打卡|签到)?|(?:[\\p{Script=Han}]{1,6}村)?(?:打个?卡|签个?到))${particles}$`,
  'u',
);
const left = new RegExp(
  `^${address}${me}(?:先|就)?(?:下班|收工|收班|签退|离岗|离村|回城|回县城|回县里|回市里|回家|走人|撤|撤退|打道回府)(?:了|啦|咯|打卡|签退|打个卡|走人)*${particles}$|^(?:打|签)个?卡(?:走人|下班|回家)${particles}$`,
  'u',
);
/** Any of these in the message makes it something else. */
const notPresence =
  /怎么|吗|\?|没|不|请|假|申请|批|昨|明天(?!见)|后天|下周|走访|入户|送|谁|几天|可以|想|需要|看病|销|消|补|忘|日志|总结|通知|提醒|你(?!好)|大家(?!好)/;

function readPresenceTalk(text: FoldedText): Intent | null {
  const look = bare(text.look);
  if (text.cut || look.length > longest || notPresence.test(look)) return null;
  const said = look.split(pieces).filter((piece) => piece !== '');
  if (said.length > mostPieces) return null;
  const note = typed(text, 0, text.look.length).trim();
  if (said.some((piece) => left.test(piece))) return { intent: 'check-out', note };
  return said.some((piece) => arrived.test(piece)) ? { intent: 'check-in', note } : null;
}

export const readFirmSentence = (text: FoldedText, today: IsoDate): Intent | null => readBy(firm, text, today);
export const readSentence = (text: FoldedText, today: IsoDate): Intent | null =>
  readBy(loose, text, today) ?? readPresenceTalk(text);

function readBy(rows: readonly Sentence[], text: FoldedText, today: IsoDate): Intent | null {
  const look = bare(text.look);
  if (text.cut || look.length > longest) return null;
  const row = rows.find(({ when, unless }) => when.test(look) && !(unless?.test(look) ?? false));
  return row?.read(text, today) ?? null;
}
