/** county.yaml: a county as an operator writes it, checked against itself and the words of its packs. */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import type { County } from '../domain/county.ts';
import { settleName } from '../domain/name.ts';
import type { Person } from '../domain/people.ts';
import { OFFICER } from '../domain/request.ts';
import { defaultSettings, type CountySettings } from '../domain/settings.ts';
import { rulesDir } from '../wiring/installation.ts';

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, '编号只用小写字母、数字和 -，最长 40 个字符');
/** Compared with what is said in chat, so it is kept as a roster keeps it. */
const Name = z.string().transform(settleName).pipe(z.string().min(1, '名称不能是空的').max(60, '名称最长 60 个字'));
/** A list that may be left empty, as a heading with nothing below it. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);

const yesOrNo = (yes: string, no: string) =>
  z.literal([true, false], `只能写 true（${yes}）或 false（${no}）`).optional();

/** From breakfast till noon: a reminder of the afternoon comes too late for the day. */
const reminderHours = { first: 8, last: 11 };
const longestWaitDays = 30;
const longestKeptDays = 365;
/** Whole days from 1. */
const daysTo = (longest: number) =>
  z.custom<number>(
    (days) => typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= longest,
    `只能写 1 到 ${longest} 的整数，不带单位，按天算`,
  );

/** How the county wants its chat; whatever is left out is as in {@link defaultSettings}. */
const Chat = z.strictObject({
  whereabouts: z
    .enum(['each', 'daily', 'none'], '只能写 each（批一次告诉一次）、daily（每天早上一份）或 none（不告诉）')
    .optional(),
  escalate_after_days: daysTo(longestWaitDays).optional(),
  keep_coordinates_days: daysTo(longestKeptDays).optional(),
  names_in_groups: yesOrNo('群里的到期提醒带姓名', '不带姓名'),
  reminder_hour: z
    .custom<number>(
      (hour) => Number.isInteger(hour) && Number(hour) >= reminderHours.first && Number(hour) <= reminderHours.last,
      `只能写 ${reminderHours.first} 到 ${reminderHours.last} 的整数，是几点`,
    )
    .optional(),
  silent: yesOrNo('到期的事都不提醒', '提醒'),
});

const CountyFile = z.strictObject({
  id: Id,
  name: Name,
  sample: z.boolean().default(false),
  packs: z.array(z.string()).min(1, '至少写一个规则包'),
  /** A file, seen from the folder of county.yaml, or the name of a county that comes with the installation. */
  overlay: z.string().min(1, '要写文件名，如 rules.yaml').optional(),
  townships: listOf(z.strictObject({ id: Id, name: Name })),
  villages: listOf(z.strictObject({ id: Id, name: Name, township: Id })),
  teams: listOf(z.strictObject({ id: Id, name: Name, township: Id, village: Id.optional() })),
  units: listOf(z.strictObject({ id: Id, name: Name })),
  people: listOf(
    z.strictObject({
      id: Id,
      name: Name,
      post: z.string().optional(),
      level: z.string().optional(),
      team: Id.optional(),
      township: Id.optional(),
      unit: Id.optional(),
      leader: z.literal([true, false], '只能写 true（兼任队长）或 false（不兼任）').optional(),
    }),
  ),
  /** The county's officer: keeps what no rule settles. */
  officers: z
    .strictObject({ title: Name, holders: z.array(Id).min(1, '至少写一个人；没有县级经办人就删去 officers') })
    .nullish(),
  chat: Chat.nullish(),
  seats: listOf(z.strictObject({ body: z.string(), scope: Id.optional(), title: Name, holders: z.array(Id) })),
  points: listOf(
    z.strictObject({ name: Name, latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
  ),
  groups: listOf(z.strictObject({ id: Id, title: Name, team: Id.optional(), members: z.array(Id) })),
});
type CountyFile = z.infer<typeof CountyFile>;

/** Each problem is one line in Chinese with the line of the file. */
export class CountyRefused extends Error {
  override readonly name = 'CountyRefused';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** @throws CountyRefused with everything that is wrong */
export function readCounty(file: string): County {
  const text = readFileSync(file, 'utf8');
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines });
  const lineOf = (path: readonly PropertyKey[]): number => lines.linePos(placeOf(doc, path)).line;
  const at = (path: readonly PropertyKey[], what: string): string => `${file} 第 ${lineOf(path)} 行：${what}`;
  if (doc.errors.length > 0) {
    throw new CountyRefused(
      doc.errors.map((e) => `${file} 第 ${lines.linePos(e.pos[0]).line} 行：YAML 写法不对，请检查缩进和冒号。`),
    );
  }
  const parsed = CountyFile.safeParse(doc.toJS());
  if (!parsed.success)
    throw new CountyRefused(parsed.error.issues.map((i) => at(pathOf(i), `${i.path.join('.')} ${sayIssue(i)}`.trim())));
  const { overlay } = parsed.data;
  const found = overlay === undefined ? undefined : overlayFile(overlay, dirname(file));
  const problems = crossProblems(parsed.data).map(({ path, what }) => at(path, what));
  if (found === null) problems.push(at(['overlay'], sayNoOverlay(overlay ?? '', dirname(file))));
  if (problems.length > 0) throw new CountyRefused(problems);
  return { ...countyOf(parsed.data), ...(typeof found === 'string' ? { overlay: found } : {}) };
}

/** null where there is none of that name. */
function overlayFile(name: string, folder: string): string | null {
  const inInstallation = join(rulesDir, 'counties', `${basename(name)}.yaml`);
  return (
    [resolve(folder, name), inInstallation].find((file) => statSync(file, { throwIfNoEntry: false })?.isFile()) ?? null
  );
}

const sayNoOverlay = (name: string, folder: string): string =>
  `没有找到本县的规定 ${resolve(folder, name)}。请写 county.yaml 旁边的文件名，或 rules/counties 里的名字（不带 .yaml）。`;

/** Where the entry stands, from the beginning of the file: at its key, or at what should have held it. */
function placeOf(doc: Document, path: readonly PropertyKey[]): number {
  const parent: unknown = doc.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
  const node: unknown = pair && isNode(pair.key) ? pair.key : doc.getIn(path, true);
  if (isNode(node) && node.range) return node.range[0];
  return path.length === 0 ? 0 : placeOf(doc, path.slice(0, -1));
}

const pathOf = (issue: z.core.$ZodIssue): readonly PropertyKey[] =>
  issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;

function sayIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `不认识 ${issue.keys.join('、')}，请检查拼写或删去。`;
  if (issue.code === 'invalid_type') return '缺少或类型不对，请对照 data/demo/county.yaml 补上。';
  return `${issue.message}。`;
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly what: string;
}

function crossProblems(c: CountyFile): Problem[] {
  const problems: Problem[] = [];
  const ids = (items: readonly { id: string }[]): Set<string> => new Set(items.map((i) => i.id));
  const townships = ids(c.townships);
  const villages = ids(c.villages);
  const teams = ids(c.teams);
  const units = ids(c.units);
  const people = ids(c.people);
  const check = (
    path: readonly PropertyKey[],
    id: string | undefined,
    known: ReadonlySet<string>,
    noun: string,
  ): void => {
    if (id !== undefined && !known.has(id))
      problems.push({ path, what: `没有编号为“${id}”的${noun}，请先登记，或改编号。` });
  };
  c.villages.forEach((v, i) => check(['villages', i, 'township'], v.township, townships, '乡镇'));
  c.teams.forEach((t, i) => {
    check(['teams', i, 'township'], t.township, townships, '乡镇');
    check(['teams', i, 'village'], t.village, villages, '村');
  });
  c.people.forEach((p, i) => {
    check(['people', i, 'team'], p.team, teams, '工作队');
    check(['people', i, 'township'], p.township, townships, '乡镇');
    check(['people', i, 'unit'], p.unit, units, '单位');
  });
  const places = new Set([...townships, ...villages, ...teams, ...units]);
  c.seats.forEach((s, i) => {
    check(['seats', i, 'scope'], s.scope, places, '乡镇、村、工作队或单位');
    s.holders.forEach((h, n) => check(['seats', i, 'holders', n], h, people, '人'));
    if (s.body === OFFICER.body)
      problems.push({ path: ['seats', i], what: '县级经办人不写在 seats 里，请写在 officers 里。' });
  });
  c.officers?.holders.forEach((h, n) => check(['officers', 'holders', n], h, people, '人'));
  c.groups.forEach((g, i) => {
    check(['groups', i, 'team'], g.team, teams, '工作队');
    g.members.forEach((m, n) => check(['groups', i, 'members', n], m, people, '人'));
  });
  return [...problems, ...repeated(c)];
}

function repeated(c: CountyFile): Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  const once = (key: string, path: readonly PropertyKey[], what: string): void => {
    if (seen.has(key)) problems.push({ path, what });
    seen.add(key);
  };
  for (const list of ['townships', 'villages', 'teams', 'units', 'people', 'groups'] as const)
    c[list].forEach(({ id }, i) => {
      const key = list === 'people' || list === 'groups' ? `${list}/${id}` : `place/${id}`;
      once(key, [list, i, 'id'], `编号“${id}”重复，请换一个。`);
    });
  c.seats.forEach(({ body, scope = '', holders }, i) => {
    once(`seat/${scope}/${body}`, ['seats', i], `席位“${body}”${scope}重复，请把任职的人写在同一个席位里。`);
    holders.forEach((h, n) => once(`holder/${i}/${h}`, ['seats', i, 'holders', n], `“${h}”重复，请删去一个。`));
  });
  c.officers?.holders.forEach((h, n) => once(`officer/${h}`, ['officers', 'holders', n], `“${h}”重复，请删去一个。`));
  c.groups.forEach(({ members }, i) => {
    members.forEach((m, n) => once(`member/${i}/${m}`, ['groups', i, 'members', n], `“${m}”重复，请删去一个。`));
  });
  return problems;
}

function countyOf(c: CountyFile): County {
  const teams = new Map(c.teams.map((t) => [t.id, t]));
  const people: Person[] = c.people.map((p) => {
    const team = p.team === undefined ? undefined : teams.get(p.team);
    return {
      id: p.id,
      name: p.name,
      post: p.post ?? null,
      dispatchLevel: p.level ?? null,
      townshipId: team?.township ?? p.township ?? null,
      villageId: team?.village ?? null,
      teamId: p.team ?? null,
      unitId: p.unit ?? null,
      isTeamLeader: p.leader ?? null,
    };
  });
  return {
    id: c.id,
    name: c.name,
    sample: c.sample,
    packs: c.packs,
    places: [
      ...c.townships.map((t) => ({ id: t.id, kind: 'township' as const, name: t.name, parentId: null })),
      ...c.villages.map((v) => ({ id: v.id, kind: 'village' as const, name: v.name, parentId: v.township })),
      ...c.teams.map((t) => ({ id: t.id, kind: 'team' as const, name: t.name, parentId: t.village ?? t.township })),
      ...c.units.map((u) => ({ id: u.id, kind: 'unit' as const, name: u.name, parentId: null })),
    ],
    people,
    seats: [
      ...c.seats.map((s) => ({ body: s.body, scopeId: s.scope ?? '', title: s.title, holderIds: s.holders })),
      ...(c.officers ? [{ ...OFFICER, title: c.officers.title, holderIds: c.officers.holders }] : []),
    ],
    settings: settingsOf(c),
    points: c.points,
    groups: c.groups.map((g) => ({ id: g.id, title: g.title, teamId: g.team ?? null, memberIds: g.members })),
  };
}

const settingsOf = ({ chat }: CountyFile): CountySettings => ({
  whereabouts: chat?.whereabouts ?? defaultSettings.whereabouts,
  escalateAfterDays: chat?.escalate_after_days ?? defaultSettings.escalateAfterDays,
  keepCoordinatesDays: chat?.keep_coordinates_days ?? defaultSettings.keepCoordinatesDays,
  namesInGroups: chat?.names_in_groups ?? defaultSettings.namesInGroups,
  reminderHour: chat?.reminder_hour ?? defaultSettings.reminderHour,
  silent: chat?.silent ?? defaultSettings.silent,
  webOrigin: defaultSettings.webOrigin,
});
