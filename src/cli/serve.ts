/** Runs a county until it is told to stop. */
import { chmodSync, constants, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { readConfig, type Config } from '../config.ts';
import type { County } from '../domain/county.ts';
import { dateOf } from '../domain/calendar.ts';
import { startService } from '../main.ts';
import { packageRoot, rulesDir, ruleChoiceOf } from '../wiring/installation.ts';
import { loadRules } from '../rules/load.ts';
import { isUnderRestore } from '../store/restore-marker.ts';
import { sayHeld } from './backup-words.ts';
import { checkCounty } from './check-county.ts';
import { CountyRefused, readCounty } from './county-file.ts';
import { scanPrinter } from './scan.ts';

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
  refuseUnderRestore(folder);
  if (existsSync(file)) throw new CountyRefused([`${file} 已经有了，没有改动。直接编辑它，然后运行 zhucun serve。`]);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  copyFileSync(template, file, constants.COPYFILE_EXCL);
  chmodSync(file, 0o600);
  const steps = [
    `zhucun roster template 花名册.xlsx ${folder}`,
    `zhucun roster import 花名册.xlsx ${folder}`,
    `zhucun bind-codes 绑定码.xlsx ${folder}`,
  ];
  console.log(
    `已建好 ${file}\n请编辑它：县名、编号和规则包；然后填花名册：\n  ${steps.join('\n  ')}\n  zhucun serve ${folder}`,
  );
}

/** What a restore that did not end has left is no county yet. */
export function refuseUnderRestore(folder: string): void {
  if (isUnderRestore(folder))
    throw new CountyRefused([
      `${folder} 里有一次没有做完的恢复，还不能用。请用同一份备份接着恢复：zhucun restore 备份文件 ${folder}；不要了就删除这个文件夹。`,
    ]);
}

/** What the form of `init` says until somebody fills it in. */
const placeholders = { id: 'county', name: '请填县名' } as const;

/** What of it nobody has filled in yet. */
export const unfilled = ({ id, name }: Pick<County, 'id' | 'name'>): string[] => [
  ...(name === placeholders.name ? [`县名（name）还是“${name}”`] : []),
  ...(id === placeholders.id ? [`编号（id）还是“${id}”`] : []),
];
export const howToFill = '请编辑 county.yaml：县名写全称，编号用本县的拼音，如 shilixian，用起来以后不要再改';

/** A county is never kept under what the form says: its id can't be changed afterwards. */
export function refuseUnfilled(county: County, folder: string): void {
  const what = unfilled(county);
  if (what.length > 0)
    throw new CountyRefused([`${path.join(folder, 'county.yaml')} 还没有填好：${what.join('，')}。${howToFill}。`]);
}

/** The county of a data folder; the sample is refused. */
export function realCounty(folder: string): County {
  refuseUnderRestore(folder);
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
  refuseUnfilled(county, folder);
  await run(config, county, folder, (url) => `${county.name}：网页聊天在 ${url}\n给某人发登录链接：zhucun link 姓名`);
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
  const showScan = scanPrinter(process.stdout.isTTY, (line) => console.log(line));
  const service = await startService({ config, county, dataDir, asked: showScan });
  console.log(greeting(service.url));
  if (service.heldSince) console.log(sayHeld(service.heldSince, dataDir));
  await asked;
  console.log('正在停止：处理完手上的消息……');
  await service.stop();
}
