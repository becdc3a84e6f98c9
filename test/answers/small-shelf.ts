/** Invented documents (示例) to be asked about, and a shelf of them. */
import type { Desk } from '../../src/answers/ask.ts';
import { shelfOf, type Shelf, type ShelvedBook } from '../../src/answers/shelf.ts';
import type { PolicyDocument, PolicyUnit } from '../../src/domain/policy.ts';
import type { PackBook, Point } from '../../src/rules/books.ts';

export const unit = (article: string, text: string, chapter = ''): PolicyUnit => ({
  ...{ article, aliases: [], chapter, text },
});

export const textOf = (
  id: string,
  units: readonly PolicyUnit[],
  more: Partial<PolicyDocument> = {},
): PolicyDocument => ({
  ...{ id, pack: null, title: `${id}办法`, number: null, issuer: null, issuedOn: null, units, unplaced: [] },
  ...more,
});

export const point = (article: string, says: string, asked: readonly string[], more: Partial<Point> = {}): Point => ({
  ...{ article, provision: null, family: null, says, answers: [], asked },
  ...more,
});

export const packOf = (id: string, title: string, more: Partial<PackBook> = {}): PackBook => ({
  ...{ id, title, shortTitle: title, number: '示例〔2031〕1号', caution: null, above: [], points: [], silences: [] },
  period: { from: '2031-01-01', to: null },
  ...more,
});

/** Two counties and the city above the first. */
export const city = packOf('city', '样本市驻村通知', {
  points: [
    point('一', '每个月至少在村二十四天。', ['一个月在村几天', '每月要住多少天'], { family: 'attendance' }),
    point('二', '每季度报一次工作。', ['多久报一次工作'], { family: 'report' }),
    point('三', '工作经费每人每年三万元。', ['工作经费一年多少钱'], { family: 'fund' }),
  ],
});
export const jia = packOf('jia', '示甲县驻村细则', {
  above: ['city'],
  points: [
    point('第一条', '每个月至少在村二十天。', ['一个月在村几天', '每月要住多少天'], { family: 'attendance' }),
    point('第二条', '请假三天以内由镇里的书记批。', ['请假谁批', '请三天假找哪个'], { family: 'leave' }),
    point('第三条', '每天写工作日志。', ['日志怎么写', '多久写一次日志'], { family: 'worklog' }),
  ],
  silences: [{ asked: ['探亲路费报销多少', '回家车票报不报'], says: '路费由派出单位的规定管。', near: '第二条' }],
});
export const yi = packOf('yi', '示乙县驻村办法', {
  points: [
    point('第五条', '每个月至少在村二十二天。', ['一个月在村几天', '每月要住多少天'], { family: 'attendance' }),
    point('第六条', '请假由工作队长批，三天以上报县里。', ['请假谁批'], { family: 'leave' }),
  ],
});
export const GROUPS = [
  ['队长', '头儿', '工作队长'],
  ['审批', '批假', '批准'],
  ['在村', '住村', '待在村里'],
] as const;
const TOPICS = [['婚假'], ['加班费', '加班工资']];

export function smallDesk(
  packs: readonly PackBook[] = [city, jia, yi],
  texts: readonly PolicyDocument[] = [],
  more: Partial<Desk> = {},
): Desk {
  return { shelf: shelfOf(packs, texts, GROUPS), rulesOf: () => null, topics: TOPICS, ...more };
}

export const bookOn = (shelf: Shelf, id: string): ShelvedBook => shelf.books.find((book) => book.id === id)!;

export const asks = (question: string, books: readonly string[], above: readonly string[] = []) =>
  ({
    ...{ question, books, above, compares: books.length > 1 },
    concerned: { post: null, dispatchLevel: null, isTeamLeader: null },
    on: '2031-06-15',
  }) as const;
