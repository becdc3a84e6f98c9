/** Family names that stand at the beginning of most names: what follows a word of decision is a person only with one of these. */
import type { Called } from '../domain/name.ts';
import { list } from './match-words.ts';

const single = `
王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺
顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻
祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封谈匡鞠惠荆
乐冀胥郁南班储栗燕楚鄢扈
`;
const families = new Set(Array.from(single.replace(/\s/g, '')));
const double = list('欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木');

const titled = /^(.)(?:书记|队长|主任|[镇乡局科]长|委员|干事|同志|工|哥|姐)$/u;

/** 小李 and 李队长 say the family name alone. */
export function called(said: string): Called {
  const family = /^[小老阿](.)$/u.exec(said)?.[1] ?? titled.exec(said)?.[1] ?? null;
  return { said, family };
}

/** 张伟, 小李, 老王, 王书记, 欧阳明: begins with a family name, or 小, 老, 阿 before one. */
export const isNamed = (who: string): boolean =>
  families.has(who[0] ?? '') ||
  double.some((name) => who.startsWith(name)) ||
  (/^[小老阿]/u.test(who) && who.length <= 3);
