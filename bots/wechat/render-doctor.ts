/** What `zhucun doctor` says of an account of WeChat. */

/** A line: what was looked at, how it is, and what to do about it. */
export interface Finding {
  readonly what: string;
  readonly state: 'fine' | 'wrong' | 'note' | 'skipped';
  readonly todo: string | null;
}

/** '' of the first account: the end of its settings' names. */
const numberOf = (platform: string): string => platform.replace(/^wechat-?/, '');

const README = 'bots/wechat/README.md';

export function doctorWords(platform: string) {
  const number = numberOf(platform);
  const name = number === '' ? '微信' : `微信${number}号`;
  const setting = (key: string): string => `ZHUCUN_WECHAT_${key}${number === '' ? '' : `_${number}`}`;
  const line =
    (state: Finding['state']) =>
    (what: string, todo: string | null): Finding => ({ what: `${name}：${what}`, state, todo });
  const [fine, wrong, note] = [line('fine'), line('wrong'), line('note')];
  return {
    unknownHost: (host: string) => wrong(`找不到网关的主机 ${host}`, `请核对 ${setting('GATEWAY')} 和本机的 DNS`),
    unreachable: (where: string) =>
      wrong(`网关 ${where} 连不上`, `请看网关的程序和机器是否在运行、防火墙是否放行，并核对 ${setting('GATEWAY')}`),
    noTls: (where: string) =>
      wrong(`${where} 不说 TLS`, `这个端口不是网关，或网关关掉了 TLS。不加密就不连；请按 ${README} 给网关配上证书`),
    publicKey: wrong(
      '网关用的是 wechaty 随包公开的证书，私钥人人都有，等于没有加密',
      `请按 ${README} 给网关换上自己的证书，再设 ${setting('CA')}`,
    ),
    /** @param own whether an authority of one's own is set */
    untrusted: (own: boolean) =>
      wrong(
        own ? `网关的证书不是 ${setting('CA')} 里的机构签发的` : '网关的证书不是公认的机构签发的',
        own
          ? `请换成签发网关证书的那个机构的证书（网关换过证书的，${setting('CA')} 也要换），再重新启动`
          : `自建的网关请把签发机构的证书存成 PEM 文件，写进 ${setting('CA')}`,
      ),
    otherName: (expected: string) =>
      wrong(`网关的证书上没有 ${expected} 这个名称`, `请把证书上的名称写进 ${setting('SERVER_NAME')}，或重新签发证书`),
    expired: wrong('网关的证书过期了，或还没有生效', '请给网关换证书；证书没有问题的，请校准本机的时钟'),
    expires: (days: number) => note(`网关的证书再过 ${String(days)} 天过期`, '请在此之前换好，过期当时就会断'),
    tlsFine: fine('网关连得上，证书有效', null),
    noGateway: wrong('那个端口上有程序，但不是 wechaty 的网关', `请核对 ${setting('GATEWAY')}，端口是 gRPC 的那一个`),
    silent: (seconds: number) =>
      wrong(`网关 ${String(seconds)} 秒没有应答`, '网关的程序多半卡住了，请重新启动它；本服务会自己接上'),
    tokenRefused: wrong('网关不认这个令牌', `请核对 ${setting('TOKEN')} 与网关上的是否一致、租用的是否到期`),
    tokenUnsure: (status: string) =>
      note(`网关没有说令牌对不对（gRPC ${status}）`, '请启动服务后看 zhucun platforms，令牌不对那里会说'),
    tokenFine: fine('网关认这个令牌（是否已扫码登录，看 zhucun platforms）', null),
    capHigh: (cap: number, usual: number) =>
      note(
        `一天最多发 ${String(cap)} 条（${setting('DAILY_CAP')}），比默认的 ${String(usual)} 条多得多`,
        '微信没有公布限度，发得越多越容易被限制或封号；请分给几个号，或多用网页和飞书',
      ),
    alone: note(
      '除了微信，没有别的渠道',
      '微信号随时可能掉线或被封，不能只靠它：请再接通飞书或 Telegram，或让网页聊天从外面打得开（ZHUCUN_ORIGINS）',
    ),
  };
}

export type DoctorWords = ReturnType<typeof doctorWords>;
