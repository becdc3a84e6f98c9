/** Where a request comes from: the other end of the socket, or, behind a TLS proxy nearby, the address it names. */
import { createHash } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { cameByHttps } from './origin.ts';

/** This machine and the networks of a house: where a proxy of one's own stands. */
const near = new BlockList();
for (const [net, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  near.addSubnet(net, prefix, 'ipv4');
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');

/** IPv4 as such where it comes mapped into IPv6. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

export const remoteAddress = (c: Context): string => plain(getConnInfo(c).remote.address ?? '');

export const isLoopbackAddress = (address: string): boolean => address === '::1' || address.startsWith('127.');

const isNear = (address: string): boolean =>
  isIP(address) !== 0 && near.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/**
 * The client's own address. What a client writes into X-Forwarded-For stands before what the nearest proxy adds, so only
 * the last entry counts, and only where a TLS proxy must be in between: this server itself speaks no TLS.
 */
function clientAddress(c: Context): string {
  const remote = remoteAddress(c);
  const named = plain((c.req.header('x-forwarded-for') ?? '').split(',').at(-1)?.trim() ?? '');
  return cameByHttps(c) && isNear(remote) && isIP(named) !== 0 ? named : remote;
}

/** One household has a whole /64 of IPv6: changing the rest of the address must not make another visitor. */
function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = (tail ?? '').split(':').filter((group) => group !== '');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}

/** Stands for whoever asks without a session, so that tries can be counted; the address itself goes no further. */
export const visitorOf = (c: Context): string =>
  createHash('sha256')
    .update(`visitor\n${networkOf(clientAddress(c))}`)
    .digest('hex')
    .slice(0, 32);
