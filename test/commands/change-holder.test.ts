/** 换人 as it is decided; whole conversations are in test/store/change-holder.test.ts. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { changeHolder, confirmChange, type ChangeQuestion } from '../../src/commands/change-holder.ts';
import type { SeatFound } from '../../src/domain/change-holder.ts';
import { understand } from '../../src/language/understand.ts';
import { loadRules } from '../../src/rules/load.ts';
import { sampleCountyWithOfficer as county } from '../support/sample-county.ts';
import { effectsOf, questionAfter, resultOf, saidBy, shanghai, toldBy, type Scene } from './facts.ts';

const event = '人员调整';
const first: SeatFound = {
  body: '驻村第一书记',
  scopeId: 'team-v1',
  title: '示例一村第一书记',
  holderIds: ['p3'],
  waiting: [],
};
const slots = { seat: '示例一村第一书记', who: '示例乙', from: null, problem: null, event };
const scene = (more: Scene = {}): Scene => ({ county, names: ['示例乙'], seatsFound: [first], ...more });
const zhumadian = loadRules(fileURLToPath(new URL('../../rules', import.meta.url)), ['zhumadian-2022']);

describe('换人', () => {
  test('names the filing of the pack with its article, and asks once', () => {
    const outcome = changeHolder(saidBy('p11', scene()), slots);
    const { change } = resultOf(outcome, 'confirm-change-holder');
    expect(change).toMatchObject({ from: ['示例丙'], to: '示例乙', on: '2026-12-02' });
    expect(change.filing).toMatchObject({ bodies: ['市委组织部'], due: '及时', citations: [{ article: '第七条' }] });
    expect(questionAfter(outcome)).toEqual({ about: 'change-holder', seat: { body: '驻村第一书记', scopeId: 'team-v1' }, personId: 'p2', on: '2026-12-02', before: ['p3'], event }); // prettier-ignore
  });

  test('tells the officer, the former holder and the new one, each once', () => {
    const question: ChangeQuestion = { about: 'change-holder', seat: { body: first.body, scopeId: first.scopeId }, personId: 'p2', on: '2026-12-02', before: ['p3'], event }; // prettier-ignore
    const outcome = confirmChange(saidBy('p11', scene({ question })), question);
    expect(toldBy(outcome)).toEqual(['here holder-changed', 'p3 holder-changed', 'p2 holder-changed']);
    expect(effectsOf(outcome, 'change-holder')).toMatchObject([{ personId: 'p2', before: ['p3'], by: 'p11' }]);
    expect(new Set(outcome.replies.map((r) => r.once)).size).toBe(3);
  });

  test('of an office’s seat asks for no filing', () => {
    const seat: SeatFound = { ...first, body: '县委组织部', scopeId: '', title: '示例县委组织部', holderIds: ['p8'] };
    const outcome = changeHolder(saidBy('p11', scene({ seatsFound: [seat] })), slots);
    expect(resultOf(outcome, 'confirm-change-holder').change.filing).toBe('not-a-post');
  });

  test('of a member, whose post is no seat, tells by when and with whom it is filed', () => {
    const asked = { ...slots, seat: '示例一村驻村工作队员', from: '2026-12-03' } as const;
    const outcome = changeHolder(saidBy('p11', scene({ seatsFound: [], rules: zhumadian })), asked);
    const { cannot } = resultOf(outcome, 'cannot-change-holder');
    expect(cannot).toMatchObject({ why: 'post', filing: { bodies: ['县（区）党委组织部', '县（区）乡村振兴局'], due: '2026-12-07', citations: [{ article: '第十七条' }] } }); // prettier-ignore
  });

  test.each([
    ['not-officer', saidBy('p6', scene()), slots],
    ['in-group', saidBy('p11', scene({ message: { chatKind: 'group' } })), slots],
    ['how', saidBy('p11', scene()), { ...slots, who: null }],
    ['no-seat', saidBy('p11', scene({ seatsFound: [] })), { ...slots, seat: '示例镇办公室' }],
    ['several-seats', saidBy('p11', scene({ seatsFound: [first, first] })), slots],
    ['past', saidBy('p11', scene()), { ...slots, from: '2026-12-01' as const }],
    ['too-far', saidBy('p11', scene()), { ...slots, from: '2028-12-01' as const }],
    ['holds-already', saidBy('p11', scene({ names: ['示例丙'] })), { ...slots, who: '示例丙' }],
  ] as const)('is refused: %s', (why, context, said) => {
    const outcome = changeHolder(context, said);
    expect(resultOf(outcome, 'cannot-change-holder').cannot.why).toBe(why);
    expect(outcome.effects).toEqual([]);
  });
});

describe('what is read', () => {
  const now = shanghai('2026-11-22 10:00');
  test.each([
    ['换人 示例镇党委书记 张三', '示例镇党委书记', '张三', null],
    ['换人 示例镇党委书记 张三 12.1起', '示例镇党委书记', '张三', '2026-12-01'],
    ['换人：示例镇党委书记换成张三', '示例镇党委书记', '张三', null],
    ['换人 示例镇党委书记 示例3', '示例镇党委书记', '示例3', null],
    ['换人 第1党支部书记 示例3 12.1起', '第1党支部书记', '示例3', '2026-12-01'],
    ['换人 示例3村第2支部书记改成王芳B', '示例3村第2支部书记', '王芳B', null],
    ['换人 示例镇党委书记 阿卜杜拉•买买提', '示例镇党委书记', '阿卜杜拉·买买提', null],
    ['换人 示例镇党委书记', null, null, null],
    ['换人', null, null, null],
  ])('%s', (text, seat, who, from) => {
    expect(understand(text, now)).toMatchObject({ intent: 'change-holder', seat, who, from });
  });
  test.each(['换人吗', '怎么换人？', '换人家试试', '能不能换人'])('“%s” is no command', (text) => {
    expect(understand(text, now).intent).not.toBe('change-holder');
  });
  test.each([
    ['代理 李副书记 替 王书记 12.1-12.5', '李副书记', '王书记'],
    ['代理 12.1-12.5 李副书记替王书记', '李副书记', '王书记'],
  ])('%s', (text, who, forWhom) => {
    expect(understand(text, now)).toMatchObject({ intent: 'name-deputy', who, forWhom, from: '2026-12-01', to: '2026-12-05' }); // prettier-ignore
  });
  test('代理 12.1-12.5 李副书记 is for one’s own seats', () => {
    expect(understand('代理 12.1-12.5 李副书记', now)).not.toHaveProperty('forWhom');
  });
});
