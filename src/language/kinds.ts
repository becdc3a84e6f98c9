/** Kinds of leave: named, or plain from the reason. First row that matches wins; the regulations' own words are the kinds. */

interface NamedKind {
  readonly kind: string;
  readonly words: readonly string[];
  /** Sources of what may not stand before it or after it. */
  readonly notAfter?: string;
  readonly notBefore?: string;
}

/** A kind said by name. The names are taken out of the reason. */
export const namedKinds: readonly NamedKind[] = [
  { kind: '年休假', words: ['年休假', '公休假', '年假', '公休', '年休'] },
  { kind: '陪产假', words: ['陪产假', '男方护理假', '陪产护理假', '陪产'] },
  { kind: '护理假', words: ['独生子女护理假', '独生子女陪护假', '护理假', '陪护假', '照护假'] },
  { kind: '育儿假', words: ['育儿假', '父母育儿假'] },
  { kind: '产假', words: ['产假'] },
  { kind: '婚假', words: ['婚假'] },
  { kind: '丧假', words: ['丧假'] },
  { kind: '探亲假', words: ['探亲假'] },
  {
    kind: '调休',
    words: ['补休', '调休', '轮休', '倒休', '换休', '串休'],
    // 国庆调休, 调休上班: days that the calendar moves.
    notAfter: '五一|十一|国庆|元旦|春节|清明|端午|中秋|节|假期|放假|法定|因|按|是|为',
    notBefore: '的?(?:上班|补班|要上|要补|上课|日|班|那|后|前|安排|通知|政策|规定|制度|怎么|咋|是|申请|吗|吧)',
  },
  { kind: '病假', words: ['病假'], notBefore: '[条单]' },
  { kind: '事假', words: ['事假'], notBefore: '[条单]' },
  { kind: '因公外出', words: ['因公外出', '因公出差', '公出', '公差', '因公'] },
];

interface KindFromReason {
  readonly kind: string;
  readonly when: RegExp;
}

// 老汉 is a father only where no name stands before it.
const parents =
  '(?:父母|父亲|母亲|爸|妈|爹|娘|老汉儿|(?<![\\u4e00-\\u9fff])(?:我|俺)?老汉|老爷子|老太太|老头子|老丈人|老岳|岳父|岳母|公公|婆婆|丈人|丈母娘|双亲)';
const spouse = '(?:老婆|妻子|爱人|媳妇|老公|丈夫|配偶|婆娘|堂客|老伴|内人|屋头人|屋里人|(?:我|俺)(?:家)?男人)';
const child = '(?:孩子|小孩|娃|幺儿|幺女|幺妹|伢|囡|孙子|孙女|外孙|儿子|女儿|闺女|姑娘|宝宝|崽)';
const grandparents = '(?:爷爷|奶奶|外公|外婆|姥姥|姥爷|祖父|祖母|老人)';
const kin = `(?:${parents}|${spouse}|${child}|${grandparents}|家人|家里|家中|家属|亲人|哥|姐|弟|妹|舅|姑|叔|姨|伯)`;
const death = '(?:去世|过世|病故|逝世|离世|辞世|不在了|丧|葬|出殡|走了|没了|后事|头七)';
const illness =
  '(?:发烧|发热|高烧|低烧|感冒|不舒服|难受|生病|看病|看医生|看牙|拔牙|住院|手术|开刀|头疼|头痛|头晕|腰疼|腰痛|牙疼|牙痛|胃疼|胃痛|肚子疼|肚子痛|拉肚子|腹泻|呕吐|复查|复诊|输液|打针|打点滴|挂水|医院|就诊|就医|骨折|痛风|(?:老毛病|旧伤|旧疾|胃|腰|痔疮|哮喘|鼻炎)犯|扭到|扭伤|拉伤|挫伤|烫伤|烧伤|割伤|缝针|拆线|换药|落枕|晕倒|昏倒|低血糖|血压高|结石|发炎|(?:肠胃|肺|咽喉|鼻|阑尾|胆囊|扁桃体?|中耳|关节|牙周)炎|胃出血|疱疹|湿疹|荨麻疹|食物中毒|吃坏|针灸|理疗|吊水|吊瓶|雾化|挂号|镶牙|补牙|洗牙|智齿|牙肿|牙科|腰椎|颈椎|(?:腰|脚|腿|手|胳膊|膝盖|脚踝|背|脖子)(?:扭|崴|伤|断|痛|疼|肿)|病|体检|过敏|咳嗽|扭了|摔伤|受伤|崴|闪了腰|中暑|阳了)';
const birth = '(?:生孩子|生娃|生产|分娩|临产|待产|预产|要生|快生|剖腹产|剖宫产|顺产|生宝宝|生二胎|生小孩|坐月子)';

const rules: readonly KindFromReason[] = [
  { kind: '丧假', when: new RegExp(`(?:${parents}|${spouse}|${child}|${grandparents}).{0,8}${death}`) },
  { kind: '丧假', when: /奔丧|办丧|丧事|治丧/ },
  { kind: '事假', when: /家长会|同学会|同学聚会/ },
  { kind: '陪产假', when: new RegExp(`${spouse}.{0,6}${birth}|陪产`) },
  { kind: '探亲假', when: /探亲/ },
  { kind: '事假', when: /陪护|陪床|照顾|照看|陪.{1,3}(?:看病|住院|手术)|带.{1,3}看病/ },
  { kind: '事假', when: new RegExp(`${kin}|亲戚|朋友|邻居|同学`) },
  { kind: '产假', when: /(?:生孩子|生娃|分娩|待产|临产|剖腹产|剖宫产|预产期)/ },
  {
    kind: '婚假',
    when: /^(?:我|本人|自己)?(?:自己|要|准备|回家|回老家|.{0,2})(?:结婚|举行婚礼|办婚礼|办婚事|办酒席|领结婚证|领证|拍婚纱照)/,
  },
  { kind: '病假', when: new RegExp(illness) },
  {
    kind: '因公外出',
    when: /开会|会议|例会|培训|学习班|集训|出差|公务|公干|汇报工作|述职|督查|考察|调研|跑项目|对接|争取项目|跑资金|招商|参会|轮训|党校|评审|推进会|座谈会|党代会|人代会|两会|跟班|送审|报账|交材料|送材料|报送材料|业务学习|现场会|观摩/,
  },
  {
    kind: '事假',
    when: /回家|回老家|回趟家|搬家|装修|办事|办证|办\S{0,4}(?:卡|证|手续|贷款|户口|保险|护照)|私事|家事|家务事|有事|急事|婚礼|喜酒|吃酒|酒席|吃席|相亲|考试|高考|中考|修车|修房|盖房|办理|驾照|考驾|过户|买房|交房|上坟|扫墓|祭祖|祭扫|迁坟|满月|周岁|大寿/,
  },
];

/** A reason is looked at this far only. */
const lookedAt = 200;

/** A matter of one's own: 刘叔家 and 老人 are of the village. */
const ownKin = `${parents}|${spouse}|${child}|爷爷|奶奶|外公|外婆|姥姥|姥爷|家人|家属|(?:我|俺|^)(?:家|哥|姐|弟|妹|舅|姑|叔|姨|伯)`;
const personal = new RegExp(
  `${ownKin}|${illness}|${birth}|奔丧|丧事|(?:我|本人|自己).{0,3}结婚|婚礼|喜酒|回老?家|回趟家|老家|搬家|相亲|扫墓|上坟|祭祖|私事|家事`,
);
export const isPersonal = (reason: string): boolean => personal.test(reason.slice(0, lookedAt));

/** The kind that was named, or that the reason plainly is; a father's 护理假 is that of a birth. */
export function kindMeant(named: string | null, reason: string | null): string | null {
  const ofReason = kindOfReason(reason);
  return named === '护理假' && ofReason === '陪产假' ? ofReason : (named ?? ofReason);
}

/** The kind that a reason plainly is, or null. A guess that the person confirms; never decides anything by itself. */
export function kindOfReason(reason: string | null): string | null {
  if (reason === null) return null;
  const text = reason.slice(0, lookedAt);
  return rules.find((rule) => rule.when.test(text))?.kind ?? null;
}
