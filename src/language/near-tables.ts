/**
 * Which words a slip may have been meant for, and what is left alone though it sounds like one. The commands themselves stand in the tables
 * of words: a new one there is found here too.
 */
import {
  addApproverWords,
  approveWords,
  correctWords,
  deputyWords,
  digestOff,
  digestOn,
  endLeaveWords,
  extendWords,
  ledgerWords,
  nudgeWords,
  objectWords,
  paperWords,
  rejectWords,
  resubmitWords,
  returnWords,
  transferWords,
  withdrawWords,
} from './approval-words.ts';
import { dutiesWords, ledgerKeywords, monthDraftWords, monthTableWords, yearDraftWords } from './duty-words.ts';
import type { Intent } from './intent.ts';
import { issueKeywords } from './issue-words.ts';
import { namedKinds } from './kinds.ts';
import { list } from './match-words.ts';
import {
  checkInWords,
  checkOutWords,
  leaveWords,
  logWords,
  makeUpWords,
  ownLogWords,
  queryWords,
  teamLogWords,
} from './words.ts';

/** Words whose readers hold them in a pattern. */
const others = list('绑定 解绑 邀请 网页 报备 我的数据');

/** Every word of a command; the first of two that sound alike is the one that is shown. */
export const commandWords: readonly string[] = [
  ...leaveWords,
  ...endLeaveWords,
  ...extendWords,
  ...checkInWords,
  ...checkOutWords,
  ...makeUpWords,
  ...logWords,
  ...ownLogWords,
  ...teamLogWords,
  ...namedKinds.flatMap(({ words }) => words),
  ...withdrawWords,
  ...nudgeWords,
  ...queryWords.todo,
  ...queryWords.help,
  ...queryWords['who-is-here'],
  ...queryWords.mine,
  ...Object.values(ledgerKeywords).flat(),
  ...dutiesWords,
  ...issueKeywords,
  ...monthDraftWords,
  ...yearDraftWords,
  ...monthTableWords,
  ...ledgerWords,
  ...digestOn,
  ...digestOff,
  ...resubmitWords,
  ...objectWords,
  ...others,
];

/** A slip is never taken for one of these: it is asked about, whatever else is said. */
export const decisionWords: readonly string[] = [
  ...approveWords,
  ...rejectWords,
  ...returnWords,
  ...transferWords,
  ...addApproverWords,
  ...correctWords,
  ...paperWords,
  ...deputyWords,
];

/** The same by what would be done: on somebody else's matter, or for good. */
export const neverApplied: ReadonlySet<Intent['intent']> = new Set<Intent['intent']>([
  'approve',
  'reject',
  'return',
  'sounds-like',
  'confirm',
  'transfer',
  'add-approver',
  'name-deputy',
  'end-deputy',
  'change-holder',
  'record-paper',
  'correct-leave',
  'give-consent',
  'withdraw-consent',
  'unbind',
  'bind-group',
  'unbind-group',
]);

/** Part of everyday speech or of the names of villages, so that whatever sounds like them is more likely itself (倒了, 李村). */
export const everyday =
  /[了的是我你他几什么些有在村]|^(?:刚到|回[岗城]|返回|上班|说明|功能|命令|指令|开会|提交|例会|问询)$/;

/** `never`: left alone always; `alone`: a slip only where nothing else is said; `apart`: only where no word is attached to it. */
export interface LeftAlone {
  readonly word: string;
  readonly slip: 'never' | 'alone' | 'apart';
  readonly why: string;
}

/**
 * Sounds like a word of command and is said in a village every day. Words of the dictionary, and what begins with a family name, are left alone
 * without a row.
 */
export const leftAlone: readonly LeftAlone[] = [
  { word: '大咖', slip: 'never', why: '名人，口语常用' },
  { word: '大卡', slip: 'never', why: '大卡车' },
  { word: '迁到', slip: 'never', why: '搬迁：迁到新址、迁到镇上' },
  { word: '牵到', slip: 'never', why: '牵到一头牛' },
  { word: '前到', slip: 'alone', why: '之前到的；前到后' },
  { word: '钱到', slip: 'alone', why: '补助款到了没有' },
  { word: '钱退', slip: 'alone', why: '多收的钱退了' },
  { word: '请加', slip: 'apart', why: '请加我微信' },
  { word: '是假', slip: 'apart', why: '是假的' },
  { word: '念家', slip: 'never', why: '想家，不是年假' },
  { word: '年家', slip: 'never', why: '姓年的人家' },
  { word: '世家', slip: 'never', why: '人家的称呼' },
  { word: '清家', slip: 'never', why: '清理家里' },
  { word: '修家', slip: 'never', why: '修房子、修家谱，不是休假' },
  { word: '到港', slip: 'apart', why: '到港口' },
];

/** Villages are called 李岗 and 周村. */
export const placeEnding = /[岗村]$/;

/** Characters of the commands with those that look like them; what sounds alike needs no row. */
export const lookAlikes: readonly string[] = list(`
  准淮堆 假暇瑕佼 请晴青睛 签检捡剑 到倒致 卡下咔 打扛钉 志忐态 日曰目 岗岚冈 销稍俏捎 续犊赎 补扑朴 访坊仿纺 走赱 学字觉 习刁 报抱服 批比枇
  同问间洞 意竟章 退腿 撤澈辙 催摧崔 绑帮邦 帮邦帛 助肋 待侍恃
`);
