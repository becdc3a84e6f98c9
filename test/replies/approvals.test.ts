/** What approvers, keepers and offices read of a request. */
import { describe, expect, test } from 'vitest';
import type { AskedAgain } from '../../src/domain/approval-result.ts';
import type { Result } from '../../src/domain/reply.ts';
import type { SeatReason, ShownRequest, ShownStep } from '../../src/domain/shown.ts';
import { wordReply } from '../../src/replies/word.ts';
import {
  deputyAnswered,
  full,
  jointLeave,
  many,
  preview,
  samples,
  seat,
  shortLeave,
  shown,
  joinedLeave,
} from './samples.ts';

const words = (result: Result): string => wordReply(result).text;
const asked = (s: ShownRequest, again: AskedAgain | null = null): string =>
  words({ says: 'please-answer', shown: s, again });
const opened = (steps: readonly ShownStep[]): string =>
  words({ says: 'request-opened', shown: shown(shortLeave(), steps) });

describe('an approver sees', () => {
  test('everything about the leave, a line each', () => {
    expect(asked(full).split('\n')).toEqual([
      '#A1B2 示例甲 续假（年休假）12月8日至12月10日，共3天（接 #X9Y8；事后补假；示例丙代请；修改过）',
      '连同 #X9Y8（12月5日至7日）合计6天，按合计天数审批。',
      '事由：父亲手术需陪护',
      '照片：2 张',
      '审批：示例镇党委书记 示例己、示例庚（代示例己，12月1日至5日），然后 示例县委组织部 示例壬（示例辛转办） 和 示例县某局（已同意，代录，经办人示例经办） 共同审批（都同意才算），然后 示例癸（示例己加签）',
      '原文只写镇长；街办按街办主任办理，请核对。',
      '其间有元旦（1月1日至3日），放假的日子也算请假天数。',
      '2027年的放假安排还没有公布，其间有没有节假日这里没有标出。',
      '年休假2026年已请6天，连这次共9天，全年限8天，超出1天。',
      '按文件，连续请假超过三十天的应当召回。要不要召回由主管部门研究决定，这里只提示。',
      '依据：《丰都县驻乡驻村干部细则》第九条、第十二条、第十四条',
    ]);
  });

  test('of a plain leave three lines', () => {
    expect(asked(shown()).split('\n')).toEqual([
      '#A1B2 示例甲 请假 12月8日至12月10日，共3天',
      '事由：父亲手术需陪护',
      '依据：《丰都县驻乡驻村干部细则》第九条',
    ]);
  });

  const second = { ...full, request: { ...full.request, step: 1 } };
  test.each([
    ['nudged', full, '本人催办，请尽快答复：'],
    ['edited', full, '本人已修改，请按新内容答复，原来的答复不算：'],
    ['transferred', second, '示例辛转给您办理：'],
    ['new-holder', full, '现在由您办理，请答复：'],
    ['deputy', full, '您正代示例己审批，请答复：'],
    ['morning', full, '这件还在等您答复：'],
  ] as const)('why it is asked again (%s)', (again, s, line) => {
    expect(asked(s, again).split('\n')[0]).toBe(line);
  });

  test('within the yearly cap no excess', () => {
    const remark = { remark: 'balance', year: 2026, used: 2, withThis: 8, limit: 8, citations: [] } as const;
    const text = asked(shown(shortLeave({ remarks: [remark], leaveKind: '年休假' })));
    expect(text).toContain('年休假2026年已请2天，连这次共8天，全年限8天。');
  });
});

describe('the chain says of a seat', () => {
  const one = (because: SeatReason, names = ['示例庚']): string =>
    opened([{ mode: 'any', seats: [seat('示例镇党委书记', names, { because: [because] })] }]);

  test('for whom a deputy stands in, over two months with both', () => {
    const text = one({
      because: 'deputy',
      name: '示例庚',
      forName: '示例己',
      fromOn: '2026-11-30',
      toOn: '2026-12-02',
    });
    expect(text).toContain('审批：示例镇党委书记 示例庚（代示例己，11月30日至12月2日）。');
  });

  test('who handed it over, and for whom a deputy answered', () => {
    expect(one({ because: 'assigned', name: '示例庚', by: '示例己' })).toContain(
      '示例镇党委书记 示例庚（示例己转办）。',
    );
    expect(opened([deputyAnswered])).toContain('示例镇党委书记 示例庚（代示例己，已同意）。');
  });

  test('of whom alone a reason is true', () => {
    const reason = { because: 'assigned', name: '示例庚', by: '示例己' } as const;
    expect(one(reason, ['示例辛', '示例庚'])).toContain('示例辛、示例庚（示例己转办）。');
  });

  test('who was named where no rule names anybody, and who was added besides', () => {
    const step = (name: string): ShownStep => ({
      mode: 'all',
      seats: [seat(name, [name], { because: [{ because: 'added', name, by: '示例经办' }] })],
    });
    expect(opened([step('示例癸'), step('示例辛')])).toContain(
      '审批：示例癸（示例经办指定），然后 示例辛（示例经办加签）。',
    );
  });

  test('how it was answered', () => {
    const states = (['approved', 'rejected', 'returned'] as const).map((state) =>
      opened([{ mode: 'any', seats: [seat('示例镇党委书记', ['示例己'], { state, unreachable: true })] }]),
    );
    expect(states.map((t) => /示例己(（[^）]*）)/.exec(t)?.[1])).toEqual(['（已同意）', '（已驳回）', '（已退回）']);
  });
});

describe('the list of what waits', () => {
  const todo = (s: readonly ShownRequest[]): string[] =>
    words({ says: 'todo', on: '2026-12-02', shown: s }).split('\n');

  test('numbers it, with its marks, reason, article, step and age', () => {
    const lines = todo([
      shown(),
      { ...full, request: { ...full.request, steps: [...shortLeave().steps, ...jointLeave().steps] } },
    ]);
    expect(lines.slice(4, 7)).toEqual([
      '2. #A1B2 示例甲 续假（年休假）12月8日至12月10日，共3天（接 #X9Y8、补假、示例丙代请、修改过）',
      '   事由：父亲手术需陪护',
      '   连同前后合计6天；第九条；第1步，共2步；照片 2 张；提交 1 天',
    ]);
    expect(lines.at(-1)).toBe('回复“同意 1 2”“都同意”“驳回 2 理由”或“退回 2 理由”。');
  });

  test('of one names its code in the answers', () => {
    expect(todo([shown()]).at(-1)).toBe('回复“同意 #A1B2”“驳回 #A1B2 理由”或“退回 #A1B2 理由”。');
  });

  test.each([
    [20, 0],
    [21, 1],
    [47, 27],
  ])('of %d leaves out %d', (count, left) => {
    const lines = todo(many(count));
    expect(lines[0]).toBe(`等您审批的 ${count} 件：`);
    expect(lines.filter((l) => /^\d+\. /.test(l))).toHaveLength(count - left);
    expect(lines.join('')).toContain(left > 0 ? `还有 ${left} 件没有列出` : '20. ');
  });

  test('cuts a long reason, which the question has whole', () => {
    const long = shown(shortLeave({ reason: '事'.repeat(500) }));
    expect(todo([long]).join('')).toContain(`${'事'.repeat(60)}…`);
    expect(todo([long]).join('')).not.toContain('事'.repeat(61));
    expect(asked(long)).toContain('事'.repeat(500));
  });

  test('says of the morning how many days it has waited', () => {
    const text = words(samples['morning-digest'][0]!);
    expect(text).toContain('第九条；今天 07:05 提交');
    expect(text).toContain('第九条；提交 1 天');
  });

  test('before all are approved shows each of them, however many', () => {
    const text = words({ says: 'confirm-all', shown: many(60) });
    expect(text.match(/^\d+\. /gm)).toHaveLength(60);
    expect(text.split('\n')[0]).toBe('下面 60 件都同意吗？');
  });
});

test('several answers at once are told with what came of each', () => {
  expect(words(samples['answers-recorded'][0]!).split('\n').slice(0, 5)).toEqual([
    '已同意 3 件：',
    '· #A1B2 示例甲 请假 12月8日至12月10日，共3天：已批准',
    '· #C3D4 示例甲 请假 12月8日至12月11日，共4天：还等 示例县委组织部 示例辛、示例县某局 示例癸',
    '· #A1B2 示例甲 续假（年休假）12月8日至12月10日，共3天：下一步 示例镇党委书记 示例己、示例庚（代示例己，12月1日至5日）',
    '没有算 8 件：',
  ]);
  expect(words(samples['answers-recorded'][1]!)).not.toContain('没有算');
});

describe('one line says what to do', () => {
  const short: Result['says'][] = ['answer-refused', 'changed-since', 'no-such-number', 'no-such-code', 'cannot-hand-to', 'cannot-transfer', 'cannot-correct', 'cannot-record-paper']; // prettier-ignore
  test.each(short)('%s', (says) => {
    for (const result of samples[says]) expect(words(result)).not.toContain('\n');
  });

  test('of what can’t be taken back, nudged, changed, ended or extended, unless which one is asked', () => {
    const those = [
      'cannot-withdraw',
      'cannot-nudge',
      'nothing-to-edit',
      'nothing-to-end',
      'nothing-to-extend',
    ] as const;
    for (const result of those.flatMap((says): Result[] => [...samples[says]]))
      expect(words(result).split('\n')).toHaveLength('why' in result && result.why === 'several' ? 3 : 1);
  });

  test('which one is asked with an example of the same act', () => {
    const acts = samples['which-request'].map((r) => words(r).split('\n').at(-1));
    expect(acts.map((t) => /“([^“”]+ #A1B2[^”]*)”/.exec(t ?? '')?.[1])).toEqual([
      '同意 #A1B2', '驳回 #A1B2 理由', '退回 #A1B2 理由', '转办 #A1B2 姓名', '加签 #A1B2 姓名', '催办 #A1B2', '撤回 #A1B2', '修改 #A1B2 12.8-12.9',
    ]); // prettier-ignore
  });
});

describe('the kind of a leave', () => {
  /** Neither in the chain nor the applicant: keeper, offices, those who are told. */
  const outside: Result['says'][] = ['keeper-told', 'filing-copy', 'filing-received', 'seat-vacant', 'escalated', 'recall-proposed', 'withdrawn-told', 'transfer-told', 'leave-corrected', 'objection-told', 'leave-ended-told', 'return-unreported']; // prettier-ignore
  const ill = (result: Result): Result =>
    'shown' in result && result.shown && 'request' in result.shown
      ? ({ ...result, shown: { ...result.shown, request: { ...result.shown.request, leaveKind: '病假' } } } as Result)
      : result;

  test.each(outside)('is not in %s', (says) => {
    for (const result of samples[says]) expect(words(ill(result))).not.toContain('病');
  });

  test('is not told of a leave when somebody else was asked besides, but is to the one who is asked', () => {
    for (const says of ['approver-added', 'approver-named'] as const) {
      const [toMe, toOthers] = samples[says].map((r) => words(ill(r)));
      expect(toMe).toContain('病假');
      expect(toOthers).not.toContain('病');
    }
  });

  test('is in what the approver is asked', () => {
    expect(words(ill(samples['please-answer'][0]!))).toContain('请假（病假）');
  });
});

describe('a group hears', () => {
  test('of a change only the name and the days', () => {
    expect(samples['away-changed'].map(words)).toEqual([
      '示例甲原定请假有变：改为12月8日至12月9日上午。',
      '示例甲原定请假有变：已取消。',
    ]);
  });

  test('in the morning who is away and till when', () => {
    expect(samples['away-today'].map(words)).toEqual([
      '12月2日（周三）请假 2 人：\n· 示例甲，到12月4日\n· 示例乙，到今天',
      '12月2日（周三）没有人请假。',
    ]);
  });
});

describe('before it is submitted', () => {
  const confirm = (more: Parameters<typeof preview>[0]): string =>
    words({ says: 'confirm-leave', preview: preview(more) });

  test.each([
    [{}, '请假：2026年12月8日至12月10日，共3天，事假', '确认提交吗？'],
    [{ purpose: 'extend', changesCode: 'X9Y8' }, '续假（接 #X9Y8）：2026年', '确认提交吗？'],
    [{ purpose: 'proxy', forName: '示例乙' }, '替示例乙请假：2026年', '确认替示例乙提交吗？'],
    [{ purpose: 'edit', changesCode: 'A1B2' }, '把 #A1B2 改为：2026年', '重新审批，原来的答复不算'],
    [{ purpose: 'correct', forName: '示例乙', changesCode: 'A1B2' }, '把示例乙的 #A1B2 更正为：2026年', '确认更正吗？'],
  ] as const)('what it is stands first and what will happen last: %j', (more, first, last) => {
    const lines = confirm(more).split('\n');
    expect(lines[0]).toContain(first);
    expect(lines.at(-1)).toContain(last);
  });

  test('the leave that it is added to is counted, and its photos', () => {
    const text = confirm({ countedDays: 6, joined: [joinedLeave], images: 2 });
    expect(text).toContain('连同 #X9Y8（12月5日至7日）合计6天，按合计天数审批。');
    expect(text).toContain('照片：2 张（只给审批人看）');
    expect(confirm({})).not.toMatch(/连同|照片/);
  });

  test('where no rule names anybody, the pack’s own sentence and the officer', () => {
    expect(confirm({ held: '要由区县规定', steps: [] })).toContain('\n要由区县规定。提交后由县级经办人处理，');
    expect(confirm({ held: '', steps: [] })).toContain('\n提交后由县级经办人处理，');
    expect(confirm({ held: '', steps: [] })).not.toContain('审批：');
  });

  test('the reason of a correction is told to the applicant, that of a leave is not', () => {
    expect(confirm({ purpose: 'correct', reason: '提前返回' })).toContain('更正理由：提前返回（会告诉本人和批过的人）');
    expect(confirm({})).toContain('（只给审批人看）');
  });
});
