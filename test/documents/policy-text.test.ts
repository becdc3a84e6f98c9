import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEAST_LINE, endsSentence } from '../../src/documents/policy-lines.ts';
import { readMarker } from '../../src/documents/policy-markers.ts';
import { readPolicyText } from '../../src/documents/policy-text.ts';
import type { PolicyText } from '../../src/domain/policy.ts';
import { ARTICLES, CONTINUOUS, LEVELS, PARAGRAPHS } from './sample-policies.ts';

const SAMPLES = Object.entries({ ARTICLES, LEVELS, CONTINUOUS, PARAGRAPHS });
const shown = ({ units }: PolicyText): unknown[] => units.map(({ article, chapter, text }) => [article, chapter, text]);
const names = ({ units }: PolicyText): string[] => units.map(({ article }) => article);
const aliases = ({ units }: PolicyText): unknown => Object.fromEntries(units.map((u) => [u.article, u.aliases]));

describe('a regulation is read as it is divided', () => {
  test.each(SAMPLES)('%s', (_, sample) => expect(shown(readPolicyText(sample.lines))).toEqual(sample.units));

  test('a notice that sends a regulation out gives number, issuer and date, and is no unit', () => {
    const read = readPolicyText(ARTICLES.lines);
    expect(read).toMatchObject({
      title: '示例县示例驻村队伍日常管理办法',
      number: '示驻办〔2031〕7号',
      issuer: '示例县驻村工作示范领导小组办公室',
      issuedOn: '2031-05-06',
    });
    expect(read.unplaced).toEqual(ARTICLES.lines.slice(1, 4));
  });

  test('a signature under the text gives issuer and date; what stands before the first unit is not lost', () => {
    expect(readPolicyText(LEVELS.lines)).toMatchObject({
      title: '关于做好示例驻村工作的实施意见',
      number: '示范发〔2032〕3号',
      issuer: '示例市示例工作示范小组',
      issuedOn: '2031-12-20',
      unplaced: [LEVELS.lines[3]],
    });
    const read = readPolicyText(CONTINUOUS.lines);
    expect(read).toMatchObject({ number: null, issuer: '示例区示例办公室', issuedOn: '2033-03-04' });
    expect(read.unplaced).toEqual(CONTINUOUS.lines.slice(1, 3));
  });

  test('each unit can be cited in the ways that its form allows', () => {
    expect(aliases(readPolicyText(ARTICLES.lines))).toMatchObject({ 第二条: ['第2条'], 第五条之一: ['第5条之一'] });
    expect(aliases(readPolicyText(LEVELS.lines))).toMatchObject({
      二: [],
      '二（一）': ['二(一)', '二.一'],
      '三（一）2': ['三(一)2', '三.一.2'],
      末段: [],
    });
    expect(aliases(readPolicyText(CONTINUOUS.lines))).toMatchObject({
      '二（三）': ['二(三)', '第三条', '第（三）项', '（三）'],
    });
  });

  test('（一） or 1. alone, and numbers in Arabic or full-width digits', () => {
    const subs = readPolicyText(['示例须知', '(一)先说一声。', '(二)再走。']);
    expect(subs.units).toEqual([
      { article: '（一）', aliases: ['(一)', '第（一）项'], chapter: '', text: '先说一声。' },
      { article: '（二）', aliases: ['(二)', '第（二）项'], chapter: '', text: '再走。' },
    ]);
    expect(names(readPolicyText(['示例须知', '１．先说一声。', '2、再走。']))).toEqual(['1', '2']);
    expect(names(readPolicyText(['示例办法', '第1条 先说一声。', '第２１条 再走。']))).toEqual([
      '第一条',
      '第二十一条',
    ]);
  });

  test('一、 above articles is their chapter', () => {
    const read = readPolicyText(['示例办法', '一、总说', '第一条 先说一声。', '二、再说', '第二条 再走。']);
    expect(shown(read)).toEqual([
      ['第一条', '一、总说', '先说一声。'],
      ['第二条', '二、再说', '再走。'],
    ]);
  });

  test('a single paragraph is the whole text', () => {
    expect(shown(readPolicyText(['关于示例的通知', '今天不开会。']))).toEqual([['全文', '', '今天不开会。']]);
    expect(readPolicyText([])).toEqual({
      title: '',
      number: null,
      issuer: null,
      issuedOn: null,
      units: [],
      unplaced: [],
    });
  });
});

describe('lines that were broken anywhere', () => {
  /** Whether a line may break there: not where nothing could show it, after a sentence, a heading or within a Latin word. */
  function mayBreak(line: string, at: number): boolean {
    const [before, after] = [line.slice(0, at), line.slice(at)];
    if (/\s$/.test(before) || /^\s/.test(after) || endsSentence(before)) return false;
    const marker = readMarker(line);
    const words = at - (line.length - (marker?.rest.length ?? line.length));
    // A heading, or a line as wide as one of a page.
    return (marker !== null && line.length < LEAST_LINE + 4 && words > 0) || words >= LEAST_LINE;
  }
  const breaks = SAMPLES.flatMap(([, { lines, units }]) =>
    lines.flatMap((line, i) =>
      Array.from(line, (_, at) => at)
        .filter((at) => mayBreak(line, at))
        .map((at) => ({ lines, units, i, at })),
    ),
  );

  test('one break, at each place of each line of each sample', () => {
    expect(breaks.length).toBeGreaterThan(500);
    const wrong = breaks.filter(({ lines, units, i, at }) => {
      const line = lines[i]!;
      const broken = lines.toSpliced(i, 1, line.slice(0, at), '', `　${line.slice(at)}`.slice(1));
      return JSON.stringify(shown(readPolicyText(broken))) !== JSON.stringify(units);
    });
    expect(wrong.map(({ lines, i, at }) => `${lines[i]!.slice(0, at)}|${lines[i]!.slice(at)}`)).toEqual([]);
  });

  test('many breaks, with blank lines and page numbers between', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLES),
        fc.infiniteStream(fc.nat(12)),
        fc.boolean(),
        ([, sample], chance, numbered) => {
          let page = 0;
          const lines = sample.lines.flatMap((line) => {
            const pieces: string[] = [];
            let from = 0;
            for (let at = 1; at < line.length; at += 1) {
              const breaksHere =
                chance.next().value === 0 &&
                mayBreak(line, at) &&
                !endsSentence(line.slice(from, at)) &&
                !/^\d*$/.test(line.slice(from, at));
              if (!breaksHere) continue;
              pieces.push(line.slice(from, at), '', ...(numbered ? [`— ${(page += 1)} —`, ''] : []));
              from = at;
            }
            return [...pieces, line.slice(from), ''];
          });
          expect(shown(readPolicyText(lines))).toEqual(sample.units);
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([20, 28])('pages of lines of %i characters, some of which end with a sentence', (width) => {
    const { units } = readPolicyText(ARTICLES.lines);
    const long = units.map(({ text }, i) => `第${i + 1}条 ${text.replace(/\s/g, '').repeat(2)}`);
    const lines = long.flatMap((line, i) => [
      ...Array.from({ length: Math.ceil(line.length / width) }, (_, n) => line.slice(n * width, (n + 1) * width)),
      String(i + 1),
    ]);
    const whole = readPolicyText(['示例办法', ...long]);
    expect(readPolicyText(['示例办法', ...lines]).units).toEqual(whole.units);
  });

  test('a break within a number', () => {
    const lines = ['示例办法', '第一', '条 先说一声。', '第', '二条 再走。'];
    expect(names(readPolicyText(lines))).toEqual(['第一条', '第二条']);
    expect(names(readPolicyText(['示例办法', '（', '一）先说一声。', '（二', '）再走。', '三', '、不走。']))).toEqual([
      '（一）',
      '（二）',
      '三',
    ]);
  });

  test('a title on several lines, with blanks in it', () => {
    const read = readPolicyText(['示例县', '示例驻村 干部', '考勤办法', '（试行）', '第一条 先说一声。']);
    expect(read).toMatchObject({ title: '示例县示例驻村干部考勤办法（试行）', unplaced: [] });
  });

  test('a word that a copy has twice is once, and whoever imports it is told', () => {
    const head = [
      '示例办法',
      '第一条 示例队员要和该村',
      '村民一起打扫，各',
      '组组长带头，打扫示',
      '示例广场。',
      '第二条 打扫示例村。',
    ];
    const read = readPolicyText(head);
    expect(read.units[0]!.text).toBe('示例队员要和该村村民一起打扫，各组组长带头，打扫示例广场。');
    expect(read.unplaced).toEqual(['组长带头，打扫示｜示例广场。'.slice(2)]);
    const twice = readPolicyText(['示例办法', '第一条 示例队员每月住在示例村不少于十个', '不少于十个晚上。']);
    expect(twice.units[0]!.text).toBe('示例队员每月住在示例村不少于十个晚上。');
    expect(twice.unplaced).toHaveLength(1);
  });

  test('a heading longer than a line is told from a sentence by those beside it', () => {
    const paragraph =
      '这一段写得长一些，为了让人看出来这个文件没有把一段话断成几行，每一段都在一行里写完，不管有多长。';
    const headings = [
      '示例方案',
      '一、把示例村的住宿和吃饭安排得妥妥当当',
      paragraph,
      '二、把示例村的学习和打卡安排得清清楚楚',
      paragraph,
    ];
    expect(readPolicyText(headings).units[0]!.text).toBe(`把示例村的住宿和吃饭安排得妥妥当当\n${paragraph}`);
    const sentences = [
      '示例方案',
      '一、住处要稳。',
      '二、示例队员的住处由示例乡镇统一安排并且',
      '贴在门口。',
      '三、学习要勤。',
    ];
    expect(readPolicyText(sentences).units[1]!.text).toBe('示例队员的住处由示例乡镇统一安排并且贴在门口。');
  });
});

describe('what stands around a regulation', () => {
  const text = ['第一条 先说一声。', '第二条 再走。'];
  const units = [
    ['第一条', '', '先说一声。'],
    ['第二条', '', '再走。'],
  ];

  test('a website goes, and tells number, issuer and date', () => {
    const read = readPolicyText([
      '首页 > 政务公开 > 政策文件',
      '索引号：示例-001',
      '发文字号：示例办发[2030]12号',
      '发布机构：示例县示例局',
      '成文日期：2030-02-03',
      '字体大小：大 中 小',
      '【打印】 【关闭】 分享到：微信 微博',
      '示例县示例办法',
      '\u3000\u3000第一条\u3000先说一声。',
      '\u3000\u3000第二条\u3000再走。',
      '上一篇：没有了',
      '主办单位：示例县示例局 联系我们 | 网站地图',
      '地址：示例路1号 联系电话：000-0000000',
      '网站标识码：0000000000 示ICP备00000000号',
    ]);
    expect(shown(read)).toEqual(units);
    expect(read).toMatchObject({
      title: '示例县示例办法',
      number: '示例办发〔2030〕12号',
      issuer: '示例县示例局',
      issuedOn: '2030-02-03',
      unplaced: [],
    });
  });

  test('a table of contents is no text', () => {
    const contents = ['目 录', '第一章 总说………1', '第二章 再说……… 2'];
    const body = ['第一章 总说', text[0]!, '第二章 再说', text[1]!];
    for (const lines of [
      ['示例办法', ...contents, ...body],
      ['示例办法', ...contents, '示例办法', ...body],
      ['示例办法', '目录', '第一章 总说', '第二章 再说', ...body],
    ]) {
      expect(readPolicyText(lines)).toMatchObject({
        title: '示例办法',
        units: [{ chapter: '第一章 总说' }, { chapter: '第二章 再说' }],
      });
      expect(readPolicyText(lines).unplaced.join('')).toContain('第二章 再说');
    }
  });

  test('attachments are no units, and nothing of them is lost', () => {
    const read = readPolicyText([
      '示例办法',
      ...text,
      '附件：示例申请表',
      '姓名',
      '1',
      '第一条 填表要清楚。',
      '示例局',
      '2030年1月2日',
    ]);
    expect(shown(read)).toEqual(units);
    expect(read.unplaced).toEqual(expect.arrayContaining(['附件：示例申请表', '姓名', '第一条 填表要清楚。']));
    const notice = ['关于开会的通知', '一、明天开会。', '二、都要来。', '附件：示例办法', '第一条 先说一声。'];
    expect(names(readPolicyText(notice))).toEqual(['一', '二']);
  });

  test('a notice with numbers of its own is left behind', () => {
    const notice = [
      '示例局关于印发《示例办法》的通知',
      '一、要学。',
      '二、要做。',
      '附件：示例办法',
      '示例局',
      '2030年1月2日',
      '附件',
      '示例办法',
    ];
    const read = readPolicyText([...notice, ...text]);
    expect(shown(read)).toEqual(units);
    expect(read).toMatchObject({ title: '示例办法', issuer: '示例局', issuedOn: '2030-01-02' });
  });

  test('page numbers and running heads go; a lone figure in a table stays', () => {
    const [first, second] = ['第一条 示例队员离开示例村以前要先对队长', '第二条 示例队员对示例村的队长说好以后再'];
    const ends = ['说一声。', '离开示例村。'];
    const read = [
      ['第一条', '', `${first.slice(4)}${ends[0]!}`],
      ['第二条', '', `${second.slice(4)}${ends[1]!}`],
    ];
    const header = '示例县示例页眉';
    const pages = ['示例办法', first, '- 1 -', header, ends[0]!, second, '－ 2 －', header, ends[1]!, '第3页 共3页'];
    expect(shown(readPolicyText(pages))).toEqual(read);
    expect(shown(readPolicyText(['示例办法', first, '1', ends[0]!, second, '2', ends[1]!]))).toEqual(read);
    const table = ['示例办法', '第一条 打分如下：', '出勤', '30', '学习', '10', '第二条 完。'];
    expect(readPolicyText(table).units[0]!.text).toMatch(/30.*10/s);
  });

  test('brackets are as most of the text has them', () => {
    const read = readPolicyText(['示例办法', '第一条 示例乡(镇)和示例村（社区）。', '第二条 示例（二）。']);
    expect(read.units[0]!.text).toBe('示例乡（镇）和示例村（社区）。');
    expect(readPolicyText(['示例办法', '第一条 示例乡(镇),示例村。']).units[0]!.text).toBe('示例乡(镇),示例村。');
  });
});

describe('texts that are not as they should be', () => {
  test('articles out of order stay where they stand, and none is merged with its double', () => {
    const read = readPolicyText(['示例办法', '第三条 丙。', '第一条 甲。', '第三条 丁。', '第三条 戊。']);
    expect(shown(read)).toEqual([
      ['第三条', '', '丙。'],
      ['第一条', '', '甲。'],
      ['第三条〔2〕', '', '丁。'],
      ['第三条〔3〕', '', '戊。'],
    ]);
    expect(read.units[2]!.aliases).toEqual([]);
  });

  test('nothing but blanks and characters that nobody sees', () => {
    expect(readPolicyText(['', '\u3000', '\ufeff\u200b', '\r\n\t']).units).toEqual([]);
  });

  const million = 1_000_000;
  test.each([
    ['one line', ['示例办法', `第一条 ${'示例'.repeat(2.5 * million)}`]],
    ['one line of blanks between words', ['示例办法', `第一条 ${'示 '.repeat(2 * million)}`]],
    ['blanks', ['示例办法', `示${' '.repeat(5 * million)}例`]],
    ['dots', ['示例办法', '.'.repeat(5 * million), `第一条 ${'…'.repeat(5 * million)}`]],
    ['brackets', ['示例办法', '（'.repeat(2 * million) + '('.repeat(3 * million)]],
    ['quotes and notices', ['关于印发《'.repeat(million), '的通知'.repeat(million)]],
    ['digits', ['第'.repeat(million), '一'.repeat(million), '1'.repeat(million), '1 '.repeat(million)]],
    ['lines', ['示例办法', ...Array.from({ length: 100_000 }, (_, i) => `第${i % 900}条 示例。`)]],
    ['broken lines', ['示例办法', '第一条 示例', ...Array.from({ length: 100_000 }, () => '村村民和示例')]],
    ['paragraphs', ['示例办法', '一、示例。', ...Array.from({ length: 100_000 }, () => '示例。')]],
    [
      'doubled words',
      ['示例办法', '一、示例', ...Array.from({ length: 100_000 }, (_, i) => (i % 2 ? '示例甲示' : '示例乙示'))],
    ],
    ['headings', ['示例办法', ...Array.from({ length: 100_000 }, () => '第一章 示例')]],
    ['numbers on two levels', Array.from({ length: 100_000 }, (_, i) => (i % 2 ? '（一）示例。' : '一、示例'))],
    ['page numbers', Array.from({ length: 100_000 }, (_, i) => String(i % 9999))],
  ])('takes time in proportion to its length: %s', (_, lines) => {
    const begun = performance.now();
    readPolicyText(lines);
    // Seconds, where an expression that goes back over the text would take hours.
    expect(performance.now() - begun).toBeLessThan(8_000);
  });

  test('any lines whatever are read, and no character of Chinese goes without a trace', () => {
    const piece = fc.constantFrom(
      '第一条',
      '第二条',
      '一、',
      '（一）',
      '1.',
      '第一章',
      '附件',
      '目录',
      '示例',
      '办法',
      '。',
      '：',
      '2031年1月2日',
      '《',
      '》',
      ' ',
      '关于',
      '印发',
      '的通知',
      '局',
      '甲乙丙',
    );
    const line = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
        const read = readPolicyText(lines);
        const kept = [read.title, ...read.unplaced, ...read.units.map(({ text, chapter }) => `${chapter}${text}`)].join(
          '',
        );
        for (const word of ['甲乙丙'].filter((w) => lines.some((l) => l.includes(w))))
          expect(kept + (read.issuer ?? '')).toContain(word);
        expect(new Set(names(read)).size).toBe(read.units.length);
      }),
      { numRuns: 500 },
    );
  });
});

/** Texts and what they are divided into, kept beside the project; a clone alone does not have them. */
const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));
const ROWS = `${shared}evals/articles.jsonl`;
/** A page ends in the middle of a sentence there, and the rows still have the break; in one also a word that was copied twice. */
const BROKEN_THERE = {
  'yulin-2021': ['五', '六（二）', '六（四）', '七（二）3', '八（一）'],
  'chongqing-2023': ['一（三）', '二（六）', '二（八）', '三（十）', '四（十六）'],
  'zhumadian-2022': ['第四条', '第十一条', '第十五条', '第十八条', '第二十二条'],
} as const;
interface Row {
  readonly pack: string;
  readonly id: string;
  readonly aliases: readonly string[];
  readonly chapter: string;
  readonly text: string;
}

test.skipIf(!existsSync(ROWS))('every unit of five regulations is found (skipped where ../shared is absent)', () => {
  const rows = readFileSync(ROWS, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
  expect(rows).toHaveLength(148);
  const bare = (unit: string): string => unit.replaceAll('\n', '');
  const different: Record<string, string[]> = {};
  for (const pack of new Set(rows.map((row) => row.pack))) {
    const read = readPolicyText(readFileSync(`${shared}policies/${pack}.txt`, 'utf8').split('\n'));
    const wanted = rows.filter((row) => row.pack === pack);
    const named = read.units.map(({ article, chapter, ...unit }) => ({
      pack,
      id: article,
      aliases: unit.aliases,
      chapter,
    }));
    expect(named).toEqual(wanted.map(({ text: _, ...row }) => row));
    const unlike = wanted.filter((row, i) => read.units[i]?.text !== row.text);
    if (unlike.length > 0) different[pack] = unlike.map(({ id }) => id);
    const beyond = wanted.filter((row, i) => bare(read.units[i]!.text) !== bare(row.text)).map(({ id }) => id);
    expect(beyond).toEqual(pack === 'zhumadian-2022' ? ['第二十二条'] : []);
  }
  expect(different).toEqual(BROKEN_THERE);
});
