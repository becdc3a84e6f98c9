/** A web adapter on loopback over the fake store, with a stand-in for the built client. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdapter } from '../../bots/web/adapter.ts';
import type { WebAdapter } from '../../bots/web/adapter.ts';
import type { Config } from '../../bots/web/config.ts';
import type { WebStoreFake } from './web-ports.ts';

let placeholder: string | null = null;

/** Pages without content: tests of the server don't need the client to be built. */
export function emptyClient(): string {
  if (placeholder !== null) return placeholder;
  placeholder = mkdtempSync(join(tmpdir(), 'zhucun-client-'));
  for (const name of ['picker.html', 'picker.js', 'chat.html', 'chat.js']) {
    writeFileSync(join(placeholder, name), `<!-- ${name} -->`);
  }
  writeFileSync(join(placeholder, 'secret.txt'), 'not served');
  return placeholder;
}

export const webConfig = (more: Partial<Config> = {}): Config => ({
  host: '127.0.0.1',
  port: 0,
  demo: true,
  allowedOrigins: [],
  botName: '驻村助手',
  clientFolder: emptyClient(),
  stopGraceMs: 5_000,
  ...more,
});

export const webAdapter = (store: WebStoreFake, more: Partial<Config> = {}): WebAdapter =>
  createAdapter({ ports: store.ports, config: webConfig(more) });
