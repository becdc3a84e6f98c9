/** The sample counties of the installation: a file each in `data/demo`, with the day that is played in it beside it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { County } from '../domain/county.ts';
import { packageRoot } from '../wiring/installation.ts';
import { CountyRefused, readCounty } from './county-file.ts';
import { DemoDay } from './demo-lines.ts';

const folder = path.join(packageRoot, 'data', 'demo');
const dayEnding = '.day.yaml';
/** The one that is played unless another is named. */
const usual = 'county';

export interface SampleCounty {
  readonly county: County;
  readonly day: DemoDay;
}

/**
 * @param asked a place as 西安, xian or xian-2018; absent for the usual one
 * @throws CountyRefused naming those that there are
 */
export function sampleCountyFor(asked: string | undefined): SampleCounty {
  const name = (asked ?? usual).trim().toLowerCase();
  const samples = sampleCounties();
  const found = samples.find((sample) => sample.names.includes(name));
  if (found) return found;
  const known = samples.map(({ names: [place, pinyin, pack] }) => `${place}（${pinyin}，${pack}）`);
  throw new CountyRefused([`没有“${asked ?? ''}”的示例。有：${known.join('、')}。`]);
}

/** By 西安, xian, xian-2018 and the name of the file. */
function sampleCounties(): (SampleCounty & { readonly names: readonly [string, string, string, string] })[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(dayEnding));
  return files.map((file) => {
    const id = file.slice(0, -dayEnding.length);
    const county = readCounty(path.join(folder, `${id}.yaml`));
    const day = DemoDay.parse(parse(readFileSync(path.join(folder, file), 'utf8')));
    const pack = county.packs[0] ?? id;
    return { county, day, names: [day.name, pack.replace(/-\d+$/, ''), pack, id] };
  });
}
