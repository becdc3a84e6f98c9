import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/domain/reply.ts';
import { wordButton, wordReply } from '../../src/replies/word.ts';
import {
  figures,
  joint,
  jointLeave,
  jointStep,
  made,
  makeUpRequest,
  preview,
  samples,
  secret,
  secretaryStep,
  shortLeave,
  shown,
} from './samples.ts';

const all: Result[] = Object.values(samples).flat();
const lists: Result['says'][] = ['own-logs', 'team-logs', 'who-is-here', 'mine', 'todo', 'morning-digest', 'answers-recorded', 'leave-ledger', 'help', 'why-request', 'why-leave-draft', 'due-digest', 'reminders-listed', 'draft', 'draft-notes', 'own-duties', 'entry-kept']; // prettier-ignore
/** Longest words of what is more than an answer, in characters; a report is edited on a computer. */
const longest: Partial<Record<Result['says'], number>> = { help: 800, draft: 3000 };
/** Those with everything that may be said of a leave. */
const full = all.filter(
  (r) =>
    ('shown' in r && r.shown !== null && 'request' in r.shown && r.shown.request.remarks.length > 0) ||
    ('preview' in r && r.preview.remarks.length > 0),
);
const words = (result: Result): string => wordReply(result).text;
const said = (says: Result['says'], n = 0): string => words(samples[says][n]!);

describe('every result', () => {
  test.each(all.map((r) => [r.says, r] as const))('%s has whole words, short enough for a phone', (_, result) => {
    const text = words(result);
    expect(text).not.toBe('');
    expect(text.replace(/https:\S+|\b(?:docx?|xlsx?|pdf|wps|et|odt|ofd|txt|zip|jpg)\b/g, '')).not.toMatch(
      /undefined|null|NaN|\[object|\{|\}|[a-z]/,
    );
    expect(text).not.toMatch(/。。|，，|；；|：：|^\s|\s$|\n\n| {4}|（）|“”/);
    expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}/); // dates are written as people write them
    expect(text.length).toBeLessThan(longest[result.says] ?? 600);
  });

  test.each(all.filter((r) => !lists.includes(r.says) && !full.includes(r)).map((r) => [r.says, r] as const))(
    '%s is at most some lines',
    (_, result) => {
      expect(words(result).split('\n').length).toBeLessThanOrEqual(9);
    },
  );

  test('carries the code of the request it is about, and no other does', () => {
    for (const result of all) {
      const about = 'shown' in result && result.shown && 'request' in result.shown ? result.shown.request.code : null;
      expect(wordReply(result).code).toBe(about);
    }
  });
});

describe('the article', () => {
  const deciding: Result['says'][] = ['checked-in', 'already-here', 'ask-leave-reason', 'confirm-leave', 'leave-held', 'please-settle', 'no-leave', 'roster-lacks', 'request-edited', 'leave-corrected', 'entered-for-you', 'escalated', 'recall-proposed', 'confirm-all', 'morning-digest', 'not-covered', 'request-opened', 'please-answer', 'request-approved', 'filing-copy', 'mine', 'todo', 'why-request', 'why-leave-draft', 'why-make-up-draft', 'why-month', 'why-in-group']; // prettier-ignore

  test.each(deciding)('is named by %s', (says) => {
    expect(said(says)).toContain('《丰都县驻乡驻村干部细则》第九条');
  });

  test('is that of the log for a log, and named when an approval is complete', () => {
    expect(said('log-kept')).toContain('第十条');
    expect(said('answer-recorded', 2)).toContain('第九条');
  });

  test('is named once, though two provisions stand in it', () => {
    const [citation] = shortLeave().citations;
    const twice = shown(shortLeave({ citations: [citation!, { ...citation!, provision: 'FD-09d' }] }));
    expect(words({ says: 'filing-copy', shown: twice }).match(/第九条/g)).toHaveLength(1);
  });

  test('comes with what was read into it', () => {
    for (const says of ['ask-leave-reason', 'confirm-leave', 'mine'] as const)
      expect(said(says)).toMatch(/说明：.+？按.*自然日计算.*文件未明确/);
  });
});

describe('the reason of a leave', () => {
  const approversAndApplicant: Result['says'][] = [
    'please-answer',
    'please-settle',
    'todo',
    'morning-digest',
    'confirm-leave',
    'entered-for-you',
  ];
  const everybodyElse = Object.keys(samples).filter(
    (s) => !approversAndApplicant.includes(s as never),
  ) as Result['says'][];

  test.each(approversAndApplicant)('is in %s', (says) => {
    expect(said(says)).toContain(secret);
  });

  test.each(everybodyElse)('is not in %s', (says) => {
    for (const result of samples[says]) expect(words(result)).not.toContain(secret);
  });

  test('nor is its kind in what a group hears', () => {
    expect(said('away-notice')).toBe('示例甲 12月8日至12月10日 请假，已批准。');
    expect(said('away-notice', 1)).toBe('示例甲 12月2日 请假，已批准。');
  });
});

describe('days', () => {
  test.each([
    [{}, '12月8日至12月10日，共3天'],
    [{ fromHalf: 'pm' }, '12月8日下午至12月10日'],
    [{ toHalf: 'am' }, '12月8日至12月10日上午'],
    [{ toOn: '2026-12-08' }, '12月8日'],
    [{ toOn: '2026-12-08', toHalf: 'am' }, '12月8日上午'],
    [{ toOn: '2026-12-08', fromHalf: 'pm' }, '12月8日下午'],
    [{ toOn: '2027-01-03' }, '12月8日至2027年1月3日'],
  ] as const)('of %j are written %s', (span, written) => {
    const request = shortLeave({ span: { ...shortLeave().span, ...span } });
    expect(words({ says: 'withdrawn', shown: shown(request), to: 'withdrawn' })).toContain(written);
  });

  test('are counted in halves', () => {
    expect(words({ says: 'confirm-leave', preview: preview({ days: 2.5 }) })).toContain('共2.5天');
    expect(words({ says: 'confirm-leave', preview: preview({ days: 0.5 }) })).toContain('共0.5天');
  });

  test('have the year where a leave is asked for, and their weekday where one is kept', () => {
    expect(said('confirm-leave')).toContain('2026年12月8日至12月10日');
    expect(said('checked-in')).toContain('12月2日（周三） 08:15');
    expect(said('log-kept')).toContain('12月2日（周三）第 2 篇，照片 1 张（补记，会注明）');
  });
});

describe('the month', () => {
  test.each([
    [{}, '11月已在岗12天，要求不少于20天（2/3），还差8天，本月还剩10天。'],
    [{ days: 12.5, stillNeeded: 7.5 }, '11月已在岗12.5天，要求不少于20天（2/3），还差7.5天，本月还剩10天。'],
    [{ days: 20, stillNeeded: 0 }, '11月已在岗20天，已达到要求的20天（2/3）。'],
    [{ days: 5, stillNeeded: 15 }, '还差15天，本月只剩10天，已不够，请提前与考勤人沟通。'],
    [{ minDays: null, share: null, stillNeeded: 0, citations: [], readings: [] }, '11月已在岗12天。'],
  ])('%j says what is done and what is needed', (more, text) => {
    expect(words({ ...samples.mine[0]!, figures: figures(more) })).toContain(text);
  });
});

describe('the chain', () => {
  test('names who approves, and who is told', () => {
    expect(said('confirm-leave')).toContain('审批：示例镇党委书记 示例己');
    expect(said('confirm-leave')).toContain('备案：审批后备案（受理机关原文未写明）；抄送 示例县乡村振兴局 示例壬');
    expect(said('confirm-leave', 1)).toContain('示例县委组织部 示例辛 和 示例县某局 示例癸 共同审批（都同意才算）');
    expect(said('confirm-leave', 1)).not.toContain('备案');
  });

  test('of steps is told in order, of which one is enough as such', () => {
    const steps = [secretaryStep, { ...jointStep, mode: 'any' as const }];
    const text = words({ says: 'request-opened', shown: shown(jointLeave(), steps) });
    expect(text).toContain('示例镇党委书记 示例己，然后 示例县委组织部 示例辛 或 示例县某局 示例癸（一人同意即可）');
  });

  test('says which seat nobody can answer for, and why', () => {
    expect(said('seat-vacant')).toContain('示例镇党委书记（暂无可审批人）');
    expect(said('seat-vacant', 1)).toContain('示例镇党委书记 示例己（尚未绑定账号）');
  });

  test('says of a copy that nobody gets it, and nothing of approving', () => {
    const nobody = preview({ filings: preview().filings.map((copy) => ({ ...copy, names: [], vacant: true })) });
    for (const text of [
      words({ says: 'confirm-leave', preview: nobody }),
      words({ ...samples['why-leave-draft'][0]!, preview: nobody }),
    ]) {
      expect(text).toContain('抄送 示例县乡村振兴局（暂无人任职，没有人收）');
      expect(text).not.toContain('可审批人');
    }
  });

  test('says of a joint step who is still to answer', () => {
    const [first, second] = jointStep.seats;
    const half = { ...jointStep, seats: [{ ...first!, state: 'approved' as const }, second!] };
    const text = words({ ...samples['answer-recorded'][0]!, shown: shown(jointLeave(), [half]) });
    expect(text).toContain('还等：示例县某局 示例癸。');
    expect(text).not.toContain('还等：示例县委组织部');
  });
});

describe('to the point', () => {
  test('a late leave says so to the approver, a make-up is late by its nature', () => {
    expect(said('please-answer')).toContain('（事后补假）');
    expect(words({ says: 'please-answer', shown: made, again: null })).not.toContain('事后');
    expect(said('confirm-leave', 1)).toContain('（事后补假，会注明）');
  });

  test('an approver’s remark reaches the applicant', () => {
    const [step] = shortLeave().steps;
    const answer = {
      personId: 'p6',
      verdict: 'approve',
      note: '注意安全',
      at: 0,
      forId: null,
      recordedBy: null,
      images: [],
    } as const;
    const request = shortLeave({ steps: [{ mode: 'any', seats: [{ ...step!.seats[0]!, answer }] }] });
    expect(words({ says: 'request-approved', shown: shown(request), isOver: false })).toContain(
      '示例镇党委书记：注意安全',
    );
  });

  test('a rejection says who and why', () => {
    expect(said('request-rejected')).toContain('示例己：那几天有检查');
  });

  test('an approved make-up counts its day; an approved leave asks for a check-in afterwards', () => {
    expect(words({ says: 'request-approved', shown: shown(makeUpRequest()), isOver: false })).toContain(
      '12月1日已计入在岗。',
    );
    expect(said('request-approved')).toContain('返回后请发“打卡”或“销假”');
  });

  test('a refusal says why', () => {
    const texts = samples['answer-refused'].map(words);
    expect(texts.map((t) => /自己|不由您|撤回|答复过|没轮到|退回|没有定/.exec(t)?.[0])).toEqual([
      '自己',
      '不由您',
      '撤回',
      '答复过',
      '没轮到',
      '退回',
      '没有定',
    ]);
  });

  test('what is wrong with a date is said with its figures', () => {
    const texts = samples['invalid-span'].map(words);
    expect(texts[1]).toContain('结束（2026年12月8日（周二））早于开始（2026年12月10日（周四））');
    expect(texts[2]).toMatch(/是3天，您说的是5天/);
    expect(texts[5]).toMatch(/是400天，超过366天/);
  });

  test('a list of requests is numbered as it is answered', () => {
    expect(said('which-request').split('\n').slice(1, 3)).toEqual([
      '1. #A1B2 示例甲 请假 12月8日至12月10日，共3天，提交 1 天',
      '2. #C3D4 示例甲 请假 12月8日至12月11日，共4天，提交 1 天',
    ]);
    expect(said('not-heard-as-answer')).toContain('不算审批');
    expect(words({ says: 'which-request', on: '2026-12-02', act: 'reject', shown: [shown(), joint] })).toContain(
      '驳回哪一件',
    );
  });

  test('who is here is counted', () => {
    expect(said('who-is-here').split('\n')).toEqual([
      '2026年12月2日（周三）：5 人，在岗 2 人',
      '· 示例甲（驻村工作队员） 在岗（08:15 到）',
      '· 示例乙 已离岗（08:15）',
      '· 示例丙 请假，到12月4日',
      '· 示例丁 还没有打卡',
      '· 示例戊 在岗（08:15 到，位置在围栏外）',
    ]);
  });

  test('a long log is cut where it is listed', () => {
    expect(said('own-logs')).toContain(`${'长'.repeat(200)}…`);
    expect(said('own-logs')).not.toContain('长'.repeat(201));
  });

  test('of many logs the first are listed and the rest counted', () => {
    const [whole] = samples['own-logs'];
    const logs = Array.from({ length: 120 }, () => whole!.logs[1]!);
    const own = words({ ...whole!, logs });
    expect(own).toContain('的日志 120 篇');
    expect(own).toContain('· 还有 80 篇');
    const team = words({ ...samples['team-logs'][0]!, byPerson: [{ personId: 'p1', name: '示例甲', logs }] });
    expect(team).toContain('示例甲：120 篇');
    expect(team).toContain('· 还有 100 篇');
    for (const text of [own, team]) expect(text.length).toBeLessThan(10_000);
  });
});

test('a button has the words that do the same where there are no buttons', () => {
  const answer = { does: 'answer', verdict: 'approve', requestId: 'r1', step: 0, revision: 0 } as const;
  const dialogue = { does: 'dialogue', word: 'confirm', dialogueId: '1' } as const;
  const pairs = (code: string | null): string[] =>
    labels.map((label) => {
      const action = label === 'confirm' || label === 'cancel' ? dialogue : answer;
      const button = wordButton({ label, action }, code);
      return `${button.label}|${button.words}`;
    });
  const labels = ['approve', 'reject', 'return', 'end-leave', 'object', 'receive-filing', 'confirm', 'cancel'] as const;
  expect(pairs('A1B2')).toEqual([
    '同意|同意 #A1B2',
    '驳回|驳回 #A1B2 理由',
    '退回|退回 #A1B2 理由',
    '销假|销假 #A1B2',
    '异议|异议 #A1B2 说明',
    '收到|收到 #A1B2',
    '确认|确认',
    '取消|取消',
  ]);
  expect(pairs(null).slice(0, 2)).toEqual(['同意|同意', '驳回|驳回 理由']);
});
