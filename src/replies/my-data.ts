/** Words of one's own data: what the file holds, and whom to ask to put something right. */
import type { OwnData } from '../domain/own-data.ts';
import type { Result } from '../domain/reply.ts';
import { lines } from './format.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

const parts: readonly (readonly [keyof Omit<OwnData, 'person'>, string])[] = [
  ['accounts', '账号'],
  ['consents', '同意记录'],
  ['attendance', '在岗记录'],
  ['requests', '请假和补卡'],
  ['logs', '日志'],
  ['entries', '台账'],
  ['dutyAnswers', '对提醒的答复'],
  ['questions', '问规定'],
  ['months', '考勤表确认'],
  ['looks', '谁看过'],
  ['seats', '席位'],
  ['deputies', '代理'],
];

export function myData({ data }: Of<'my-data'>): string {
  const cut = parts.filter(([part]) => data[part].leftOut > 0);
  return lines(
    '系统里关于您的数据都在附件里：',
    `基本信息、${parts.map(([part, noun]) => `${noun} ${data[part].rows.length} 条`).join('、')}。`,
    cut.length > 0 &&
      `太多，没有全部列出：${cut.map(([part, noun]) => `${noun}另有更早的 ${data[part].leftOut} 条`).join('，')}。要全部的请找县级主管部门。`,
    '附件里有手机号和请假事由，请妥善保管，不要转发。',
    '姓名、手机、岗位有误请找县级主管部门更正；在岗和请假有误请找您的考勤人。谁看过您的信息也可以发“谁看过我的”。',
  );
}
