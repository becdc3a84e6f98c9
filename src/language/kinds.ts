/** Kinds of leave: named, or plain from the reason. First row that matches wins; the regulations' own words are the kinds. */

interface NamedKind {
  readonly kind: string;
  readonly words: readonly string[];
}

/** A kind said by name. The names are taken out of the reason. */
export const namedKinds: readonly NamedKind[] = [
  { kind: '年休假', words: ['年休假', '公休假', '年假', '公休', '年休'] },
  { kind: '陪产假', words: ['陪产假', '护理假', '陪产'] },
  { kind: '产假', words: ['产假'] },
  { kind: '婚假', words: ['婚假'] },
  { kind: '丧假', words: ['丧假'] },
  { kind: '探亲假', words: ['探亲假'] },
  { kind: '病假', words: ['病假'] },
  { kind: '事假', words: ['事假'] },
  { kind: '因公外出', words: ['因公外出', '因公出差', '公出', '公差', '因公'] },
];

interface KindFromReason {
  readonly kind: string;
  readonly when: RegExp;
}

const parents = '(?:父母|父亲|母亲|爸|妈|爹|娘|岳父|岳母|公公|婆婆|丈人|丈母娘|双亲)';
const spouse = '(?:老婆|妻子|爱人|媳妇|老公|丈夫|配偶)';
const child = '(?:孩子|小孩|娃|儿子|女儿|闺女|姑娘|宝宝|崽)';
const grandparents = '(?:爷爷|奶奶|外公|外婆|姥姥|姥爷|祖父|祖母|老人)';
const kin = `(?:${parents}|${spouse}|${child}|${grandparents}|家人|家里|家中|家属|亲人|哥|姐|弟|妹|舅|姑|叔|姨|伯)`;
const death = '(?:去世|过世|病故|逝世|离世|辞世|不在了|丧|葬|出殡|走了|没了|后事|头七)';
const illness =
  '(?:发烧|发热|高烧|低烧|感冒|不舒服|难受|生病|看病|看医生|看牙|拔牙|住院|手术|开刀|头疼|头痛|头晕|腰疼|腰痛|牙疼|牙痛|胃疼|胃痛|肚子疼|肚子痛|拉肚子|腹泻|呕吐|复查|复诊|输液|打针|打点滴|挂水|医院|就诊|就医|骨折|病|体检|过敏|咳嗽|扭伤|扭了|摔伤|受伤|崴|闪了腰|中暑|阳了)';
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

/** The kind that a reason plainly is, or null. A guess that the person confirms; never decides anything by itself. */
export function kindOfReason(reason: string | null): string | null {
  if (reason === null) return null;
  const text = reason.slice(0, lookedAt);
  return rules.find((rule) => rule.when.test(text))?.kind ?? null;
}
