/** A talk that was left: still open, put aside, or gone for want of an answer. */
import type { LeaveDraft } from '../domain/dialogue.ts';
import type { Result } from '../domain/reply.ts';
import type { Aside, Talk, TalkTopic } from '../domain/talk.ts';
import { day } from './format.ts';

type Expired = Extract<Result, { says: 'question-expired' }>;

const named: Record<TalkTopic, string> = {
  new: '请假',
  extend: '续假',
  edit: '修改申请',
  proxy: '代请假',
  correct: '更正',
  'make-up': '补卡',
  deputy: '代理',
  log: '日志',
};

/** What to send to begin it again. */
const again: Record<TalkTopic, string> = {
  new: '请假 明天 家里有事',
  extend: '续假 2天',
  edit: '修改 12.8-12.9',
  proxy: '帮某某请假 明天 事由',
  correct: '更正 #编号 12.8-12.9 理由',
  'make-up': '补卡 昨天 手机没电',
  deputy: '代理 12.1-12.5 姓名',
  log: '日志 昨天 内容',
};

/** 请假 12月14日到12月15日 母亲住院: what was said already need not be thought of again. */
function leaveAgain({ from, to, fromHalf, toHalf, saidDays, reason }: LeaveDraft): string {
  const halves = fromHalf === 'pm' || toHalf === 'am';
  const end = to !== null && to !== from ? `到${day(to)}` : '';
  const days = from === null || halves ? null : `${day(from)}${end}`;
  const length = to === null && saidDays !== null ? `${saidDays}天` : null;
  if (days === null && length === null) return again.new;
  return ['请假', days, length, reason].filter((part) => part !== null).join(' ');
}

const words = ({ topic, draft }: Talk): string => (topic === 'new' && draft ? leaveAgain(draft) : again[topic]);

/** 12月8日起的请假: two leaves are told apart by their days. */
const topic = ({ topic: about, draft }: Talk): string =>
  about === 'new' && draft?.from ? `${day(draft.from)}起的请假` : named[about];

const lapsed = (talk: Talk): string =>
  `没说完的${topic(talk)}放了一天没有回复，已作废，什么都没有提交。还要办请发：${words(talk)}`;

export const expired = ({ talk }: Expired): string =>
  talk ? lapsed(talk) : `上次没说完的已过期，没有提交。请重新发，例如：${again.new}。`;

export function wordAside({ is, talk }: Aside): string {
  if (is === 'lapsed') return lapsed(talk);
  const what = topic(talk);
  if (is === 'next') return `（一次办一件。另一件${what}先放着，这件办完回复“继续”接着办。）`;
  const left = is === 'open' ? '还没说完，直接回答，或回复“继续”' : '还放着，回复“继续”接着办';
  return `（${what}${left}；不办了回复“算了”。）`;
}
