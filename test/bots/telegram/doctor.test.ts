import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { examine } from '../../../bots/telegram/doctor.ts';
import { DOCTOR, type Finding } from '../../../bots/telegram/render.ts';
import { SECRET } from './stage.ts';

const NOW = Date.parse('2026-12-01T08:00:00+08:00');
const TOKEN = '1:sample';

/** What Telegram answers, by method, and what a public address answers. */
let answers: Record<string, unknown>;
let status: number;
let posts: number;
let server: Server;
let root: string;

const me = { id: 7000, username: 'sample_bot', can_join_groups: true, can_read_all_group_messages: true };

beforeEach(async () => {
  answers = { getMe: me, getWebhookInfo: { url: '', pending_update_count: 0 } };
  [status, posts] = [401, 0];
  server = createServer((request, response) => {
    response.setHeader('Date', new Date(NOW).toUTCString());
    const method = request.url?.split('/').at(-1) ?? '';
    if (request.url === '/hook') {
      posts += 1;
      response.writeHead(status).end();
    } else if (!request.url?.startsWith('/bot')) response.end();
    else if (request.url.startsWith(`/bot${TOKEN}/`) && method in answers)
      response.end(JSON.stringify({ ok: true, result: answers[method] }));
    else response.end(JSON.stringify({ ok: false, error_code: 401, description: 'Unauthorized' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  root = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});

const look = (more: Partial<Parameters<typeof examine>[0]> = {}): Promise<readonly Finding[]> =>
  examine({ token: TOKEN, apiRoot: root, webhook: null, now: () => NOW, ...more });
const hooked = (info: object = {}): Promise<readonly Finding[]> => {
  const url = `${root}/hook`;
  answers['getWebhookInfo'] = { url, pending_update_count: 0, ...info };
  return look({ webhook: { url, secret: SECRET, host: '127.0.0.1', port: 0 } });
};

describe('a look at Telegram', () => {
  it('finds all well', async () => {
    expect(await look()).toEqual([DOCTOR.token('sample_bot'), DOCTOR.privacyOff, DOCTOR.clock, DOCTOR.polling]);
    expect(await hooked()).toEqual([
      ...[DOCTOR.token('sample_bot'), DOCTOR.privacyOff, DOCTOR.clock],
      ...[DOCTOR.webhook, DOCTOR.webhookReached],
    ]);
  });

  it('says what to do where it is out of reach, or the token is wrong', async () => {
    expect(await look({ apiRoot: 'http://127.0.0.1:9' })).toEqual([DOCTOR.unreachable]);
    expect(await look({ token: '2:wrong' })).toEqual([DOCTOR.badToken]);
    answers['getMe'] = { nothing: true };
    expect(await look()).toEqual([DOCTOR.answersBadly('bad-answer')]);
  });

  it('compares the clocks', async () => {
    expect(await look({ now: () => NOW + 61_000 })).toContainEqual(DOCTOR.clockOff(61));
    expect(await look({ now: () => NOW - 59_000 })).toContainEqual(DOCTOR.clock);
  });

  it('tells what a group lets the bot hear', async () => {
    answers['getMe'] = { ...me, can_read_all_group_messages: false };
    expect(await look()).toContainEqual(DOCTOR.privacyOn);
    answers['getMe'] = { ...me, can_join_groups: false };
    expect(await look()).toContainEqual(DOCTOR.noGroups);
  });

  it('tells of a webhook beside polling, and of what waits', async () => {
    answers['getWebhookInfo'] = { url: 'https://other.example.gov.cn/', pending_update_count: 50 };
    const found = await look();
    expect(found).toContainEqual(DOCTOR.webhookInTheWay);
    expect(found).toContainEqual(DOCTOR.pending(50));
  });
});

describe('a look at the webhook', () => {
  const failed = (last_error_message: string, ago = 60): Promise<readonly Finding[]> =>
    hooked({ last_error_message, last_error_date: NOW / 1000 - ago });

  it.each([
    ['Wrong response from the webhook: 401 Unauthorized', 'secret'],
    ['Wrong response from the webhook: 503 Service Unavailable', 'store'],
    ['SSL error {error:0A000086:SSL routines::certificate verify failed}', 'certificate'],
    ['Connection timed out', 'timeout'],
    ['Connection refused', 'refused'],
    ['Wrong response from the webhook: 404 Not Found', 'other'],
  ] as const)('reads %s as %s', async (message, reason) => {
    expect(await failed(message)).toContainEqual(DOCTOR.webhookFails(reason));
  });

  it('lets an old failure rest', async () => {
    expect(await failed('Connection refused', 3601)).toContainEqual(DOCTOR.webhook);
  });

  it('tells where another address is set, where nobody answers, and where somebody else does', async () => {
    expect(await hooked({ url: 'https://other.example.gov.cn/' })).toContainEqual(DOCTOR.webhookNotSet);
    status = 502;
    expect(await hooked()).toContainEqual(DOCTOR.webhookClosed);
    status = 200;
    expect(await hooked()).toContainEqual(DOCTOR.webhookOpen);
    expect(posts).toBe(3);
  });

  it('never shows the token', async () => {
    const all = [await look(), await hooked(), await look({ apiRoot: 'http://127.0.0.1:9' })];
    expect(JSON.stringify(all)).not.toContain(TOKEN);
  });
});
