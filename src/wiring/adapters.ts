/** The platforms of a county: the only file that knows the bots. A further platform is a function here and a line in `adaptersOf`. */
import { createWebAdapter, type WebAdapter } from '../../bots/web/adapter.ts';
import type { Adapter } from '../chat/message.ts';
import { botName } from '../replies/bot-name.ts';
import { wordReply } from '../replies/word.ts';
import { webAccountsOf } from '../store/web-accounts.ts';
import { webLogOf } from '../store/web-log.ts';
import { webReport } from './failures.ts';
import type { Parts } from './parts.ts';

export interface Adapters {
  /** In the order in which they start. */
  readonly all: readonly Adapter[];
  /** Every county has it, and its address goes into links. */
  readonly web: WebAdapter;
}

export function adaptersOf(parts: Parts): Adapters {
  const web = webAdapterOf(parts);
  return { all: [web], web };
}

function webAdapterOf({ config, county, data, listener, images, files, observed, log }: Parts): WebAdapter {
  const accounts = webAccountsOf(data.db, { demo: county.sample, botName, boundElsewhere });
  return createWebAdapter({
    ports: { log: webLogOf(data.db, listener), accounts, images, files },
    config: {
      host: config.host,
      port: config.port,
      demo: county.sample,
      allowedOrigins: config.origins,
      botName,
      places: county.points,
      probes: observed.probes,
      report: webReport(log, Date.now),
    },
  });
}

const boundElsewhere = (officer: string | null): string =>
  wordReply({ says: 'bound-elsewhere', ends: false, officer }).text;
