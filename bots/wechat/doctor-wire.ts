/** The one call by which a gateway is looked at, and the way to it. Nothing of wechaty's: its client would listen for the account's events. */
import { connect as connectHttp2, type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls, rootCertificates, type TLSSocket } from 'node:tls';
import type { Gateway } from './config.ts';

/** The code of what went wrong instead, such as `ECONNREFUSED`. */
export function reached(host: string, port: number, within: number): Promise<Socket | string> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port, timeout: within });
    socket.once('connect', () => {
      socket.setTimeout(0);
      resolve(socket);
    });
    socket.once('timeout', () => {
      socket.destroy();
      resolve('ETIMEDOUT');
    });
    socket.on('error', (error) => resolve('code' in error ? String(error.code) : 'unknown'));
  });
}

/** Whatever the certificate says: that is looked at next, and nothing secret is said before. null = there is no TLS. */
export function secured(socket: Socket, gateway: Gateway, within: number): Promise<TLSSocket | 'silent' | null> {
  const name = gateway.serverName ?? gateway.host;
  return new Promise((resolve) => {
    const tls = connectTls({
      ...{ socket, rejectUnauthorized: false, ALPNProtocols: ['h2'], ca: gateway.ca ?? [...rootCertificates] },
      ...(isIP(name) === 0 ? { servername: name } : {}),
      checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
    });
    const timer = setTimeout(() => resolve('silent'), within);
    const over = (outcome: TLSSocket | null): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    tls.once('secureConnect', () => over(tls));
    tls.on('error', () => over(null));
    socket.once('close', () => over(null));
  });
}

/** An empty message of gRPC: no compression, no bytes. */
const EMPTY = Buffer.alloc(5);

/** The status of gRPC that the gateway answers with; `no-grpc` = it speaks something else; null = nothing came. */
export async function versionStatus(tls: TLSSocket, token: string, within: number): Promise<string | null> {
  if (tls.alpnProtocol !== 'h2') return 'no-grpc';
  const session = connectHttp2('https://gateway', { createConnection: () => tls });
  return asked(session, token, within).finally(() => session.destroy());
}

function asked(session: ClientHttp2Session, token: string, within: number): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), within);
    const over = (status: string | null): void => {
      clearTimeout(timer);
      resolve(status);
    };
    session.on('error', () => over('no-grpc'));
    const call = session.request({
      ...{ ':method': 'POST', ':path': '/wechaty.Puppet/Version', ':authority': token },
      ...{ 'content-type': 'application/grpc', te: 'trailers', authorization: `Wechaty ${token}` },
    });
    const told = (headers: IncomingHttpHeaders): void => {
      const status = headers['grpc-status'];
      if (status !== undefined) over(String(status));
    };
    call.on('response', told);
    call.on('trailers', told);
    call.on('error', () => over('no-grpc'));
    call.on('close', () => over('no-grpc'));
    call.resume();
    call.end(EMPTY);
  });
}
