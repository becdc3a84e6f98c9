/** The chat platforms of the settings: each is asked, as far as it can be without a message. */
import { examinationsOf, type Examination } from '../wiring/adapters.ts';
import { fine, wrong, wordsOf, type Check, type Finding } from './finding.ts';

/** A platform that is asked several things takes its time; one that never answers does not hold up the rest. */
const patienceMs = 30_000;

/** A platform that can't be looked at is a line like any other. */
export async function examined(one: Examination, withinMs: number): Promise<readonly Finding[]> {
  const { platform } = one;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Finding[]>((resolve) => {
    const said = wrong(`${platform}：${withinMs / 1000} 秒没有查完`, '请检查本机到平台的网络，过一会儿再查');
    timer = setTimeout(() => resolve([said]), withinMs);
  });
  const looked = one.examine().catch((error: unknown) => [wrong(`${platform}：查不了`, wordsOf(error))]);
  return await Promise.race([looked, late]).finally(() => clearTimeout(timer));
}

export const platformChecks: readonly Check[] = [
  {
    about: '聊天平台',
    async look({ config, county }) {
      const all = examinationsOf(config, { demo: county?.sample ?? false });
      const findings = await Promise.all(all.map((one) => examined(one, patienceMs)));
      const names = all.map(({ platform }) => platform).join('、');
      return [fine(`聊天平台：${names}`), ...findings.flat()];
    },
  },
];
