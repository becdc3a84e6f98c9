/** Looks at all that an operator can get wrong, beside a running service or without one, and changes nothing. */
import { readConfig } from '../config.ts';
import type { Instant } from '../domain/calendar.ts';
import { folderChecks } from './doctor-folder.ts';
import { platformChecks } from './doctor-platforms.ts';
import { serviceChecks } from './doctor-service.ts';
import { databaseChecks, dataChecks, isReadable } from './doctor-store.ts';
import { fine, skipped, wordsOf, wrong, type Check, type Finding, type Looked } from './finding.ts';
import { folderOf, howToFill, realCounty, unfilled } from './serve.ts';

/** `note`: nothing is wrong yet, and somebody ought to know; `skipped`: could not be looked at, for a reason that has a line of its own. */
const marks = { fine: '好', wrong: '错', note: '注意', skipped: '略过' } as const;

/** Prints a line for each finding; the exit code is 1 if anything is wrong. */
export async function doctor(given: string | undefined): Promise<void> {
  const findings = await examine(process.env, given, Date.now);
  for (const { what, state, todo } of findings)
    console.log(`[${marks[state]}] ${what}${todo === null ? '' : ` → ${todo}`}`);
  const count = (state: Finding['state']): number => findings.filter((f) => f.state === state).length;
  console.log(
    `\n${findings.length} 项：${count('wrong')} 项有错，${count('note')} 项要注意，${count('skipped')} 项略过。`,
  );
  if (count('wrong') > 0) process.exitCode = 1;
}

/** Everything that was found, in the order of the checks. */
export async function examine(
  env: Readonly<Record<string, string | undefined>>,
  given: string | undefined,
  now: () => Instant,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const config = attempt(() => readConfig(env), findings, '设置');
  const used = config ?? readConfig({});
  const folder = folderOf(used, given);
  const county = attempt(() => realCounty(folder), findings, 'county.yaml');
  if (config) findings.push(fine('环境变量里的设置'));
  if (county) findings.push(fine(`${folder} 的 county.yaml：${county.name}，规则包 ${county.packs.join('、')}`));
  const missing = county ? unfilled(county) : [];
  if (missing.length > 0) findings.push(wrong(`county.yaml 还没有填好：${missing.join('，')}`, howToFill));
  const at: Looked = { config: used, folder, county, now };
  const checks = [...folderChecks, ...serviceChecks, ...platformChecks, databaseChecks];
  for (const check of checks) findings.push(...(await found(check, at)));
  if (!(await isReadable(at))) return [...findings, skipped('数据库里的数据：数据库没有连上，或者要先升级')];
  for (const check of dataChecks) findings.push(...(await found(check, at)));
  return findings;
}

function attempt<T>(read: () => T, findings: Finding[], what: string): T | null {
  try {
    return read();
  } catch (error) {
    findings.push(wrong(what, wordsOf(error)));
    return null;
  }
}

/** A check that fails is a line like any other and ends nothing. */
async function found({ about, look }: Check, at: Looked): Promise<readonly Finding[]> {
  try {
    return await look(at);
  } catch (error) {
    return [wrong(`${about}：查不了`, wordsOf(error))];
  }
}
