/** The words of the roster form: its sheets, its headings, and what a cell may say. Written and read by the same list. */
import { OFFICER } from '../domain/request.ts';
import type { Place } from '../domain/county.ts';
import type { BodyUse, RosterBody, RosterVocabulary, SeatKind } from './roster-vocabulary.ts';

export const sheetNames = { people: '人员', places: '地点', seats: '席位', help: '填写说明' } as const;

export const personHeadings = {
  id: '编号',
  name: '姓名',
  mobile: '手机号',
  post: '岗位',
  level: '派出层级',
  unit: '派出单位',
  team: '工作队',
  township: '乡镇',
  village: '村',
  termFrom: '任期起',
  termTo: '任期止',
  leader: '兼任队长',
} as const;

export const placeHeadings = {
  kind: '类别',
  name: '名称',
  township: '所属乡镇',
  village: '所属村',
  latitude: '围栏纬度',
  longitude: '围栏经度',
  radius: '围栏半径（米）',
  id: '编号',
} as const;

export const seatHeadings = {
  body: '机构',
  kind: '每个什么一行',
  uses: '用途',
  scope: '所属',
  title: '名称',
  holders: '任职人',
  deputy: '代理人',
  deputyFrom: '代理起',
  deputyTo: '代理止',
} as const;

export const kindWords: Readonly<Record<SeatKind, string>> = {
  county: '全县',
  township: '乡镇',
  village: '村',
  team: '工作队',
  unit: '单位',
};
/** In the order in which places are listed: those that others name come first. */
export const placeKinds: readonly Place['kind'][] = ['township', 'village', 'team', 'unit'];
export const useWords: Readonly<Record<BodyUse, string>> = { approval: '审批', filing: '备案', keeper: '考勤' };

/** The officer is the product's own and stands in no pack. */
export const OFFICER_BODY = '县级经办人';
const officer: RosterBody = { name: OFFICER_BODY, kind: 'county', title: null, uses: [] };
export const OFFICER_USE = '接收规则没写到的事，办理换人和代理';

/** Those of the packs and the officer, each name once. */
export const bodiesOf = ({ bodies }: RosterVocabulary): RosterBody[] => [
  officer,
  ...new Map(bodies.filter(({ name }) => name !== OFFICER_BODY).map((body) => [body.name, body])).values(),
];
export const keyOfBody = (name: string): string => (name === OFFICER_BODY ? OFFICER.body : name);
export const nameOfBody = (body: string): string => (body === OFFICER.body ? OFFICER_BODY : body);

/** Begins a row that only shows how to fill in the form. */
export const SAMPLE = '示例';
