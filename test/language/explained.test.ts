import { describe, expect, test } from 'vitest';
import { explained } from '../../src/language/explained.ts';
import { saturday } from './moments.ts';

const shown = (text: string): string[] =>
  explained(text, saturday).tokens.map(({ said, as, value, form }) =>
    [said, as, ...[value, form].filter((part) => part !== undefined)].join(' '),
  );

describe('How a message was read is shown', () => {
  test('Each stretch with what it was taken for and what it means', () => {
    const tokens = shown('下周一到周三请假 母亲住院');
    expect(tokens).toContain('下周一 day 2026-11-23 fixed');
    expect(tokens).toContain('到 to');
    expect(tokens).toContain('周三 day 2026-11-25 weekday');
    expect(tokens).toContain('请假 command');
    expect(tokens.at(-1)).toBe('母亲住院 text');
  });

  test('Durations, halves and kinds', () => {
    expect(shown('后天上午请半天病假')).toEqual(
      expect.arrayContaining(['后天 day 2026-11-23 fixed', '上午 half am', '半天 duration 0.5', '病假 kind 病假']),
    );
    expect(shown('请3个工作日')).toContain('3个工作日 workdays 3');
  });

  test('What can not be known is shown as vague, of a date or of a duration', () => {
    expect(shown('过几天请假')).toContainEqual(expect.stringMatching(/ vague date$/));
    expect(shown('明天请三四天')).toContain('三四天 vague duration');
  });

  test('A day that there is not is shown as none', () => {
    expect(shown('请假 2.30')).toContain('2.30 day no-such-date month-day');
  });

  test('The tokens are the whole message', () => {
    for (const text of ['明天下午到后天请假，去县里开会', '今天走访了三户', '👨‍👩‍👧 收到'])
      expect(
        explained(text, saturday)
          .tokens.map(({ said }) => said)
          .join(''),
      ).toBe(text.replaceAll('，', ',').replaceAll('\u200d', ''));
  });

  test('The reader that recognised it, or that none did', () => {
    expect(explained('明天请假', saturday).reader).toBe('readLeaveRequest');
    expect(explained('打卡', saturday).reader).toBe('readPresence');
    expect(explained('天上有云', saturday).reader).toBeNull();
  });

  test('A slip that was corrected is shown, and the tokens are of what was read', () => {
    const said = explained('清假 明天', saturday);
    expect(said).toMatchObject({ corrected: [{ said: '清假', meant: '请假' }], doubt: null });
    expect(said.tokens[0]).toEqual({ said: '请假', as: 'command' });
  });

  test('A slip that is not sure is shown as a doubt', () => {
    expect(explained('童意', saturday)).toMatchObject({ corrected: [], doubt: { said: '童意', meant: '同意' } });
  });
});
