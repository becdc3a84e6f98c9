/** Runs a county until it is told to stop. */
import { chmodSync, constants, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { readConfig, type Config } from '../config.ts';
import type { County } from '../domain/county.ts';
import { dateOf } from '../domain/calendar.ts';
import { packageRoot, rulesDir, ruleChoiceOf, startService } from '../main.ts';
import { loadRules } from '../rules/load.ts';
import { checkCounty } from './check-county.ts';
import { CountyRefused, readCounty } from './county-file.ts';

/** Where `zhucun` keeps a county unless ZHUCUN_DATA or the command line says otherwise. */
const defaultFolder = 'zhucun-data';

export const folderOf = (config: Config, given: string | undefined, fallback: string = defaultFolder): string =>
  path.resolve(given ?? config.dataDir ?? fallback);

/** The form that `init` puts into a new county's folder. */
const template = path.join(packageRoot, 'data', 'county-template.yaml');

/** Makes the folder of a real county with a form to fill in; never touches one that is there. */
export function init(given: string | undefined): void {
  const folder = folderOf(readConfig(process.env), given);
  const file = path.join(folder, 'county.yaml');
  if (existsSync(file)) throw new CountyRefused([`${file} 已经有了，没有改动。直接编辑它，然后运行 zhucun serve。`]);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  copyFileSync(template, file, constants.COPYFILE_EXCL);
  chmodSync(file, 0o600);
  console.log(`已建好 ${file}\n请编辑它，登记乡镇、村、工作队和人员；然后运行：zhucun serve ${folder}`);
}

/** The county of a data folder; the sample is refused. */
export function realCounty(folder: string): County {
  const file = path.join(folder, 'county.yaml');
  if (!existsSync(file)) throw new CountyRefused([`没有找到 ${file}。请先运行 zhucun init ${folder}`]);
  const county = readCounty(file);
  if (county.sample)
    throw new CountyRefused([`${file} 是示例数据，不能当作真实的县运行。试用请运行 zhucun demo --serve`]);
  return county;
}

export async function serve(given: string | undefined): Promise<void> {
  const config = readConfig(process.env);
  const folder = folderOf(config, given);
  const county = realCounty(folder);
  await run(
    config,
    county,
    folder,
    (url) => `${county.name}：网页聊天在 ${url}\n给某人发登录链接：zhucun link 人员编号`,
  );
}

/** Serves until SIGTERM or SIGINT, then finishes what is in hand. A second signal ends at once. */
export async function run(
  config: Config,
  county: County,
  dataDir: string,
  greeting: (url: string) => string,
): Promise<void> {
  checkCounty(county, loadRules(rulesDir, ruleChoiceOf(county)), dateOf(Date.now()));
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  // Heard from the first moment: a signal while everything starts must not leave the database running alone.
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  const service = await startService({ config, county, dataDir });
  console.log(greeting(service.url));
  await asked;
  console.log('正在停止：处理完手上的消息……');
  await service.stop();
}
