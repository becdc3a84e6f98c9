/** `zhucun bind-codes`: codes for those who have no account yet, written into a file and never printed. */
import { bindCodesXlsx, type CodeRow } from '../documents/bind-codes.ts';
import type { Instant } from '../domain/calendar.ts';
import { settleName } from '../domain/name.ts';
import { recordAudit } from '../store/audit.ts';
import { issueCodes, type IssuedCode } from '../store/bind-codes.ts';
import { shareCounty } from '../store/county-parts.ts';
import { inTransaction, type Database, type Statements } from '../store/database.ts';
import { bindablePeople, type Bindable } from '../store/unbound-people.ts';
import { CountyRefused } from './county-file.ts';
import { refuseOld, terminal, writeNew, type Operator } from './operator.ts';
import { countyIn, withCountyData } from './real-county.ts';

export interface CodesAsked {
  /** Those too who have an account. */
  readonly all?: boolean;
  /** Names or ids; one of them may be several with 、 between. */
  readonly only?: readonly string[];
}

const issuingMs = 120_000;

export async function writeBindCodes(
  file: string,
  folder: string | undefined,
  asked: CodesAsked,
  { print }: Operator = terminal(),
): Promise<void> {
  const at = countyIn(folder);
  refuseOld(file);
  await withCountyData(at, async (db) => {
    const now = Date.now();
    const { rows, without } = await inTransaction(db, (tx) => issue(tx, db, { asked, now, file }), issuingMs);
    if (rows > 0)
      print(
        `已写好 ${file}：${rows} 人的绑定码，7 天内有效，只能用一次；以前发的作废。\n请逐个发给本人，不要发到群里；发完删去文件。`,
      );
    else if (without === 0)
      print(
        '没有要发绑定码的人：都绑定过了，或者还没有人员（zhucun roster import）。要重发请加 --all 或 --only 姓名。',
      );
    if (without > 0) print(`有 ${without} 人没有手机号，不能发。请在花名册里补上。`);
  });
}

interface Issue {
  readonly asked: CodesAsked;
  readonly now: Instant;
  readonly file: string;
}

/** The file is written before the codes hold: where it can't be, there are none. */
async function issue(
  tx: Statements,
  { county }: Database,
  { asked, now, file }: Issue,
): Promise<{ rows: number; without: number }> {
  await shareCounty(tx, county);
  const people = wanted(await bindablePeople(tx, county), asked);
  const reachable = people.filter((p) => p.mobile !== null);
  const issued = await issueCodes(
    tx,
    county,
    reachable.map((p) => p.id),
    { issuedBy: null, now },
  );
  const without = people.length - reachable.length;
  if (issued.length === 0) return { rows: 0, without };
  const bytes = await bindCodesXlsx(rowsOf(reachable, issued), now);
  await recordAudit(tx, county, issued.map(auditedCode), now);
  writeNew(file, bytes);
  return { rows: issued.length, without };
}

const auditedCode = ({ personId, expiresAt }: IssuedCode) => ({
  verb: 'issue-code',
  subject: `person:${personId}`,
  payload: { personId, expiresAt },
  personId: null,
  inboxId: null,
});

/** The names of every --only, 示例甲、p7 being two. */
const namesIn = (only: readonly string[]): string[] =>
  only.flatMap((said) => said.split(/[、，,]/u)).map(settleName).filter((name) => name !== ''); // prettier-ignore

function wanted(people: readonly Bindable[], { all, only: said }: CodesAsked): Bindable[] {
  const only = said && namesIn(said);
  if (only === undefined) return people.filter((p) => all === true || !p.bound);
  const chosen = only.map((called) => people.filter((p) => p.id === called || p.name === called));
  const problems = only.flatMap((called, i) => sayNotOne(called, chosen[i] ?? []));
  if (problems.length > 0) throw new CountyRefused(problems);
  return [...new Set(chosen.flat())];
}

/** Who is meant has to be clear: a code in the wrong hands is somebody else's account. */
export function sayNotOne(
  called: string,
  people: readonly {
    readonly id: string;
    readonly name: string;
    readonly place?: string;
    readonly post?: string | null;
  }[],
): string[] {
  if (people.length === 1) return [];
  if (people.length === 0) return [`没有编号或姓名是“${called}”的人。请照花名册的写法写全名，或写编号。`];
  const which = people.map((p) => [p.id, p.place ?? p.post].filter(Boolean).join(' ')).join('；');
  return [`叫“${called}”的有 ${people.length} 人，请写编号：${which}。`];
}

function rowsOf(people: readonly Bindable[], issued: readonly IssuedCode[]): CodeRow[] {
  const codes = new Map(issued.map((i) => [i.personId, i]));
  return people.flatMap(({ id, name, place, mobile }) => {
    const found = codes.get(id);
    return found ? [{ name, place, tail: (mobile ?? '').slice(-4), code: found.code, expiresAt: found.expiresAt }] : [];
  });
}
