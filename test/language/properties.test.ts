import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dateOf, isDate, startOf, type Instant, type IsoDate } from '../../src/domain/calendar.ts';
import type { LeaveSpan } from '../../src/domain/leave.ts';
import { answerSlots, datesSaid, fillSlots, understand } from '../../src/language/understand.ts';
import {
  allAfter,
  allBefore,
  approvalRemarks,
  approveWords,
  bothBefore,
  rejectWords,
  returnWords,
} from '../../src/language/approval-words.ts';
import { namedForms } from './leave-forms-named.ts';
import { leaveForms, type Written } from './leave-forms.ts';

const minuteMs = 60_000;

/** Any minute of any day of 2024 to 2030, before dawn and before midnight more often. */
const moments = fc
  .tuple(
    fc.integer({ min: 0, max: 2556 }),
    fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 59 }), fc.constant(1439)),
  )
  .map(([days, minutes]) => {
    const today = addDays('2024-01-01', days);
    return { today, now: startOf(today) + minutes * minuteMs };
  });

const lengths = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 100 }));
const halves = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ fromHalf: 'am', toHalf: 'pm' } as const) },
  { weight: 1, arbitrary: fc.record({ fromHalf: fc.constantFrom('am', 'pm'), toHalf: fc.constantFrom('am', 'pm') }) },
);
const offsets = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: 0, max: 14 }),
  fc.integer({ min: -60, max: 304 }),
);

interface Case extends Written {
  readonly now: Instant;
}
const cases = fc.tuple(moments, offsets, lengths, halves).map(([{ today, now }, ahead, length, half]): Case => {
  const fromOn: IsoDate = addDays(today, ahead);
  const span = { fromOn, toOn: addDays(fromOn, length), ...half } as LeaveSpan;
  // From noon to noon of one day is no leave.
  const isNothing = length === 0 && span.fromHalf === 'pm' && span.toHalf === 'am';
  return { today, now, span: isNothing ? { ...span, toHalf: 'pm' } : span };
});

/** What stands before the time, and the kind it makes of a reason of the family. */
const commands = [
  ['请假 ', '事假'],
  ['请假', '事假'],
  ['我想请假 ', '事假'],
  ['请病假 ', '病假'],
  ['我想休年休假 ', '年休假'],
  ['请陪产假 ', '陪产假'],
] as const;

describe('A leave written in any supported form parses back to itself', () => {
  test.each([...leaveForms, ...namedForms])('$name', (form) => {
    let tried = 0;
    fc.assert(
      fc.property(cases, fc.constantFrom(...commands), (written, [command, kind]) => {
        if (!form.can(written)) return;
        tried++;
        const text = `${command}${form.write(written)} 母亲住院`;
        const intent = understand(text, written.now);
        if (intent.intent !== 'request-leave') throw new Error(`${text} is ${intent.intent}`);
        const { from, to, fromHalf, toHalf, problem, reason } = intent.slots;
        const { fromOn, toOn, ...half } = written.span;
        expect({ text, from, to, fromHalf, toHalf, problem, reason, kind: intent.slots.kind }).toEqual({
          ...{ text, from: fromOn, to: toOn, ...half },
          ...{ problem: null, reason: '母亲住院', kind },
        });
      }),
      // Few draws fit a rare form: of 20,000 once only 18 did.
      { numRuns: form.isRare ? 80_000 : 3000 },
    );
    expect(tried).toBeGreaterThan(20);
  });
});

/** Text out of the grammar's own words, so that random texts come near to meaning something. */
const words = fc.constantFrom(
  ...[
    '请假',
    '请',
    '假',
    '同意',
    '不同意',
    '驳回',
    '批准',
    '打卡',
    '日志',
    '补卡',
    '到',
    '从',
    '起',
    '#A1B2',
    'A1B2',
    '吗',
    '?',
    '不',
    '了',
    ' ',
    '\n',
  ],
  ...[
    '12.1',
    '12.1-12.3',
    '2.30',
    '3号',
    '三天',
    '半天',
    '明天',
    '明后天',
    '下周三',
    '下周',
    '上午',
    '下午',
    '周三',
    '-',
    '、',
    '和',
    '两',
    '十',
    '日',
    '月',
    '年',
  ],
  ...[
    '都',
    '全部',
    '第',
    '件',
    '1',
    '3',
    '1、3',
    '13',
    '①',
    '退回',
    '打回',
    '转办',
    '加签',
    '王主任',
    '代理',
    '催办',
    '销假',
  ],
  ...[
    '回来了',
    '昨晚',
    '续假',
    '再续',
    '修改',
    '改成',
    '重新提交',
    '更正',
    '事由',
    '帮',
    '老王',
    '异议',
    '代录',
    '请假台账',
    '11月',
  ],
  ...['母亲', '住院', '收到', '好的', '👌', '\u200b', '\u0000', '＃', '<b>', '=1+1', '\ud83d'],
);
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(words, { maxLength: 14 }).map((parts) => parts.join('')),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
);

const starts = ['代理 ', '销假 ', '续假 ', '修改 #A1B2 ', '更正 #A1B2 ', '帮老王请假 ', '请假台账 ', '改成'] as const;

/** The strict list, built here a second time as one pattern: what may stand around an approval, and nothing else. */
const mark = '[\\s。.!,、~…:;]*';
const code = '(?:#? ?[a-z]\\d[a-z]\\d)?';
const oneNumber = '第?[1-9]\\d?(?:件|个|条|项|份)?';
const numbers = `${oneNumber}(?:[\\s、,;和与及跟]+${oneNumber})*`;
const approvals = `(?:${approveWords.join('|')})(?:@[a-z0-9_]+)?`;
const remark = `(?:[\\p{P}\\p{S}\\s]${mark}(?:${approvalRemarks.join('|')}))?`;
/** 同意小周的请假, 4号单同意; 可以 准了. */
const noun = '(?:请假申请|请假|休假|病假|事假|年假|假条|假|申请|单子|单|条子)';
const number =
  '(?:第? ?[\\d一二三四五六七八九十]{1,3}(?:号单子?|号申请|号那条|号那个|单)|第 ?[\\d一二三四五六七八九十]{1,2}[个条件]|(?:单子|单号|编号) ?\\d{1,2})';
const called = '(?:[小老阿]\\p{Script=Han}{1,2}|\\p{Script=Han}{1,3}(?:书记|队长|镇长|主任))';
const somebodys = `(?:${called}的?|\\p{Script=Han}{2,4}(?:的|这个|那个)?${noun}|${number}${noun}?)`;
const lead = '(?:(?:嗯|好|好的|行|可以|可以的|行吧|要得|得行|那就|那|中|没问题|没意见|准|ok)[,。 !]{0,2})?我?';
const verb = `(?:${approveWords.join('|')}|可以批|得行)(?:了|吧|嘛)?`;
const ofSomebody = [
  `${lead}${verb}[ ,。]{0,2}${somebodys}(?:[ ,。!;:].*)?`,
  `${lead}(?:${somebodys}|\\p{Script=Han}{2,4}(?:的|这个|那个|那条))[ ,。]{0,2}(?:我看了没问题|我看了|我|就|也|都|先|就先)*[ ,。]{0,2}${verb}(?:[ ,。!;:].*)?`,
];
/** 7号通过: the number of a list, first in the message. */
const numberFirst = `${lead}第? ?\\d{1,2}号[ ,。]{0,2}`;
const strictApproval = new RegExp(
  `^${mark}(?:${[
    `${code}${mark}${approvals}${mark}${code}${remark}${mark}${code}`,
    `${numbers}[\\s,:;、]*(?:${bothBefore.join('|')})?${approvals}${remark}`,
    `${approvals}[\\s,:;、]*${numbers}${remark}`,
    `(?:${allBefore.join('|')})\\s*${approvals}${remark}`,
    `${approvals}${mark}(?:${allAfter.join('|')})`,
    ...ofSomebody,
    `${numberFirst}(?:同意|通过|批了|准了)(?:了|吧|掉|嘛)?(?:[ ,。!;:].*)?`,
    `${lead}(?:${approvals})(?:了|吧)?`,
  ].join('|')})${mark}$`,
  'u',
);
/** A refusal begins with its word, but for what names the request. */
const strictRefusal = new RegExp(
  `^${mark}(?:${numberFirst}|${lead}(?:${somebodys}|\\p{Script=Han}{2,4}(?:的|这个|那个|那条))[ ,。]{0,2}(?:我|就|也|都|先)*|${lead}(?:这个|这次|这回)?|${code}${mark}|${numbers}[\\s,:;、]*(?:${bothBefore.join('|')})?|(?:${allBefore.join('|')})\\s*)(?:${[...rejectWords, ...returnWords, '不得行', '不行', '不可以', '要不得', '莫批', '别批', '不要批', '否了', '退给', '打回去', '先缓缓', '缓一缓'].join('|')})`,
  'u',
);
const plain = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\ufe00-\ufe0f]/gu, (unit) => (/\s/.test(unit) ? ' ' : ''))
    .replace(/[\u2065\u{1f3fb}-\u{1f3ff}]/gu, '') // a space of no width, skin tones
    .replace(/[\u02dc\u223c\u301c]/gu, '~')
    .normalize('NFKC')
    .toLowerCase();

describe('Whatever is sent', () => {
  test('Nothing throws, and only the strict lists approve, reject and send back', () => {
    let [approved, refused] = [0, 0];
    fc.assert(
      fc.property(texts, moments, (text, { now }) => {
        const intent = understand(text, now);
        answerSlots(text, now);
        datesSaid(text, now, 'back');
        if (intent.intent === 'reject' || intent.intent === 'return') {
          refused++;
          expect(plain(text)).toMatch(strictRefusal);
        }
        if (intent.intent !== 'approve') return;
        approved++;
        expect(plain(text)).toMatch(strictApproval);
        expect(intent.which.numbers.length).toBeLessThanOrEqual(30);
      }),
      { numRuns: 20_000 },
    );
    expect(approved).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  });

  test('One character more than an approval says is none, unless it is a number, a code, a mark or 都', () => {
    const character = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      fc.constantFrom(
        '天',
        '号',
        '人',
        '吗',
        '不',
        '没',
        '别',
        '全',
        '都',
        '第',
        '件',
        '了',
        '吧',
        '、',
        '-',
        '.',
        '/',
        ':',
        '％',
        '?',
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('同意', '同意 1', '1 3 同意', '都同意', '同意 #A1B2'),
        character,
        fc.boolean(),
        (word, more, isBefore) => {
          const text = isBefore ? `${more}${word}` : `${word}${more}`;
          if (understand(text, startOf('2026-11-21')).intent === 'approve') expect(plain(text)).toMatch(strictApproval);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('The days of every operation are real and in order', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 5 }), fc.constantFrom(...starts), moments, (parts, start, { now }) => {
        const intent = understand(start + parts.join(' '), now);
        const said = 'slots' in intent ? intent.slots : 'from' in intent ? intent : null;
        const [from, to] = said
          ? [said.from, 'to' in said ? said.to : null]
          : 'back' in intent
            ? [intent.back?.on ?? null, null]
            : [null, null];
        for (const day of [from, to]) if (day !== null) expect(isDate(day)).toBe(true);
        const problem = 'slots' in intent ? intent.slots.problem : 'problem' in intent ? intent.problem : null;
        if (from !== null && to !== null && problem === null) expect(from <= to).toBe(true);
        if ('back' in intent && intent.back) expect(intent.back.on <= dateOf(now)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  test('A word more before or after an approval is none, unless it is a remark or a code', () => {
    const approval = fc.constantFrom(...approveWords);
    fc.assert(
      fc.property(approval, words, words, moments, (word, before, after, { now }) => {
        const text = `${before}${word}${after}`;
        if (understand(text, now).intent === 'approve') expect(plain(text)).toMatch(strictApproval);
      }),
      { numRuns: 5000 },
    );
  });

  test('The same message means the same', () => {
    fc.assert(
      fc.property(texts, moments, (text, { now }) => {
        expect(understand(text, now)).toEqual(understand(text, now));
      }),
    );
  });

  test('Dates are real and in order unless a problem is told', () => {
    fc.assert(
      fc.property(texts, moments, (text, { now }) => {
        const { from, to, problem } = datesSaid(`请假${text}`, now);
        for (const date of [from, to]) if (date !== null) expect(date).toMatch(/^\d{4,5}-\d\d-\d\d$/);
        if (problem === null && from !== null && to !== null) expect(from <= to).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  test('An answer never touches what it does not speak of', () => {
    const open = {
      from: '2026-12-01',
      to: '2026-12-03',
      fromHalf: 'am',
      toHalf: 'pm',
      saidDays: null,
      kind: '事假',
      reason: '母亲住院',
    } as const;
    fc.assert(
      fc.property(fc.constantFrom('嗯', '…', ' ', '\u200b', '。'), moments, (text, { now }) => {
        expect(fillSlots(open, text, now, 'from')).toEqual({ ...open, problem: null });
      }),
    );
  });
});
