import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { parseLine, parseLines } from '../../src/cli/parse.ts';

const now = '2026-03-04T08:20:00+08:00';
const row = (said: string, more: object = {}): string => JSON.stringify({ id: 'r', now, text: said, ...more });
const pending = { context: { role: 'approver', pending: [{ no: 3, who: '示例甲' }] } };

describe('zhucun parse', () => {
  test('answers every line in order, under its own id, and goes on after one that is none', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const done = parseLines(input, output, false);
    input.end(`${row('打卡', { id: 1 })}\n\n{\n${row('谢谢', { id: 'b' })}\n`);
    await done;
    output.end();
    const lines = (await text(output))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ id, intent }) => [id, intent])).toEqual([
      [1, 'checkin'],
      [null, undefined],
      ['b', 'none'],
    ]);
    expect(lines[1]).toHaveProperty('error');
  });

  test.each([
    { id: 'x', text: '打卡' },
    { id: 'x', now: '昨天', text: '打卡' },
    { id: 'x', now: '2026-03-04T08:20:00', text: '打卡' },
    { id: 'x', now },
  ])('a row that lacks something, or whose time has no zone, is told what a row needs: %j', (raw) => {
    expect(parseLine(JSON.stringify(raw))).toEqual({ id: 'x', error: expect.stringContaining('now') as unknown });
  });

  test('a leave has its days, halves, kind, reason and what is still to be asked', () => {
    expect(parseLine(row('明天下午到后天请假 带孩子看病'))).toMatchObject({
      intent: 'leave.request',
      from: '2026-03-05',
      to: '2026-03-06',
      from_half: 'pm',
      to_half: 'pm',
      days: 1.5,
      kind: '事假',
      needs: [],
    });
    expect(parseLine(row('请3天假'))).toMatchObject({ from: null, days: 3, needs: ['from'] });
    expect(parseLine(row('想请假'))).toMatchObject({ from: null, to: null, needs: ['from', 'to'] });
    expect(parseLine(row('从明天起请假'))).toMatchObject({ from: '2026-03-05', to: null, needs: ['to'] });
    expect(parseLine(row('5号到7号请两天假'))).toMatchObject({ needs: ['from', 'to'], problem: 'range-disagrees' });
  });

  test('leave for somebody else, and a leave that goes on, say so', () => {
    expect(parseLine(row('帮老王请个假 明天'))).toMatchObject({ intent: 'leave.request', for: '老王' });
    expect(parseLine(row('续假两天'))).toMatchObject({ intent: 'leave.request', extend: true });
  });

  test('both ways of ending a leave are one intent with its action', () => {
    expect(parseLine(row('销假'))).toMatchObject({ intent: 'leave.cancel', action: '销假' });
    expect(parseLine(row('撤回'))).toMatchObject({ intent: 'leave.cancel', action: '撤回' });
  });

  test('a decision names what it is of', () => {
    expect(parseLine(row('同意小周的请假'))).toMatchObject({ intent: 'approve', target: '小周' });
    expect(parseLine(row('4号单同意'))).toMatchObject({ intent: 'approve', target: '4' });
    expect(parseLine(row('都同意'))).toMatchObject({ intent: 'approve', target: 'all' });
    expect(parseLine(row('退回 事由写得太笼统'))).toMatchObject({ intent: 'reject', reason: '事由写得太笼统' });
  });

  test('what only sounds like a decision is none where nothing waits, and is to be confirmed where something does', () => {
    expect(parseLine(row('可以 路上慢点'))).toMatchObject({ intent: 'none' });
    expect(parseLine(row('可以 路上慢点', pending))).toMatchObject({ intent: 'approve', needs: ['confirm'] });
  });

  test.each(['收到', '嗯', '👌', '好的', '知道了'])('%s never approves, whatever waits', (said) => {
    expect(parseLine(row(said, pending))).toMatchObject({ intent: 'none' });
  });

  test('with --explain a row says which reader took it', () => {
    expect(parseLine(row('请假 明天'), true)).toMatchObject({ explain: { reader: 'readLeaveRequest' } });
  });
});
