import { describe, expect, test } from 'vitest';
import {
  answerSlots,
  changeSlots,
  datesSaid,
  fillSlots,
  understand,
  type Asked,
} from '../../src/language/understand.ts';
import type { LeaveSlots } from '../../src/language/intent.ts';
import { saturday } from './moments.ts';

const nothing: LeaveSlots = {
  ...{ from: null, to: null, fromHalf: 'am', toHalf: 'pm', saidDays: null },
  ...{ kind: null, reason: null, problem: null },
};

describe('A free answer', () => {
  test.each([
    ['后天吧', { from: '2026-11-23', to: '2026-11-23' }],
    ['那就后天', { from: '2026-11-23', to: '2026-11-23' }],
    ['12.1-12.3', { from: '2026-12-01', to: '2026-12-03' }],
    ['从12.1起', { from: '2026-12-01', to: null }],
    ['到12.3', { from: null, to: '2026-12-03' }],
    ['两天', { saidDays: 2 }],
    ['改成两天吧', { saidDays: 2 }],
    ['下周一 两天', { from: '2026-11-23', to: '2026-11-24', saidDays: 2 }],
    ['母亲住院', { reason: '母亲住院', kind: '事假' }],
    ['病假', { kind: '病假' }],
    ['2.30', { problem: { problem: 'no-such-date', said: '2.30' } }],
    ['不知道', { reason: '不知道' }],
  ] as const)('%s', (text, said) => {
    expect(answerSlots(text, saturday)).toEqual({ ...nothing, ...said });
  });

  test('Days gone by are read backward where the question is about them', () => {
    expect(answerSlots('11.3 停电', saturday, 'back')).toMatchObject({ from: '2026-11-03', reason: '停电' });
    expect(answerSlots('30号', saturday, 'back').from).toBe('2026-10-30');
    expect(answerSlots('周三', saturday, 'back').from).toBe('2026-11-18');
    expect(datesSaid('1.2', saturday, 'back').from).toBe('2026-01-02');
    expect(datesSaid('1.2', saturday).from).toBe('2027-01-02');
  });

  test.each(['后天吧', '12.1-12.3', '两天', '母亲住院', '到12.5', '改到县里', '不改了'])(
    '%s is no command by itself',
    (text) => {
      expect(understand(text, saturday).intent).toBe('none');
    },
  );
});

const from: LeaveSlots = { ...nothing, from: '2026-12-30', reason: '母亲住院', kind: '事假' };
const days: LeaveSlots = { ...nothing, saidDays: 3 };
const whole: LeaveSlots = { ...nothing, from: '2026-12-01', to: '2026-12-03', reason: '母亲住院', kind: '事假' };

const filled: readonly (readonly [
  name: string,
  open: LeaveSlots,
  asked: Asked,
  text: string,
  change: Partial<LeaveSlots>,
])[] = [
  ['A single day is the start and the end', nothing, 'from', '后天吧', { from: '2026-11-23', to: '2026-11-23' }],
  ['A start counts on for the days said before', days, 'from', '后天', { from: '2026-11-23', to: '2026-11-25' }],
  [
    'A range takes the place of the days said before',
    days,
    'from',
    '12.1-12.2',
    { from: '2026-12-01', to: '2026-12-02', saidDays: null },
  ],
  [
    'A half start counts on',
    days,
    'from',
    '从后天下午起',
    { from: '2026-11-23', to: null, fromHalf: 'pm', saidDays: null },
  ],
  ['A single day is the end when that was asked', from, 'to', '1.2', { to: '2027-01-02' }],
  ['The end is counted on from the start', from, 'to', '2号', { to: '2027-01-02' }],
  ['到 before the end changes nothing', from, 'to', '到2号', { to: '2027-01-02' }],
  ['A duration is counted from the start', from, 'to', '三天', { to: '2027-01-01', saidDays: 3 }],
  [
    'An end before the start is told',
    from,
    'to',
    '12.29',
    { problem: { problem: 'ends-before-start', from: '2026-12-30', to: '2026-12-29' } },
  ],
  ['A whole range may answer too', from, 'to', '12.5-12.6', { from: '2026-12-05', to: '2026-12-06' }],
  [
    'A reason is kept as typed',
    { ...whole, reason: null, kind: null },
    'reason',
    '母亲12.2手术，要陪护。',
    { reason: '母亲12.2手术，要陪护。', kind: '事假' },
  ],
  [
    'A named kind in the reason counts',
    { ...whole, reason: null },
    'reason',
    '病假 发烧',
    { reason: '病假 发烧', kind: '病假' },
  ],
  [
    'Dates alone are no reason',
    { ...whole, reason: null },
    'reason',
    '改成12.5',
    { from: '2026-12-05', to: '2026-12-05', reason: null },
  ],
  ['At the end the length may change', whole, 'confirm', '改成两天', { to: '2026-12-02', saidDays: 2 }],
  ['At the end the days may change', whole, 'confirm', '改到12.5-12.6', { from: '2026-12-05', to: '2026-12-06' }],
  ['At the end the end may change', whole, 'confirm', '到12.5', { to: '2026-12-05' }],
  ['At the end the reason may change', whole, 'confirm', '父亲住院', { reason: '父亲住院' }],
  ['At the end the kind may change', whole, 'confirm', '改成病假', { kind: '病假' }],
  [
    'A date that does not exist changes nothing',
    whole,
    'confirm',
    '改成2.30',
    { problem: { problem: 'no-such-date', said: '2.30' } },
  ],
];

describe('One day said as a range', () => {
  test.each(['12.2至12.2', '12.2-12.2', '12月2日到2日', '12.2至12.2 一天'])(
    '%s is a day of its own and no beginning',
    (text) => {
      const said = { from: '2026-12-02', to: '2026-12-02', saidDays: 1, problem: null };
      expect(answerSlots(text, saturday)).toMatchObject(said);
      expect(fillSlots(nothing, text, saturday, 'from')).toMatchObject(said);
      expect(understand(`请假 ${text}`, saturday)).toMatchObject({ intent: 'request-leave', slots: said });
    },
  );

  test('A single day leaves its length open, and so does half of one', () => {
    expect(answerSlots('12.2', saturday).saidDays).toBeNull();
    expect(answerSlots('12.2上午至12.2上午', saturday)).toMatchObject({ toHalf: 'am', saidDays: null });
    expect(answerSlots('12.2至12.3', saturday).saidDays).toBeNull();
  });
});

describe('Changing a leave by its command', () => {
  test.each([
    ['改成两天', { to: '2026-12-02', saidDays: 2 }],
    ['修改 #A1B2 12.8-12.9', { from: '2026-12-08', to: '2026-12-09' }],
    ['改到12.5', { from: '2026-12-05', to: '2026-12-05' }],
    ['修改 事由 父亲12.2手术', { reason: '父亲12.2手术' }],
    ['改成病假', { kind: '病假' }],
    ['修改请假 12.8-12.9 父亲住院', { from: '2026-12-08', to: '2026-12-09', reason: '父亲住院' }],
    ['改成2.30', { problem: { problem: 'no-such-date', said: '2.30' } }],
    ['修改 #A1B2', {}],
  ] as const)('%s', (text, change) => {
    const intent = understand(text, saturday);
    if (intent.intent !== 'edit-request') throw new Error(`${text} is ${intent.intent}`);
    expect(changeSlots(whole, intent.slots)).toEqual({ ...whole, ...change });
  });

  test('A half start stays when only the length changes', () => {
    const afternoon: LeaveSlots = { ...whole, fromHalf: 'pm' };
    const intent = understand('改成两天', saturday);
    if (intent.intent !== 'edit-request') throw new Error(intent.intent);
    expect(changeSlots(afternoon, intent.slots)).toMatchObject({ from: '2026-12-01', to: '2026-12-03', toHalf: 'am' });
  });
});

describe('Filling in an answer', () => {
  test.each(filled)('%s', (_, open, asked, text, change) => {
    expect(fillSlots(open, text, saturday, asked)).toEqual({ ...open, ...change });
  });
});
