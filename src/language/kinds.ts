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

const parents = '(?:父母|父亲|母亲|爸|妈|爹|娘|岳父|岳母|公公|婆婆|丈人|丈母娘)';
const spouse = '(?:老婆|妻子|爱人|媳妇|老公|丈夫|配偶)';
const child = '(?:孩子|小孩|娃|儿子|女儿|闺女|宝宝|崽)';
const grandparents = '(?:爷爷|奶奶|外公|外婆|姥姥|姥爷|祖父|祖母|老人)';
const kin = `(?:${parents}|${spouse}|${child}|${grandparents}|家人|家里|家属|哥|姐|弟|妹|舅|姑|叔|姨)`;
const death = '(?:去世|过世|病故|逝世|丧|葬|奔丧|走了|没了)';
const illness =
  '(?:发烧|发热|感冒|不舒服|生病|看病|住院|手术|头疼|头痛|头晕|腰疼|腰痛|牙疼|胃疼|肚子疼|肚子痛|拉肚子|复查|输液|打针|医院|就诊|就医|骨折|病|体检|过敏|咳嗽|扭伤|受伤)';

const rules: readonly KindFromReason[] = [
  { kind: '丧假', when: new RegExp(`(?:${parents}|${spouse}|${child}|${grandparents}).{0,8}${death}`) },
  { kind: '事假', when: /家长会|同学会|同学聚会/ },
  {
    kind: '陪产假',
    when: new RegExp(`${spouse}.{0,6}(?:生孩子|生娃|生产|分娩|临产|待产|要生|快生|剖腹产|顺产|生宝宝|生二胎|生小孩)`),
  },
  { kind: '事假', when: new RegExp(`${kin}|亲戚|朋友|邻居|同学`) },
  { kind: '产假', when: /(?:生孩子|生娃|分娩|待产|临产|剖腹产)/ },
  { kind: '婚假', when: /^(?:我|本人)?.{0,2}(?:结婚|举行婚礼|办婚礼|领结婚证)/ },
  { kind: '探亲假', when: /探亲/ },
  { kind: '病假', when: new RegExp(illness) },
  {
    kind: '因公外出',
    when: /开会|会议|培训|出差|公务|汇报工作|述职|督查|考察|调研|跑项目|对接项目|争取项目|参会|轮训|党校|评审会|推进会|座谈会/,
  },
  {
    kind: '事假',
    when: /回家|回老家|搬家|装修|办事|办证|私事|家事|有事|婚礼|喝喜酒|吃酒|相亲|考试|修车|办理|驾照|过户|上坟|扫墓/,
  },
];

/** A reason is looked at this far only. */
const lookedAt = 200;

/** The kind that a reason plainly is, or null. A guess that the person confirms; never decides anything by itself. */
export function kindOfReason(reason: string | null): string | null {
  if (reason === null) return null;
  const text = reason.slice(0, lookedAt);
  return rules.find((rule) => rule.when.test(text))?.kind ?? null;
}
