/** Users who each say the next thing once the last one is answered. */
import { cpuMs } from './cpu.ts';
import type { Figures } from './figures.ts';

/** One user: resolves once the message is answered. */
export type Say = (text: string) => Promise<void>;

const texts = ['日志 上午走访', '日志 下午开院坝会', '日志 晚上整理台账'];

/**
 * @param pids the processes whose time counts, with their children
 * @param warmed called between warming up and measuring
 */
export async function closedLoop(
  users: readonly Say[],
  seconds: number,
  pids: readonly number[],
  warmed: () => Promise<void> = () => Promise.resolve(),
): Promise<Figures> {
  await sayFor(users, Math.min(3, seconds), () => undefined);
  await warmed();
  const answeredMs: number[] = [];
  const cpuBefore = cpuMs(pids);
  const started = performance.now();
  await sayFor(users, seconds, (ms) => answeredMs.push(ms));
  return {
    messages: answeredMs.length,
    seconds: (performance.now() - started) / 1000,
    cpuMs: cpuMs(pids) - cpuBefore,
    answeredMs: answeredMs.sort((a, b) => a - b),
  };
}

async function sayFor(users: readonly Say[], seconds: number, answered: (ms: number) => void): Promise<void> {
  const until = performance.now() + seconds * 1000;
  await Promise.all(
    users.map(async (say, n) => {
      for (let turn = 0; performance.now() < until; turn += 1) {
        const from = performance.now();
        await say(`${texts[(n + turn) % texts.length] ?? ''}第${turn}户`);
        answered(performance.now() - from);
      }
    }),
  );
}
