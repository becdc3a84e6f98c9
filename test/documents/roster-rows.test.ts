import { describe, expect, it } from 'vitest';
import { readRoster, sayRosterProblem, type RosterReading, type WorkbookCells } from '../../src/documents/roster.ts';
import { personHeadings, placeHeadings, seatHeadings } from '../../src/documents/roster-words.ts';
import type { Roster } from '../../src/domain/roster.ts';
import { ON, personOf, ROSTER, WORDS } from './sample-roster.ts';

type Line<H> = Partial<Record<keyof H, string>>;
type PersonLine = Line<typeof personHeadings>;
type PlaceLine = Line<typeof placeHeadings>;
type SeatLine = Line<typeof seatHeadings>;

const sheetOf = <H extends Record<string, string>>(name: string, headings: H, lines: readonly Line<H>[]) => ({
  name,
  faults: [],
  rows: [
    Object.values(headings),
    ...lines.map((line) => Object.keys(headings).map((key) => line[key as keyof H] ?? '')),
  ].map((cells, n) => ({ row: n + 1, cells })),
});

const PLACES: readonly PlaceLine[] = [
  { kind: '乡镇', name: '示例镇' },
  { kind: '乡镇', name: '样本乡' },
  { kind: '村', name: '红旗村', township: '示例镇' },
  { kind: '村', name: '红旗村', township: '样本乡' },
  { kind: '工作队', name: '红旗村工作队', township: '示例镇', village: '红旗村' },
  { kind: '单位', name: '示例县某局' },
];
const PERSON: PersonLine = { name: '示例甲', mobile: '13800000001', post: '驻村工作队员', team: '红旗村工作队' };
const OFFICE: PersonLine = { name: '示例乙', mobile: '13800001234' };
const KEEPER: SeatLine = { body: '乡镇（街道）党（工）委', scope: '示例镇', holders: '示例乙' };

interface Planted {
  readonly people?: readonly PersonLine[];
  readonly places?: readonly PlaceLine[];
  readonly seats?: readonly SeatLine[];
}
const cellsOf = ({ people = [PERSON, OFFICE], places = PLACES, seats = [KEEPER] }: Planted): WorkbookCells => [
  sheetOf('人员', personHeadings, people),
  sheetOf('地点', placeHeadings, places),
  sheetOf('席位', seatHeadings, seats),
];
const read = (planted: Planted, known: Roster | null = null): RosterReading =>
  readRoster(cellsOf(planted), WORDS, known, ON);
/** 人员3手机号：what. */
const told = ({ problems }: RosterReading): string[] =>
  problems.map(({ sheet, row, column, what }) => `${sheet}${row ?? ''}${column ?? ''}：${what}`);
const peopleWith = (...more: PersonLine[]): Planted => ({ people: [PERSON, OFFICE, ...more] });
const placesWith = (...more: PlaceLine[]): Planted => ({ places: [...PLACES, ...more] });
const seatsWith = (...more: SeatLine[]): Planted => ({ seats: [KEEPER, ...more] });
const NEW: PersonLine = { name: '示例丙', mobile: '13800000003' };
const VILLAGE: PlaceLine = { kind: '村', name: '新村', township: '示例镇' };
const FENCED: PlaceLine = { ...VILLAGE, latitude: '29.86', longitude: '107.73', radius: '1000' };
const BOOK: SeatLine = { body: '县委组织部', holders: '示例乙' };
const DEPUTY: SeatLine = { ...BOOK, deputy: '示例甲', deputyFrom: '2026-12-01', deputyTo: '2026-12-05' };

describe('a form that is in order', () => {
  it('becomes a roster with new ids', () => {
    const { roster, problems } = read({});
    expect(problems).toEqual([]);
    expect(
      roster!.people.map(({ id, name, townshipId, villageId, teamId }) => [id, name, townshipId, villageId, teamId]),
    ).toEqual([
      ['p1', '示例甲', 't1', 'v1', 'team1'],
      ['p2', '示例乙', null, null, null],
    ]);
    expect(roster!.places.map(({ id, parentId }) => [id, parentId])).toEqual([
      ['t1', null],
      ['t2', null],
      ['v1', 't1'],
      ['v2', 't2'],
      ['team1', 'v1'],
      ['u1', null],
    ]);
    expect(roster!.seats).toEqual([
      { body: '乡镇（街道）党（工）委', scopeId: 't1', title: '示例镇党委考勤员', holderIds: ['p2'] },
    ]);
  });

  it('may have its columns in any order, a title above, and rows that are empty', () => {
    const cells: WorkbookCells = [
      {
        name: ' 人员 ',
        faults: [],
        rows: [
          { row: 1, cells: ['示例县驻村干部花名册'] },
          { row: 2, cells: ['手机号', '姓名 *'] },
          { row: 4, cells: ['13800000001', '示例甲'] },
          { row: 5, cells: ['  ', '\u200b'] },
        ],
      },
      ...cellsOf({ seats: [] }).slice(1),
    ];
    const { roster } = readRoster(cells, WORDS, null, ON);
    expect(roster!.people.map(({ name, mobile }) => [name, mobile])).toEqual([['示例甲', '13800000001']]);
  });

  it.each<[string, PersonLine, object]>([
    ['a mobile with spaces and dashes', { ...NEW, mobile: '+86 138-0000 0003' }, { mobile: '13800000003' }],
    ['full-width digits', { ...NEW, mobile: '１３８００００００００３'.slice(0, 11) }, { mobile: '13800000000' }],
    ['hidden characters', { ...NEW, name: '示\u200b例\ufeff丙\u202e' }, { name: '示例丙' }],
    ['a name with spaces', { ...NEW, name: '示 例　丙' }, { name: '示例丙' }],
    ['a Latin name', { ...NEW, name: 'Ann  Lee' }, { name: 'Ann Lee' }],
    ['a post with other brackets', { ...NEW, post: ' 驻村 第一书记' }, { post: '驻村第一书记' }],
    ['2026.1.5', { ...NEW, termFrom: '2026.1.5' }, { termFrom: '2026-01-05' }],
    ['2026年1月5日', { ...NEW, termFrom: '2026年1月5日' }, { termFrom: '2026-01-05' }],
    ['2026/1/5', { ...NEW, termFrom: '2026/1/5' }, { termFrom: '2026-01-05' }],
    ['20260105', { ...NEW, termFrom: '20260105' }, { termFrom: '2026-01-05' }],
    ['是', { ...NEW, leader: '是' }, { isTeamLeader: true }],
    ['否', { ...NEW, leader: '否' }, { isTeamLeader: false }],
    ['a village of one of two townships', { ...NEW, village: '样本乡/红旗村' }, { villageId: 'v2', townshipId: 't2' }],
    ['a village by its township', { ...NEW, village: '红旗村', township: '样本乡' }, { villageId: 'v2' }],
    ['a place by its id', { ...NEW, unit: 'u1' }, { unitId: 'u1' }],
    ['an id of one’s own choice', { ...NEW, id: 'Zhang-3' }, { id: 'zhang-3' }],
  ])('takes %s', (_what, line, expected) => {
    const { roster, problems } = read(peopleWith(line));
    expect(problems).toEqual([]);
    expect(roster!.people[2]).toMatchObject(expected);
  });
});

describe('a wrong row is told with sheet, row and column', () => {
  it.each<[string, Planted, string]>([
    ['no name', peopleWith({ mobile: '13800000003' }), '人员4姓名：没有填'],
    ['two names in one', peopleWith({ ...NEW, name: '示例丙、示例丁' }), '人员4姓名：姓名里有标点或括号'],
    ['a long name', peopleWith({ ...NEW, name: '长'.repeat(61) }), '人员4姓名：有 61 个字'],
    ['a short mobile', peopleWith({ ...NEW, mobile: '1380000000' }), '人员4手机号：不是 11 位手机号'],
    ['a landline', peopleWith({ ...NEW, mobile: '02370000000' }), '人员4手机号：不是 11 位手机号'],
    ['a mobile twice', peopleWith({ ...NEW, mobile: '13800000001' }), '人员4手机号：手机号与第 2 行相同'],
    ['a bad id', peopleWith({ ...NEW, id: '甲1' }), '人员4编号：编号写法不对'],
    ['an id twice', peopleWith({ ...NEW, id: 'a1' }, { name: '示例丁', id: 'A1' }), '人员5编号：编号与第 4 行相同'],
    ['an unknown post', peopleWith({ ...NEW, post: '村长' }), '人员4岗位：规则包里没有“村长”'],
    ['an unknown level', peopleWith({ ...NEW, level: '国派' }), '人员4派出层级：规则包里没有“国派”'],
    ['a unit that is not on 地点', peopleWith({ ...NEW, unit: '某局' }), '人员4派出单位：“地点”里没有叫“某局”的单位'],
    ['a team that is not', peopleWith({ ...NEW, team: '某队' }), '人员4工作队：“地点”里没有叫“某队”的工作队'],
    ['a village of two', peopleWith({ ...NEW, village: '红旗村' }), '人员4村：有 2 个叫“红旗村”的村'],
    [
      'another township than the team’s',
      peopleWith({ ...NEW, team: '红旗村工作队', township: '样本乡' }),
      '人员4乡镇：工作队“红旗村工作队”在示例镇，这里写的是样本乡',
    ],
    [
      'another village than the team’s',
      { places: [...PLACES, VILLAGE], people: [PERSON, OFFICE, { ...NEW, team: '红旗村工作队', village: '新村' }] },
      '人员4村：工作队“红旗村工作队”驻红旗村，这里写的是新村',
    ],
    [
      'a village of another township',
      { places: [...PLACES, VILLAGE], people: [PERSON, OFFICE, { ...NEW, village: '新村', township: '样本乡' }] },
      '人员4村：“新村”在示例镇，乡镇写的是样本乡',
    ],
    ['a day that is not', peopleWith({ ...NEW, termFrom: '2026-02-30' }), '人员4任期起：“2026-02-30”不是日期'],
    ['words for a date', peopleWith({ ...NEW, termTo: '两年' }), '人员4任期止：“两年”不是日期'],
    [
      'an end before its start',
      peopleWith({ ...NEW, termFrom: '2026-02-02', termTo: '2026-02-01' }),
      '人员4任期止：比任期起（2026-02-02）早',
    ],
    ['maybe a leader', peopleWith({ ...NEW, leader: '也许' }), '人员4兼任队长：不认识“也许”'],
    ['the same person twice', peopleWith({ ...PERSON, mobile: '' }), '人员4姓名：与第 2 行同名，队和单位也相同'],
    ['a kind of place that is not', placesWith({ kind: '组', name: '一组' }), '地点8类别：不认识“组”'],
    ['no kind', placesWith({ name: '一组' }), '地点8类别：没有填'],
    ['a place without a name', placesWith({ kind: '村', township: '示例镇' }), '地点8名称：没有填'],
    ['a village without a township', placesWith({ kind: '村', name: '新村' }), '地点8所属乡镇：没有填'],
    ['a village of no township', placesWith({ ...VILLAGE, township: '某镇' }), '地点8所属乡镇：没有叫“某镇”的乡镇'],
    ['a place twice', placesWith({ kind: '乡镇', name: '示例镇' }), '地点8名称：这个乡镇写了两次'],
    ['a team of nowhere', placesWith({ kind: '工作队', name: '某队' }), '地点8所属乡镇：没有填'],
    [
      'a team of one of two villages',
      placesWith({ kind: '工作队', name: '某队', village: '红旗村' }),
      '地点8所属乡镇：有 2 个叫“红旗村”的村',
    ],
    [
      'a team whose places differ',
      placesWith(VILLAGE, { kind: '工作队', name: '某队', village: '新村', township: '样本乡' }),
      '地点9所属村：“新村”不在样本乡',
    ],
    [
      'a unit within a township',
      placesWith({ kind: '单位', name: '某局', township: '示例镇' }),
      '地点8所属乡镇：单位不用填',
    ],
    ['half a fence', placesWith({ ...FENCED, radius: '' }), '地点8围栏半径（米）：没有填'],
    ['a fence in words', placesWith({ ...FENCED, latitude: '北纬' }), '地点8围栏纬度：“北纬”不是数字'],
    [
      'a fence the wrong way round',
      placesWith({ ...FENCED, latitude: '107.73', longitude: '29.86' }),
      '地点8围栏纬度：纬度和经度好像填反了',
    ],
    ['a fence abroad', placesWith({ ...FENCED, longitude: '10.5' }), '地点8围栏经度：10.5 不在国内'],
    ['a fence too small', placesWith({ ...FENCED, radius: '19' }), '地点8围栏半径（米）：19 米不行'],
    ['a fence too large', placesWith({ ...FENCED, radius: '20001' }), '地点8围栏半径（米）：20001 米不行'],
    [
      'a fence of a unit',
      placesWith({ ...FENCED, kind: '单位', name: '某局', township: '' }),
      '地点8围栏纬度：只有村有围栏',
    ],
    [
      'a place id twice',
      placesWith({ ...VILLAGE, id: 'x1' }, { kind: '单位', name: '某局', id: 'x1' }),
      '地点9编号：编号与第 8 行相同',
    ],
    ['a body that is not', seatsWith({ body: '某委', holders: '示例乙' }), '席位3机构：规则包里没有机构“某委”'],
    ['no body', seatsWith({ holders: '示例乙' }), '席位3机构：没有填'],
    [
      'a county’s body with a place',
      seatsWith({ ...BOOK, scope: '示例镇' }),
      '席位3所属：“县委组织部”全县只有一个，不用填所属',
    ],
    ['a township’s body without', seatsWith({ ...KEEPER, scope: '' }), '席位3所属：没有填'],
    [
      'a place of another kind',
      seatsWith({ ...KEEPER, scope: '示例县某局' }),
      '席位3所属：“示例县某局”是单位，“乡镇（街道）党（工）委”要对应一个乡镇',
    ],
    ['a place that is not', seatsWith({ ...KEEPER, scope: '某镇' }), '席位3所属：“地点”里没有叫“某镇”的乡镇'],
    [
      'a holder who is not on 人员',
      seatsWith({ ...BOOK, holders: '示例乙、示例丙' }),
      '席位3任职人：“人员”里没有“示例丙”',
    ],
    ['a holder twice in a cell', seatsWith({ ...BOOK, holders: '示例乙，示例乙' }), '席位3任职人：“示例乙”写了两次'],
    ['a holder twice in a seat', seatsWith(KEEPER), '席位3任职人：示例乙在第 2 行已经写了同一个席位'],
    [
      'two titles of one seat',
      seatsWith({ ...KEEPER, holders: '示例甲', title: '甲' }, { ...KEEPER, holders: '', title: '乙' }),
      '席位4名称：与第 3 行是同一个席位，名称不同',
    ],
    ['a deputy without dates', seatsWith({ ...DEPUTY, deputyTo: '' }), '席位3代理止：没有填'],
    ['dates without a deputy', seatsWith({ ...DEPUTY, deputy: '' }), '席位3代理人：没有填'],
    ['a deputy of nobody', seatsWith({ ...DEPUTY, holders: '' }), '席位3任职人：没有填'],
    ['a deputy of oneself', seatsWith({ ...DEPUTY, deputy: '示例乙' }), '席位3代理人：示例乙自己就是任职人'],
    ['two deputies', seatsWith({ ...DEPUTY, holders: '示例乙', deputy: '示例甲、示例乙' }), '席位3代理人：写了几个人'],
    [
      'a deputy back to front',
      seatsWith({ ...DEPUTY, deputyTo: '2026-11-30' }),
      '席位3代理止：比代理起（2026-12-01）早',
    ],
    ['a deputy on no day', seatsWith({ ...DEPUTY, deputyFrom: '明天' }), '席位3代理起：“明天”不是日期'],
  ])('%s', (_what, planted, expected) => {
    const reading = read(planted);
    expect(told(reading)).toContain(expected);
    expect(reading.roster).toBeNull();
    for (const problem of reading.problems)
      expect(sayRosterProblem(problem)).toMatch(/^“.+”.*：.+。.*请.+。$|^“.+”.*：.+。.+。$/);
  });

  it('all of them at once, sheet by sheet from the top', () => {
    const reading = read({
      people: [PERSON, { ...OFFICE, mobile: '1' }, { ...NEW, post: '村长' }],
      places: [...PLACES, { kind: '组', name: '一组' }],
      seats: [{ ...BOOK, holders: '示例丁' }],
    });
    expect(told(reading)).toEqual([
      '人员3手机号：不是 11 位手机号',
      '人员4岗位：规则包里没有“村长”',
      '地点8类别：不认识“组”',
      '席位2任职人：“人员”里没有“示例丁”',
    ]);
    expect(sayRosterProblem(reading.problems[0]!)).toBe(
      '“人员”第 3 行“手机号”：不是 11 位手机号。请填 1 开头的 11 位手机号，没有就留空。',
    );
  });

  it('a sheet that is missing, or there twice', () => {
    const [people, places, seats] = cellsOf({}) as [WorkbookCells[0], WorkbookCells[0], WorkbookCells[0]];
    expect(told(readRoster([people, places], WORDS, null, ON))).toEqual(['席位：没有这张工作表']);
    expect(told(readRoster([places, seats], WORDS, null, ON))).toEqual(['人员：没有这张工作表']);
    expect(told(readRoster([people, people, places, seats], WORDS, null, ON))).toEqual([
      '人员：有两张这个名字的工作表',
    ]);
    expect(told(readRoster([], WORDS, null, ON))).toHaveLength(3);
  });

  it('a heading that is not known, is there twice, or is missing', () => {
    const [people, ...rest] = cellsOf({});
    const withHead = (change: (heading: string) => string) => [
      { ...people!, rows: people!.rows.map((row) => (row.row > 1 ? row : { ...row, cells: row.cells.map(change) })) },
      ...rest,
    ];
    const swapped = (from: string, to: string) =>
      readRoster(
        withHead((h) => (h === from ? to : h)),
        WORDS,
        null,
        ON,
      );
    expect(told(swapped('村', '备注'))).toEqual(['人员1备注：不认识这一列']);
    expect(told(swapped('村', '乡镇'))).toEqual(['人员1乡镇：这一列有两个']);
    expect(told(swapped('姓名', ''))[0]).toBe('人员：表头里没有“姓名”');
    expect(
      told(
        readRoster(
          withHead(() => '列'),
          WORDS,
          null,
          ON,
        ),
      )[0],
    ).toBe('人员：找不到表头');
  });

  it('a formula without a value', () => {
    const [people, ...rest] = cellsOf({});
    const faults = [
      { row: 3, column: 3, why: 'error-value' },
      { row: 3, column: 2, why: 'formula-without-value' },
    ] as const;
    expect(told(readRoster([{ ...people!, faults }, ...rest], WORDS, null, ON))).toEqual([
      '人员3手机号：公式出错',
      '人员3姓名：公式没有结果',
    ]);
  });

  it('more people than a county has', () => {
    const many = Array.from({ length: 20_001 }, (_, n) => ({ name: `示例${n}` }));
    expect(told(read({ people: many, seats: [] }))).toEqual(['人员：有 20001 人，最多 20000 人']);
  });
});

describe('two people of one name', () => {
  const twins = peopleWith({ ...OFFICE, mobile: '13900005678' });

  it.each([
    ['示例乙（尾号5678）', 'p3'],
    ['示例乙(1234)', 'p2'],
    ['p3', 'p3'],
    ['示例乙（p2）', 'p2'],
  ])('are told apart as %s', (holders, id) => {
    const { roster, problems } = read({ ...twins, seats: [{ ...BOOK, holders }] });
    expect(problems).toEqual([]);
    expect(roster!.seats[0]!.holderIds).toEqual([id]);
  });

  it('are asked about where nothing tells them apart', () => {
    const { problems } = read({ ...twins, seats: [BOOK] });
    expect(problems.map(sayRosterProblem)).toEqual([
      '“席位”第 2 行“任职人”：有 2 个人叫“示例乙”。请写成 示例乙（尾号1234） 或 示例乙（尾号5678）。',
    ]);
  });
});

describe('a seat', () => {
  it('has several holders, each with a deputy of their own on a further row', () => {
    const { roster } = read(
      seatsWith({ ...BOOK, holders: '示例甲、示例乙' }, { ...DEPUTY, holders: '示例乙', deputy: '示例甲' }),
    );
    expect(roster!.seats[1]!.holderIds).toEqual(['p1', 'p2']);
    expect(roster!.deputies).toEqual([{ principalId: 'p2', deputyId: 'p1', fromOn: '2026-12-01', toOn: '2026-12-05' }]);
  });

  it('that came with the form and was not needed is left out', () => {
    expect(read(seatsWith({ body: '派出单位' }, { body: '县委组织部' })).roster!.seats).toHaveLength(1);
  });

  it('of a post is held by who has that post in the team', () => {
    const first = { ...PERSON, post: '驻村第一书记' };
    expect(read({ people: [first, OFFICE] }).roster!.seats).toContainEqual({
      ...{ body: '驻村第一书记', scopeId: 'team1', title: '红旗村工作队驻村第一书记', holderIds: ['p1'] },
    });
    const written = seatsWith({ body: '驻村第一书记', scope: '红旗村工作队', holders: '示例乙' });
    const seats = read({ ...written, people: [first, OFFICE] }).roster!.seats;
    expect(seats.filter(({ body }) => body === '驻村第一书记').map(({ holderIds }) => holderIds)).toEqual([['p2']]);
  });

  it('of the county’s officer is kept under the product’s own name', () => {
    const { roster } = read(seatsWith({ body: '县级经办人', title: '示例县驻村办', holders: '示例乙' }));
    expect(roster!.seats[1]).toEqual({ body: 'officer', scopeId: '', title: '示例县驻村办', holderIds: ['p2'] });
  });
});

describe('an update', () => {
  const known: Roster = {
    ...ROSTER,
    places: read({}).roster!.places,
    people: [
      personOf({ id: 'p5', name: '示例甲', mobile: '13800000001', teamId: 'team1' }),
      personOf({ id: 'p8', name: '示例丙', teamId: 'team1' }),
    ],
  };
  const idsOf = (planted: Planted): string[] | undefined => read(planted, known).roster?.people.map(({ id }) => id);

  it('knows people by their mobile, and gives numbers never given before', () => {
    expect(idsOf({})).toEqual(['p5', 'p9']);
    const used = new Set(['p12']);
    expect(readRoster(cellsOf({}), WORDS, known, ON, used).roster!.people[1]!.id).toBe('p13');
  });

  it('knows people by name and team where that is one', () => {
    expect(idsOf(peopleWith({ name: '示例丙', mobile: '13800000003', team: '红旗村工作队' }))).toEqual([
      'p5',
      'p9',
      'p8',
    ]);
  });

  it('knows people by the 编号 that is written, whatever else changed', () => {
    expect(idsOf(peopleWith({ id: 'p8', name: '示例改', mobile: '13800000009' }))).toEqual(['p5', 'p9', 'p8']);
  });

  it('asks where a mobile belongs to somebody of another name', () => {
    const reading = read({ people: [{ ...PERSON, name: '示例改' }, OFFICE] }, known);
    expect(told(reading)).toEqual(['人员2手机号：这个手机号登记的是示例甲（编号 p5）']);
    expect(read({ people: [{ ...PERSON, name: '示例改', id: 'p5' }, OFFICE] }, known).problems).toEqual([]);
  });

  it('asks which of two of one name and team is the one it knows', () => {
    const line = { name: '示例丙', team: '红旗村工作队' };
    const reading = read(peopleWith({ ...line, mobile: '13800000003' }, { ...line, mobile: '13800000004' }), known);
    expect(told(reading)).toEqual([
      '人员4编号：分不清是不是已登记的示例丙（编号 p8）',
      '人员5编号：分不清是不是已登记的示例丙（编号 p8）',
    ]);
  });

  it('remarks on a namesake who is taken for a new person', () => {
    const { roster, remarks } = read(peopleWith({ ...NEW, team: '' }), known);
    expect(roster!.people[2]!.id).toBe('p9'.replace('9', '10'));
    expect(remarks.map(sayRosterProblem)).toContain(
      '“人员”第 4 行“编号”：已登记的同名人（编号 p8）队和单位都不同，这一行按新来的人登记。如果是同一个人调动了，请在编号里填 p8。',
    );
  });

  it('keeps the ids of places by name and by 编号', () => {
    const moved = PLACES.map((line) => (line.kind === '单位' ? { ...line, id: 'u1', name: '改名局' } : line));
    const { roster } = read({ places: [{ kind: '乡镇', name: '新镇' }, ...moved] }, known);
    expect(roster!.places.map(({ id, name }) => [id, name])).toEqual([
      ['t3', '新镇'],
      ['t1', '示例镇'],
      ['t2', '样本乡'],
      ['v1', '红旗村'],
      ['v2', '红旗村'],
      ['team1', '红旗村工作队'],
      ['u1', '改名局'],
    ]);
  });

  it('refuses the id of a place of another kind', () => {
    expect(told(read(placesWith({ kind: '单位', name: '某局', id: 't1' }), known))).toContain(
      '地点8编号：编号 t1 已登记为乡镇“示例镇”',
    );
  });
});

describe('a remark', () => {
  it('is made on who can’t bind, who has no post, and whose term is over, and refuses nothing', () => {
    const { roster, remarks } = read(peopleWith({ name: '示例丙', team: '红旗村工作队', termTo: '2026-11-30' }));
    expect(roster).not.toBeNull();
    expect(remarks.filter(({ row }) => row === 4).map(({ column }) => column)).toEqual(['手机号', '岗位', '任期止']);
  });

  it('names the places where nobody approves or keeps attendance', () => {
    const said = read({})
      .remarks.filter(({ sheet }) => sheet === '席位')
      .map(({ what }) => what);
    expect(said).toEqual([
      '“县委组织部”没有人，审批会没有人办',
      '示例镇、样本乡的“乡镇（街道）党（工）委书记”没有人，审批会没有人办',
      '样本乡的“乡镇（街道）党（工）委”没有人，考勤会没有人办',
      '红旗村工作队的“驻村第一书记”没有人，审批会没有人办',
      '“县级经办人”没有人',
    ]);
  });
});

describe('a county', () => {
  /** `count` people in teams of three, an approver for each township. */
  function countyOf(count: number): Planted {
    const teams = Array.from({ length: Math.ceil(count / 3) }, (_, n) => n);
    const places: PlaceLine[] = [
      ...teams.filter((n) => n % 10 === 0).map((n) => ({ kind: '乡镇', name: `示例${n}镇` })),
      ...teams.flatMap((n) => [
        { kind: '村', name: `示例${n}村`, township: `示例${n - (n % 10)}镇` },
        { kind: '工作队', name: `示例${n}队`, village: `示例${n}村` },
      ]),
      { kind: '单位', name: '示例县某局' },
    ];
    const people = Array.from({ length: count }, (_, n) => ({
      ...{ name: `示例${'甲乙丙丁戊己庚辛'[n % 8]!}${n % 977}`, mobile: String(13_800_000_000 + n), level: '县派' },
      ...{
        post: n % 3 === 0 ? '驻村第一书记' : '驻村工作队员',
        team: `示例${Math.floor(n / 3)}队`,
        unit: '示例县某局',
      },
      ...{ termFrom: '2026-01-05', termTo: '2028-01-04', leader: '否' },
    }));
    const seats = teams
      .filter((n) => n % 10 === 0)
      .map((n) => ({
        ...{ body: '乡镇（街道）党（工）委书记', scope: `示例${n}镇` },
        holders: `${people[n * 3]!.name}（尾号${people[n * 3]!.mobile.slice(-4)}）`,
      }));
    return { people, places, seats };
  }

  it.each([
    [300, 2000],
    [20_000, 10_000],
  ])('of %i people is read at once, also against itself', (count, limitMs) => {
    const cells = cellsOf(countyOf(count));
    const started = process.cpuUsage();
    const first = readRoster(cells, WORDS, null, ON);
    expect(first.problems).toEqual([]);
    const again = readRoster(cells, WORDS, first.roster, ON);
    const { user, system } = process.cpuUsage(started); // not the clock: the machine may be busy
    const tookMs = (user + system) / 1000;
    expect(first.roster!.people).toHaveLength(count);
    expect(again.roster).toEqual(first.roster);
    expect(tookMs).toBeLessThan(limitMs);
    console.log(`${count} people twice: ${Math.round(tookMs)} ms`);
  });
});
