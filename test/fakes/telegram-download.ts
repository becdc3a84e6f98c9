/** Downloads of files, whole or failing as asked. */
import type { ServerResponse } from 'node:http';
import { ApiRefusal } from './telegram-refusal.ts';
import type { TelegramWorld } from './telegram-world.ts';

export function serveFile(world: TelegramWorld, path: string, response: ServerResponse): void {
  const file = [...world.files.values()].find((one) => one.path === path);
  if (file === undefined || file.fault === 'gone' || file.fault === 'expired') throw new ApiRefusal(404, 'Not Found');
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length });
  if (file.fault !== 'stalled' && file.fault !== 'cut') {
    response.end(file.bytes);
    return;
  }
  const half = file.bytes.subarray(0, file.bytes.length >> 1);
  // Stalled: the rest never comes; the socket ends with the server, or when the bot gives up.
  response.write(half, () => file.fault === 'cut' && response.socket?.destroy());
}
