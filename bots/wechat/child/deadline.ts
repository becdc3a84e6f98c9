/** The SDK waits for ever, for calls and for streams: here everything ends. */
import { grpc } from 'wechaty-grpc';
import type { Stub, Unary } from './stub.ts';

/** One call of the gateway, taken back after so many ms. @throws grpc.ServiceError */
export const unary = <Request, Answer>(
  client: Stub,
  method: Unary<Request, Answer>,
  request: Request,
  ms: number,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    method.call(client, request, new grpc.Metadata(), { deadline: Date.now() + ms }, (error, answer) => {
      if (error === null) resolve(answer);
      else reject(error);
    });
  });

export class Late extends Error {
  override readonly name = 'Late';
}

/** For what only reads: it may go on behind our back. @throws Late after so many ms */
export function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late()), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
