/** What can be looked at of the web chat without starting it; whether it answers on its port is the command line's own check. */
import { clientFolder, loadAssets } from './assets.ts';
import type { Config } from './config.ts';
import { isLoopback } from './origin.ts';
import { DOCTOR } from './render.ts';
import type { Finding } from './render.ts';

export async function examine(config: Pick<Config, 'host' | 'demo' | 'clientFolder'>): Promise<readonly Finding[]> {
  const pages = await loadAssets(config.clientFolder ?? clientFolder()).then(
    () => DOCTOR.built,
    () => DOCTOR.notBuilt,
  );
  return config.demo && !isLoopback(config.host) ? [pages, DOCTOR.demoOutside] : [pages];
}
