/** How the service is reached: the port, whoever answers there, and the addresses that browsers come by. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { fine, note, wrong, wordsOf, type Check, type Finding } from './finding.ts';

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));

export function originFindings(origins: readonly string[], host: string): Finding[] {
  const plain = origins.filter((origin) => {
    const { protocol, hostname } = new URL(origin);
    return protocol !== 'https:' && !isLoopback(hostname);
  });
  if (plain.length > 0)
    return [
      wrong(
        `ZHUCUN_ORIGINS 里的 ${plain.join('、')} 不是 https`,
        '登录信息会明文传输；请让代理提供 https，并改成 https 地址',
      ),
    ];
  if (origins.length > 0) return [fine(`ZHUCUN_ORIGINS：${origins.join('、')}`)];
  return isLoopback(host)
    ? [note('没有设 ZHUCUN_ORIGINS：只有本机能用', '要让别人用，请设成代理的 https 地址')]
    : [wrong(`监听 ${host}，却没有设 ZHUCUN_ORIGINS`, '请设成代理的 https 地址，否则浏览器会被拒绝')];
}

const origins: Check = { about: 'ZHUCUN_ORIGINS', look: ({ config }) => originFindings(config.origins, config.host) };

const Health = z.looseObject({
  ok: z.boolean(),
  service: z.literal('zhucun'),
  store: z.looseObject({ state: z.string() }),
  loops: z.record(z.string(), z.looseObject({ state: z.string() })),
  adapters: z.array(z.looseObject({ platform: z.string(), state: z.string() })),
});

const answerMs = 5_000;

/** Probes are shown to this machine alone, so it is asked by a loopback address wherever one is listened on. */
const askedAt = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::' || host === '[::]') return '[::1]';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
};

const port: Check = {
  about: '端口',
  async look({ config: { host, port: number } }) {
    if (number === 0) return [note('ZHUCUN_PORT=0：每次启动用一个空着的端口，代理找不到它')];
    const place = `${host}:${number}`;
    try {
      const response = await fetch(`http://${askedAt(host)}:${number}/healthz`, {
        signal: AbortSignal.timeout(answerMs),
        redirect: 'manual',
      });
      return answered(place, await response.text(), response.status);
    } catch (error) {
      const code = causeOf(error);
      if (code === 'ECONNREFUSED') return [fine(`端口 ${place} 空着，服务没有在运行`)];
      if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
        return [wrong(`本机没有地址 ${host}`, '请改 ZHUCUN_HOST，一般是 127.0.0.1')];
      return [
        wrong(
          `端口 ${place} 有程序在用，但没有正常应答（${code ?? wordsOf(error)}）`,
          '请看它是谁（ss -ltnp），停掉它，或改 ZHUCUN_PORT',
        ),
      ];
    }
  },
};

function causeOf(error: unknown): string | null {
  const cause = error instanceof Error ? error.cause : null;
  if (cause instanceof AggregateError) return causeOf(new Error('', { cause: cause.errors[0] }));
  return cause instanceof Error && 'code' in cause ? String(cause.code) : null;
}

export function answered(place: string, text: string, status: number): Finding[] {
  const health = Health.safeParse(jsonOf(text)).data;
  if (!health)
    return [
      wrong(
        `端口 ${place} 有程序在用，应答（${status}）不像本服务的 /healthz`,
        '若是别的程序，请改 ZHUCUN_PORT；若是本服务监听在外部地址，请在本机用 127.0.0.1 监听',
      ),
    ];
  if (health.ok) return [fine(`服务在 ${place} 运行，一切正常`)];
  const bad = [
    ...(health.store.state === 'up' ? [] : ['数据库连不上']),
    ...Object.entries(health.loops).flatMap(([name, { state }]) => (state === 'up' ? [] : [`${name} 停着`])),
    // On standby another process has it, as it should be.
    ...health.adapters.flatMap(({ platform, state }) =>
      state === 'up' || state === 'standby' ? [] : [`${platform} 是 ${state}`],
    ),
  ];
  return [
    wrong(
      `服务在 ${place} 运行，但不正常：${bad.length > 0 ? bad.join('，') : '有消息等了 5 分钟以上'}`,
      '请看 zhucun platforms 和日志（docs/operations.md 有各种消息的说明）；数据库没有问题时重启服务',
    ),
  ];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const serviceChecks: readonly Check[] = [origins, port];
