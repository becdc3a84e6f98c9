import { describe, expect, it } from 'vitest';
import { ownFiles } from '../../src/commands/own-files.ts';
import type { LedgerEntry } from '../../src/domain/duty.ts';
import { understand } from '../../src/language/understand.ts';
import { entry } from '../builders/entry.ts';
import { wednesday } from '../builders/moments.ts';
import { resultOf, saidBy } from './facts.ts';

const sent = (on: LedgerEntry['on'], name: string, personId = 'p1'): LedgerEntry =>
  entry({
    ...{ on, personId, ledger: 'report', text: name },
    files: [{ sha256: 'd'.repeat(64), name, contentType: 'application/pdf', sizeBytes: 86_000 }],
  });
const slots = { from: '2026-11-01', to: '2026-12-02' } as const;

describe('one’s own documents', () => {
  it('are had again, the latest first, five at a time, and nobody else’s', () => {
    const days = ['24', '25', '26', '27', '28', '29', '30'] as const;
    const own = days.map((day) => sent(`2026-11-${day}` as LedgerEntry['on'], `${day}.pdf`));
    const entries = [...own, entry({ on: '2026-12-01' }), sent('2026-12-01', '别人的.pdf', 'p2')];
    const context = saidBy('p1');
    const found = resultOf(ownFiles({ ...context, facts: { ...context.facts, entries } }, slots), 'own-files');
    expect(found.sent.map(({ file }) => file.name)).toEqual(['30.pdf', '29.pdf', '28.pdf', '27.pdf', '26.pdf']);
    expect(found.others.map(({ file }) => file.name)).toEqual(['25.pdf', '24.pdf']);
  });

  it('are asked for by 附件, of a quarter of a year', () => {
    for (const words of ['附件', '我的附件', '查看附件', '上报文件'])
      expect(understand(words, wednesday), words).toEqual({
        ...{ intent: 'own-files', from: '2026-09-01', to: '2026-12-02' },
      });
  });

  it.each(['附件 11月', '11月附件', '我的附件 11月', '11月的附件', '看看我的11月附件'])(
    'are of a month: %s',
    (words) => {
      expect(understand(words, wednesday)).toEqual({
        ...{ intent: 'own-files', from: '2026-11-01', to: '2026-11-30' },
      });
    },
  );

  it.each(['附件在群里', '上报 附件', '附件怎么发', '日志 看了附件', '请假 附件是病历'])(
    'are not meant by %s',
    (words) => {
      expect(understand(words, wednesday).intent).not.toBe('own-files');
    },
  );
});
