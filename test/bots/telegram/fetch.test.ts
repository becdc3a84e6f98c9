import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { File } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFile } from '../../../bots/telegram/images.ts';
import { whyOf } from '../../../bots/telegram/trouble.ts';
import { openWire, within } from '../../../bots/telegram/wire.ts';
import { SAMPLE_JPEG } from '../../fakes/sample-images.ts';
import { staged, type Stage } from './stage.ts';

const signal = AbortSignal.timeout(60_000);

let stage: Stage;
beforeEach(async () => {
  stage = await staged();
});
afterEach(async () => {
  await stage.adapter.stop();
  await stage.server.close();
});

describe('a connection that never stood', () => {
  let silent: Server;
  const over = async (handshake: 'closed' | 'silent'): Promise<string> => {
    silent = createServer((socket) => {
      socket.on('error', () => undefined);
      if (handshake === 'closed') socket.destroy();
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const wire = openWire({ token: '1:sample', apiRoot: `https://127.0.0.1:${String(port)}` }, 100);
    const why = await wire.api.getMe(within(5000)).then(() => 'answered', whyOf);
    wire.close();
    silent.close();
    return why;
  };

  it('has carried nothing, whether it was cut or left unanswered', async () => {
    expect(await over('closed')).toBe('unreachable');
    expect(await over('silent')).toBe('unreachable');
  });
});

describe('an image', () => {
  const posted = (): { ref: string; message: { chatId: number; messageId: number } } => {
    const message = stage.person.photo(stage.person.id, SAMPLE_JPEG);
    const photo = message.update!.message!.photo!;
    return { ref: photo.at(-1)!.file_id, message };
  };
  const open = (ref: string, until = signal): Promise<Uint8Array> => stage.adapter.openImage!(ref, until);

  it('is fetched byte for byte', async () => {
    expect(Buffer.compare(await open(posted().ref), SAMPLE_JPEG)).toBe(0);
  });

  it.each(['gone', 'expired', 'too-big'] as const)('that is %s will never be had', async (fault) => {
    const { ref, message } = posted();
    stage.server.breakFiles(message, fault);
    await expect(open(ref)).rejects.toMatchObject({ name: 'ImageGone' });
  });

  it('as large as Telegram hands out to no bot is said to be too large', async () => {
    const { ref, message } = posted();
    stage.server.breakFiles(message, 'too-big');
    await expect(stage.adapter.openFile!(ref, signal)).rejects.toMatchObject({ why: 'size' });
    stage.server.breakFiles(message, 'gone');
    await expect(stage.adapter.openFile!(ref, signal)).rejects.toMatchObject({ why: 'gone' });
  });

  it('that breaks off may be tried again, and tells no address', async () => {
    const { ref, message } = posted();
    stage.server.breakFiles(message, 'cut');
    await expect(open(ref)).rejects.toMatchObject({ name: 'TelegramTrouble', message: 'telegram: dropped' });
  });

  it('of a Telegram that is away may be tried again', async () => {
    const { ref } = posted();
    await stage.server.down();
    await expect(open(ref)).rejects.toMatchObject({ message: 'telegram: unreachable' });
  });

  it('is not looked for where another address is named: the token stands in this one', async () => {
    const asked: (string | undefined)[] = [];
    const server = createHttpServer((request, response) => {
      asked.push(request.url);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const apiRoot = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const getFile = async (): Promise<File> => ({ file_id: 'f', file_unique_id: 'f', file_path: 'photos/1.jpg' });
    await expect(openFile({ api: { getFile }, apiRoot, token: '1:sample' }, 'f', signal)).rejects.toThrow();
    expect(asked).toEqual(['/file/bot1:sample/photos/1.jpg']);
    await new Promise((resolve) => server.close(resolve));
  });

  it('that stalls is given up when the product says so', async () => {
    const { ref, message } = posted();
    stage.server.breakFiles(message, 'stalled');
    await expect(open(ref, AbortSignal.timeout(100))).rejects.toMatchObject({ name: 'TelegramTrouble' });
  });
});
