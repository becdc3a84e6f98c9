/**
 * What can be looked at of an account of WeChat from outside: its gateway, the gateway's certificate, the token, the cap. No stream of events
 * is opened, for of two clients of a gateway the second is deaf, silently.
 */
import type { TLSSocket } from 'node:tls';
import type { Config } from './config.ts';
import { reached, secured, versionStatus } from './doctor-wire.ts';
import { doctorWords, type DoctorWords, type Finding } from './render-doctor.ts';

/** How long the gateway may take for each of the three things that it is asked, in ms. */
const WITHIN_MS = 8000;
const DAY_MS = 86_400_000;
/** A certificate that ends sooner is told of. */
const SOON_DAYS = 30;
const USUAL_CAP = 200;
/** A cap above it is told of: people report that WeChat warned them at some 500 messages in a day. */
const HIGH_CAP = 400;

export interface Looked extends Pick<Config, 'platform' | 'gateway' | 'dailyCap' | 'now'> {
  /** People are reached by no other platform, and not by the web chat from outside. */
  readonly alone: boolean;
  /** How long the gateway may take for each thing, in ms. */
  readonly withinMs?: number;
}

/** Never rejects: what can't be looked at is a finding too. */
export async function examine(config: Looked): Promise<readonly Finding[]> {
  const words = doctorWords(config.platform);
  return [
    ...(await lookAtGateway(config, words)),
    ...(config.dailyCap > HIGH_CAP ? [words.capHigh(config.dailyCap, USUAL_CAP)] : []),
    ...(config.alone ? [words.alone] : []),
  ];
}

async function lookAtGateway(config: Looked, words: DoctorWords): Promise<readonly Finding[]> {
  const { host, port } = config.gateway;
  const within = config.withinMs ?? WITHIN_MS;
  const where = `${host}:${String(port)}`;
  const tcp = await reached(host, port, within);
  if (typeof tcp === 'string') return [nameless.has(tcp) ? words.unknownHost(host) : words.unreachable(where)];
  try {
    const tls = await secured(tcp, config.gateway, within);
    if (tls === 'silent') return [words.silent(within / 1000)];
    if (tls === null) return [words.noTls(where)];
    const mistrusted = mistrust(tls, config, words);
    if (mistrusted !== null) return [mistrusted];
    const ends = daysLeft(tls, config.now?.() ?? Date.now());
    const soon = ends < SOON_DAYS ? [words.expires(ends)] : [];
    return [words.tlsFine, ...soon, await lookAtToken(tls, config, words, within)];
  } finally {
    tcp.destroy();
  }
}

/** No such name, or nobody to ask for it. */
const nameless: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN']);

/** What is wrong with the certificate; null = nothing. */
function mistrust(tls: TLSSocket, { gateway }: Looked, words: DoctorWords): Finding | null {
  const { subject, issuer } = tls.getPeerCertificate();
  // It comes with the packages of wechaty, its private key beside it: whoever has them can read along.
  if (subject.CN === 'insecure' && issuer.CN === 'wechaty-root-ca') return words.publicKey;
  if (tls.authorized) return null;
  // An error here has a code, whatever its type says.
  const code = String(tls.authorizationError);
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return words.expired;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return words.otherName(gateway.serverName ?? gateway.host);
  return words.untrusted(gateway.ca !== null);
}

const daysLeft = (tls: TLSSocket, now: number): number =>
  Math.floor((Date.parse(tls.getPeerCertificate().valid_to) - now) / DAY_MS);

const UNAUTHENTICATED = '16';
const OK = '0';

/** The version is asked for: a call of its own, which touches neither the account nor whoever hears its events. */
async function lookAtToken(tls: TLSSocket, config: Looked, words: DoctorWords, within: number): Promise<Finding> {
  const status = await versionStatus(tls, config.gateway.token, within);
  if (status === null) return words.silent(within / 1000);
  if (status === 'no-grpc') return words.noGateway;
  if (status === UNAUTHENTICATED) return words.tokenRefused;
  return status === OK ? words.tokenFine : words.tokenUnsure(status);
}
