/** `zhucun platforms`: how the chat platforms stand, and what is to be scanned so that a bot is signed in. */
import type { Instant } from '../domain/calendar.ts';
import type { PlatformStanding } from '../domain/platform.ts';
import { isStale, platformPage, reasonSaid, sinceSaid, stateSaid, todoSaid } from '../replies/platforms.ts';
import { platformName } from '../replies/platform-names.ts';
import { platformStandings } from '../store/platform-state.ts';
import { withData } from './operate.ts';
import { printScan, type Print } from './scan.ts';

export interface Shown {
  readonly print: Print;
  readonly isTerminal: boolean;
  readonly now: Instant;
}

export async function printPlatforms(
  standings: readonly PlatformStanding[],
  { print, isTerminal, now }: Shown,
): Promise<void> {
  if (standings.length === 0) {
    print(platformPage.none);
    return;
  }
  print(platformPage.head.join('\t'));
  for (const s of standings)
    print(
      [platformName(s.platform), stateSaid(s, now), sinceSaid(s, now), reasonSaid(s, now), todoSaid(s, now)].join('\t'),
    );
  for (const { platform, signIn } of standings.filter((s) => !isStale(s, now))) {
    if (signIn === null) continue;
    print('');
    if (isTerminal) await printScan(platform, signIn.scan, print);
    else print(`${platformName(platform)}的二维码只在终端里显示：请直接运行 zhucun platforms，不要重定向。`);
  }
}

/** As a running service noted it last. */
export const showPlatforms = (folder: string | undefined): Promise<void> =>
  withData(folder, async ({ db }) => {
    const isTerminal = process.stdout.isTTY;
    await printPlatforms(await platformStandings(db), { print: (line) => console.log(line), isTerminal, now: Date.now() }); // prettier-ignore
  });
