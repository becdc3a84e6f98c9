import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MENU } from '../../../bots/telegram/render.ts';
import { TelegramTrouble } from '../../../bots/telegram/trouble.ts';
import { understand } from '../../../src/language/understand.ts';
import type { TelegramCall } from '../../fakes/telegram-server.ts';
import { staged, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await staged();
});
afterEach(async () => {
  await stage.adapter.stop();
  await stage.server.close();
});

const calls = (method: string): readonly TelegramCall[] => stage.server.calls.filter((one) => one.method === method);
const start = (): Promise<void> => stage.adapter.start(stage.product.sink);
const texts = (): readonly string[] => stage.product.stored.map(({ text }) => text);

describe('at its start', () => {
  it('drops nothing that waits, and asks for what it reads only', async () => {
    const { server, person, product } = stage;
    person.say(person.id, '昨晚说的');
    await start();
    expect(stage.adapter.health()).toMatchObject({ state: 'up', why: null });
    await expect.poll(() => product.stored.length).toBe(1);
    expect(calls('deleteWebhook')[0]?.params).toMatchObject({ drop_pending_updates: false });
    expect(calls('getUpdates')[0]?.params).toMatchObject({
      allowed_updates: ['message', 'edited_message', 'callback_query'],
    });
    expect(server.menu.map(({ command }) => command)).toEqual(MENU.map(({ command }) => command));
  });

  it('shows a menu of which the product understands every word', () => {
    const now = Date.parse('2026-12-01T08:00:00+08:00');
    const understood = MENU.map(({ command }) => understand(`/${command}`, now).intent);
    expect(understood).toEqual([
      ...['check-in', 'check-out', 'make-up', 'request-leave', 'end-leave', 'write-log'],
      ...['mine', 'todo', 'who-is-here', 'web-link', 'help'],
    ]);
  });

  it('works without its menu', async () => {
    stage.server.faults.status(502, { method: 'setMyCommands' });
    await start();
    expect(stage.adapter.health().state).toBe('up');
    expect(stage.reported).toEqual([new TelegramTrouble('menu-bad-answer')]);
  });

  it('goes on trying while Telegram is away, and hears what was said meanwhile', async () => {
    const { server, adapter, person } = stage;
    await server.down();
    await start();
    expect(adapter.health()).toMatchObject({ state: 'down', why: 'unreachable' });
    person.say(person.id, '打卡');
    await server.up();
    await expect.poll(texts).toEqual(['打卡']);
    expect(adapter.health()).toMatchObject({ state: 'up', why: null });
  });
});

describe('the offset', () => {
  it('waits for an update that can’t be stored, tries it again, and lets none by', async () => {
    const { product, person, server, reported } = stage;
    await start();
    product.broken = true;
    for (const text of ['一', '二', '三']) person.say(person.id, text);
    await expect.poll(() => product.calls).toBeGreaterThan(3);
    expect(server.unconfirmed).toBe(3);
    expect(reported.length).toBeGreaterThan(0);
    product.broken = false;
    await expect.poll(texts).toEqual(['一', '二', '三']);
    await expect.poll(() => server.unconfirmed).toBe(0);
  });

  it('is confirmed when it stops, with the message in hand stored first', async () => {
    const { product, person, server, adapter } = stage;
    await start();
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    product.hold = () => held;
    for (const text of ['一', '二']) person.say(person.id, text);
    await expect.poll(() => product.calls).toBe(1);
    const stopped = adapter.stop();
    release();
    await stopped;
    expect(texts()).toEqual(['一']);
    expect(server.unconfirmed).toBe(1);
  });

  it('moves past what says nothing, which is counted', async () => {
    const { server, person, adapter, product } = stage;
    const group = server.group('示例村工作队', [person], { bot: false });
    await start();
    await expect.poll(() => server.polling).toBe(true);
    person.addBot(group);
    person.say(person.id, '打卡');
    await expect.poll(texts).toEqual(['打卡']);
    expect(adapter.ignored).toBe(1);
    await expect.poll(() => server.unconfirmed).toBe(0);
    expect(product.calls).toBe(1);
  });
});

describe('a pressed button', () => {
  it('is let go once the press is stored, and not before', async () => {
    const { server, adapter, person, product } = stage;
    await start();
    const signal = AbortSignal.timeout(10_000);
    const base = { key: 'k', conversation: String(person.id), text: '请审批', code: null, mentions: [], replyTo: null };
    const buttons = [{ id: 'b1.0', label: '同意', words: '同意' }];
    await adapter.send({ ...base, buttons, images: [], files: [] }, signal);
    product.broken = true;
    person.press(server.shown(person.id)[0]!, 'b1.0');
    await expect.poll(() => product.calls).toBeGreaterThan(0);
    expect(person.toast).toBeNull();
    product.broken = false;
    await expect.poll(() => person.toast).toBe('');
    expect(product.stored[0]).toMatchObject({ kind: 'action', action: { value: 'b1.0' } });
  });
});

describe('its health', () => {
  it('tells of another poller with the same token, and of its end', async () => {
    const { server, adapter } = stage;
    await start();
    await expect.poll(() => server.polling).toBe(true);
    const other = fetch(`${server.url}/bot${server.token}/getUpdates?timeout=50`);
    await expect.poll(() => stage.reported.map(String)).toContain('TelegramTrouble: telegram: another-poller');
    await other;
    await expect.poll(() => adapter.health().state).toBe('up');
  });

  it('tells of a webhook that somebody else has set, and does not fight over it', async () => {
    const { server, adapter } = stage;
    await start();
    await expect.poll(() => server.polling).toBe(true);
    await fetch(`${server.url}/bot${server.token}/setWebhook?url=https://other.example.gov.cn/`);
    await expect.poll(() => adapter.health()).toMatchObject({ state: 'down', why: 'webhook-is-set' });
    expect(calls('deleteWebhook')).toHaveLength(1);
  });

  it('says that the token is wrong, without the token', async () => {
    const wrong = await staged({ server: stage.server, config: { token: '1:wrong' } });
    await wrong.adapter.start(wrong.product.sink);
    expect(wrong.adapter.health()).toMatchObject({ state: 'down', why: 'unauthorized' });
    expect(JSON.stringify(wrong.reported.map(String))).not.toContain('wrong');
    await wrong.adapter.stop();
  });
});

describe('a process that does not hold the poller’s name', () => {
  it('sends and does not poll, and stops without it', async () => {
    const never = new Promise<void>(() => undefined);
    const waits = await staged({ server: stage.server, ports: { exclusively: () => never } });
    await waits.adapter.start(waits.product.sink);
    expect(waits.adapter.health().state).toBe('up');
    await waits.adapter.stop();
    expect(calls('getUpdates')).toEqual([]);
  });

  it('polls again once the name, which was lost, is its own', async () => {
    const turns: AbortController[] = [];
    const again = await staged({
      server: stage.server,
      ports: {
        exclusively: (_, work) => {
          const turn = new AbortController();
          turns.push(turn);
          return work(turn.signal);
        },
      },
    });
    await again.adapter.start(again.product.sink);
    await expect.poll(() => stage.server.polling).toBe(true);
    turns[0]!.abort();
    await expect.poll(() => turns.length).toBe(2);
    again.person.say(again.person.id, '打卡');
    await expect.poll(() => again.product.stored.length).toBe(1);
    await again.adapter.stop();
  });
});
