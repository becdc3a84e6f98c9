/** A real county's folder opened for one command: its description, its rules and its data. */
import { readConfig } from '../config.ts';
import { dateOf, type IsoDate } from '../domain/calendar.ts';
import type { County } from '../domain/county.ts';
import { openData } from '../wiring/data.ts';
import { rulesDir, ruleChoiceOf } from '../wiring/installation.ts';
import type { Rules } from '../rules/decision.ts';
import { loadRules } from '../rules/load.ts';
import type { Database } from '../store/database.ts';
import { checkCounty } from './check-county.ts';
import { folderOf, realCounty, refuseUnfilled } from './serve.ts';

export interface CountyAtHand {
  readonly county: County;
  readonly rules: Rules;
  readonly today: IsoDate;
  readonly folder: string;
}

/** @throws CountyRefused where county.yaml or the rules don't hold */
export function countyIn(given: string | undefined): CountyAtHand {
  const folder = folderOf(readConfig(process.env), given);
  const county = realCounty(folder);
  refuseUnfilled(county, folder);
  const rules = loadRules(rulesDir, ruleChoiceOf(county));
  const today = dateOf(Date.now());
  checkCounty(county, rules, today);
  return { county, rules, today, folder };
}

/** With the data open, beside a running service or without one. */
export async function withCountyData(
  { county, folder }: CountyAtHand,
  use: (db: Database) => Promise<void>,
): Promise<void> {
  const data = await openData(readConfig(process.env), folder, county.id);
  try {
    await use(data.db);
  } finally {
    await data.close();
  }
}
