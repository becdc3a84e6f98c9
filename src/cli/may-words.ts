/** Words of docs/who-may-what.md, which `npm run docs:may` makes from the table. */
import type { Action } from '../commands/may.ts';
import type { Role } from '../commands/may-roles.ts';

export const MAY_HEAD = `# Who may what

Generated from \`src/commands/may.ts\` by \`npm run docs:may\`: edit the table, not this file.

Every command asks this table, and none decides by itself. A cell says over whose place the seat has to be: **own** (one's own), **request**
(the request itself ties them together, whatever place the seat is of), **team**, **village**, **township**, **unit**, **county**; "any" is all of
these. ¹ deputies (代理) too, whoever named them. ² deputies too, except those whom the very person named that it is about: nobody picks
who decides on their own. Without a mark holders only. ✗ after an action: nobody does it to themselves, whatever seats they hold. What
a request's state allows is guarded besides, in \`src/domain/approval.ts\`; nothing of another county is ever at hand, for every
statement names the county.
`;

export const roleMeaning: Record<Role, string> = {
  self: 'the person it is about (本人)',
  'entered-it': 'who asked for it on their behalf (代请)',
  'team-leader': 'who leads their team by the roster (队长)',
  keeper: 'who keeps their attendance, by the rules in force (考勤人)',
  approver:
    'whose answer the open step waits for now (审批人); a seat handed over (转办) is answered by its receiver alone',
  'waiting-seat': 'who holds a seat that the open step waits for, though it may have been handed over',
  'chain-seat': 'who holds a seat of the chain that has no answer yet, or was added to it (加签)',
  'answered-seat': 'who holds a seat of the chain that was answered',
  'handed-it': 'whom a seat of it was handed to (转办)',
  'answered-it': 'who answered it',
  'filed-with': 'who holds a seat that it is filed with (备案)',
  office: 'who holds any seat over their township, unit or the county',
  officer: "the county's officer (县级经办人)",
};

export const actionMeaning: Record<Action, string> = {
  'see-whereabouts': '谁在岗: who is here today',
  'see-logs': '团队日志: work logs',
  'see-attendance': '考勤表: the month of each in figures',
  'see-ledger': '请假台账: the leave ledger, without reasons',
  'see-leave-kind': 'the kind of leave in the ledger (病假)',
  'see-reason': 'the reason of a leave and its photos',
  'explain-request': '为什么: on what a decision rests',
  'read-own-data': '我的数据',
  'who-looked': '谁看过我的',
  'change-own': '修改',
  object: '异议',
  nudge: '催办',
  'confirm-attendance': '确认考勤表; the officer for those whom nobody keeps by rule',
  'ask-leave-for': '代请',
  answer: '同意, 驳回, 退回',
  settle: '驳回, 退回 of what no rule settles',
  'name-approver': 'naming who answers what no rule settles',
  transfer: '转办',
  'add-approver': '加签',
  'record-paper': '代录',
  'correct-leave': '更正',
  'receive-filing': '收到 of a filed copy',
  'name-deputy-for': '代理 … 替 …: the deputy of another',
  'change-holder': '换人',
  invite: '邀请: a code to bind an account',
  'switch-reminder': '关闭提醒, 打开提醒 of a duty for the whole county',
  'see-platforms': 'how the chat platforms stand, and what is to be scanned to sign a bot in',
  'bind-group': '绑定本群, 解绑本群: the group of a team',
};

export const OWN_DEPUTIES =
  'A deputy of one’s own seats is named by their holder alone (代理), so no role is needed for it; a deputy names nobody in turn.';
