/** `zhucun rules coverage`: what the service does about every provision. */
import type { CompiledPack } from '../rules/compile.ts';
import { families, type Provision } from '../rules/schema.ts';
import { RulesRefused } from '../rules/problems.ts';
import { openRulesFolder } from './rules-folder.ts';
import { tableOf } from './rules-table.ts';

/** applied: a table or a number acts on it; tracked: somebody owes it and is reminded; answered: it can be asked about. */
const kinds = ['applied', 'tracked', 'answered'] as const;
type Kind = (typeof kinds)[number];
const kindNames: Record<Kind, string> = { applied: '适用', tracked: '跟踪', answered: '告知' };

export const familyNames: Record<Provision['family'], string> = {
  scope: '适用范围', duty: '职责', attest: '考勤管理', attendance: '出勤', leave: '请假', worklog: '工作日志', meeting: '会议',
  report: '报告', filing: '备案', inspection: '督查', notice: '通报', assessment: '考核', recall: '召回', rotation: '轮换', allowance: '补助',
  fund: '经费', benefit: '保障', unit: '派出单位', household: '走访联户', issue: '问题上报', publicity: '宣传', training: '培训学习',
  selection: '选派', discipline: '纪律', award: '表彰',
}; // prettier-ignore

interface Covered {
  readonly id: string;
  readonly family: Provision['family'];
  /** The strongest. */
  readonly kind: Kind;
  /** Tracked as well as applied. */
  readonly alsoTracked: boolean;
}

/** An amended provision has the same id several times and counts once. */
export function coverageOf({ provisions }: CompiledPack): Covered[] {
  const byId = new Map<string, Provision[]>();
  for (const { source } of provisions) byId.set(source.id, [...(byId.get(source.id) ?? []), source]);
  return [...byId].flatMap(([id, versions]) => {
    const family = versions[0]?.family;
    if (family === undefined) return [];
    const isApplied = versions.some(({ decides, quotas }) => decides.length + quotas.length > 0);
    const isTracked = versions.some(({ duties }) => duties.length > 0);
    const kind = isApplied ? 'applied' : isTracked ? 'tracked' : 'answered';
    return [{ id, family, kind, alsoTracked: isApplied && isTracked }];
  });
}

interface PackCoverage {
  readonly pack: string;
  readonly title: string;
  readonly number: string;
  readonly provisions: readonly Covered[];
}

/** @throws RulesRefused where a pack has faults */
export function showCoverage(given: string | undefined, { json }: { readonly json?: boolean }): void {
  const folder = openRulesFolder(given);
  const packs = folder.packIds.map((id): PackCoverage => {
    const { stack, problems } = folder.read({ packs: [id] });
    const pack = stack?.packs.find(({ file }) => file.id === id);
    if (!pack) throw new RulesRefused(problems);
    const { title, number } = pack.file;
    return { pack: id, title, number, provisions: coverageOf(pack) };
  });
  console.log(json === true ? JSON.stringify(asJson(packs), null, 2) : asText(packs, process.stdout.columns || 100));
}

interface Totals extends Record<Kind, number> {
  readonly total: number;
  readonly also_tracked: number;
}

function totalsOf(provisions: readonly Covered[]): Totals {
  const count = (kind: Kind): number => provisions.filter((one) => one.kind === kind).length;
  return {
    total: provisions.length,
    applied: count('applied'),
    tracked: count('tracked'),
    answered: count('answered'),
    also_tracked: provisions.filter(({ alsoTracked }) => alsoTracked).length,
  };
}

const asJson = (packs: readonly PackCoverage[]): object => ({
  packs: packs.map(({ provisions, ...pack }) => ({
    ...pack,
    totals: totalsOf(provisions),
    provisions: provisions.map(({ alsoTracked: also_tracked, ...one }) => ({ ...one, also_tracked })),
  })),
  totals: totalsOf(packs.flatMap(({ provisions }) => provisions)),
});

function sayTotals(provisions: readonly Covered[]): string {
  const { total, applied, tracked, answered, also_tracked } = totalsOf(provisions);
  const also = also_tracked > 0 ? `（其中 ${also_tracked} 条也跟踪）` : '';
  return `${total} 条：适用 ${applied}${also}，跟踪 ${tracked}，告知 ${answered}`;
}

const legend = [
  '适用：有决策表或量化要求，裁定时照着办；跟踪：有人定期或到期要做，规则包里记着；告知：问到时引用条文回答。',
  '一条只算一次，按最强的算；带 + 的同时也跟踪。',
];

function asText(packs: readonly PackCoverage[], width: number): string {
  return [
    ...packs.flatMap(({ pack, title, number, provisions }) => [
      `${pack}  ${title}（${number}）`,
      ...tableOf(rowsOf(provisions), width).map((line) => `  ${line}`),
      `  小计 ${sayTotals(provisions)}`,
      '',
    ]),
    `合计 ${sayTotals(packs.flatMap(({ provisions }) => provisions))}`,
    ...legend,
  ].join('\n');
}

function rowsOf(provisions: readonly Covered[]): { cells: string[]; words: string[] }[] {
  return families.flatMap((family) => {
    const inFamily = provisions.filter((one) => one.family === family);
    const rows = kinds.flatMap((kind) => {
      const ids = inFamily.filter((one) => one.kind === kind);
      const words = ids.map(({ id, alsoTracked }) => (alsoTracked ? `${id}+` : id));
      return ids.length === 0 ? [] : [{ cells: [kindNames[kind], String(ids.length).padStart(3)], words }];
    });
    return rows.map(({ cells, words }, i) => ({ cells: [i === 0 ? familyNames[family] : '', ...cells], words }));
  });
}
