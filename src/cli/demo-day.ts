/** What the people of the sample county say on the day that `zhucun demo` plays. */
export interface DemoLine {
  /** Minutes after midnight in Shanghai. */
  readonly minute: number;
  readonly who: string;
  readonly text: string;
  /** Said in this group, to the bot. */
  readonly group?: string;
  /** In reply to the last message from the bot. */
  readonly quotes?: boolean;
}

const at = (hour: number, minute: number): number => hour * 60 + minute;

export const demoDay: readonly DemoLine[] = [
  { minute: at(7, 55), who: 'p1', text: '帮助' },
  { minute: at(8, 2), who: 'p1', text: '打卡' },
  { minute: at(8, 4), who: 'p3', text: '到岗' },
  { minute: at(8, 5), who: 'p1', text: '打卡' },
  { minute: at(9, 10), who: 'p2', text: '补卡 昨天 手机没电' },
  { minute: at(9, 12), who: 'p3', text: '同意', quotes: true },
  { minute: at(10, 30), who: 'p1', text: '请假 12.8-12.10 母亲住院' },
  { minute: at(10, 31), who: 'p1', text: '确认' },
  { minute: at(10, 40), who: 'p6', text: '收到' },
  { minute: at(10, 41), who: 'p6', text: '同意', quotes: true },
  { minute: at(11, 0), who: 'p3', text: '请假' },
  { minute: at(11, 1), who: 'p3', text: '12.14' },
  { minute: at(11, 2), who: 'p3', text: '4天' },
  { minute: at(11, 3), who: 'p3', text: '回老家办事' },
  { minute: at(11, 4), who: 'p3', text: '确认' },
  { minute: at(14, 0), who: 'p8', text: '同意', quotes: true },
  { minute: at(14, 20), who: 'p10', text: '驳回 那几天有检查', quotes: true },
  { minute: at(17, 30), who: 'p1', text: '日志 上午走访3户，下午开院坝会' },
  { minute: at(17, 40), who: 'p3', text: '谁在岗' },
  { minute: at(17, 45), who: 'p3', text: '我的', group: 'g1' },
  { minute: at(18, 0), who: 'p1', text: '离岗' },
  { minute: at(21, 0), who: 'p1', text: '我的' },
];
