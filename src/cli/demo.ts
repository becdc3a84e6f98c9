/** `zhucun demo`: a day of a sample county as a transcript, or the county itself as a web chat. */
import path from 'node:path';
import { readConfig } from '../config.ts';
import { packageRoot } from '../wiring/installation.ts';
import { sampleCountyFor } from './demo-counties.ts';
import { playDay } from './demo-play.ts';
import { run } from './serve.ts';

/** Serves the sample county as a web chat, on loopback. */
export async function serveDemo(name: string | undefined): Promise<void> {
  const { county } = sampleCountyFor(name);
  const config = readConfig(process.env);
  const dataDir = config.dataDir ?? path.join(packageRoot, '.zhucun', 'demo');
  await run(config, county, dataDir, (url) =>
    [
      `${county.name}已启动（全部为示例数据）：${url}`,
      '打开后选一个人；再开一个窗口选另一个人，就能看到彼此的消息。',
      '停止：Ctrl+C。数据保存在 ' + dataDir,
    ].join('\n'),
  );
}

/** Plays the day; stops early, with nothing left running, once nobody reads it or it is told to stop. */
export async function playDemo(name: string | undefined, unread: AbortSignal): Promise<void> {
  const { county, day } = sampleCountyFor(name);
  const told = new AbortController();
  const stop = (): void => told.abort();
  for (const signal of stopping) process.once(signal, stop);
  try {
    await playDay(county, day.lines, (text) => console.log(text), AbortSignal.any([unread, told.signal]));
  } finally {
    for (const signal of stopping) process.off(signal, stop);
  }
  if (told.signal.aborted) process.exitCode = 130;
}

const stopping = ['SIGINT', 'SIGTERM'] as const;
