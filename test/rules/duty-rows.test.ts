/** What provisions.md says with a period or a date is a duty of its pack: the rows by hand, not from the packs. */
import { describe, expect, test } from 'vitest';
import { openLibrary } from '../../src/rules/library.ts';
import { PACKS } from './small-packs.ts';

/** Provision → for each of its duties: period or event, how many, the date where there is one. */
const rows: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'fengdu-2021': {
    'FD-06b': ['half-year 1'],
    'FD-07a': ['term 24'],
    'FD-07c': ['满两年换人'],
    'FD-08': ['year 1', 'year 1'],
    'FD-09e': ['month 1'],
    'FD-11a': ['month 2'],
    'FD-14a': ['year 1 12-10', 'year 1 12-10', 'year 1 12-10'],
    'FD-14b': ['year 1 12-20', 'year 1 12-20', 'year 1 12-20'],
    'FD-20-1b': ['month 1', 'month 1', 'month 1'],
    'FD-20-2': ['选派到岗', '选派到岗'],
    'FD-20-3': ['year 1'],
    'FD-21': ['year 2'],
  },
  'chongqing-2023': {
    'CQ-01': ['到村'],
    'CQ-03a': ['quarter 1'],
    'CQ-03b': ['year 1'],
    'CQ-06': ['year 1 9月'],
    'CQ-10b': ['month 1', 'month 1'],
    'CQ-11c': ['month 1'],
    'CQ-11d': ['定下承诺事项'],
    'CQ-16a': ['year 1', 'year 2'],
    'CQ-16b': ['选派上岗'],
  },
  'yulin-2021': {
    'YL-7-1a': ['term 2'],
    'YL-7-1b': ['term 1'],
    'YL-7-2-1': ['half-year 1', 'quarter 1', '有具体问题需要协调'],
    'YL-7-2-2a': ['month 1', 'quarter 1', 'half-year 1'],
    'YL-7-2-2b': ['half-year 1', 'year 1'],
    'YL-7-2-2c': ['quarter 1', 'half-year 1'],
    'YL-7-2-3e': ['month 1', 'quarter 1'],
    'YL-8-1a': ['half-year 1'],
    'YL-8-2-2c': ['year 1', '选派到岗'],
    'YL-8-2-3a': ['year 2'],
    'YL-8-2-3b': ['year 1', 'year 1'],
  },
  'xian-2018': {
    'XA-06b': ['term 2', 'term 1'],
    'XA-11': ['year 1'],
    'XA-15a': ['quarter 1'],
    'XA-15b': ['half-year 1', 'month 1', 'month 1'],
    'XA-16e': ['week 1'],
    'XA-17': ['quarter 1'],
    'XA-18': ['year 1', 'year 5'],
    'XA-19a': ['day 1', 'week 1'],
    'XA-19b': ['month 1'],
    'XA-20': ['week 1', 'month 2'],
    'XA-22': ['调整更换驻村队员'],
    'XA-23': ['调整联户干部'],
    'XA-27b': ['year 1', 'year 1'],
    'XA-28': ['month 1'],
  },
  'zhumadian-2022': {
    'ZM-08': ['term 2'],
    'ZM-11': ['year 1', 'year 1'],
    'ZM-17': ['队员调整 3天', '队员调整'],
    'ZM-18c': ['month 1 25日'],
    'ZM-23': ['half-year 1', 'year 1', 'year 4'],
    'ZM-24': ['year 1', '选派到岗'],
  },
};

const library = openLibrary(PACKS);
const duties = (pack: string): ReturnType<ReturnType<typeof library.pack>['rules']['duties']> =>
  library.pack(pack).rules.duties('2026-12-01', 'all');

describe.each(Object.entries(rows))('%s', (pack, provisions) => {
  test.each(Object.entries(provisions))('%s asks for %j', (id, expected) => {
    const found = duties(pack).filter(({ citation }) => citation.provision === id);
    const said = found.map(({ terms: { every, at_least, after, due, day, in_month } }) => {
      if (after) return `${after.event}${after.days === undefined ? '' : ` ${after.days}天`}`;
      const date = due ?? (day === undefined ? (in_month === undefined ? '' : `${in_month}月`) : `${day}日`);
      return `${every ?? ''} ${at_least} ${date}`.trim();
    });
    expect(said).toEqual(expected);
  });

  test('names as owing only those of whom it is known who they are', () => {
    const { rules } = library.pack(pack);
    const parties = new Map(rules.parties('2026-12-01').map((party) => [party.name, party]));
    const unknown = duties(pack).flatMap(({ key, by }) =>
      by
        .filter((word) => {
          const party = parties.get(word);
          return !party || (party.is !== 'body' && party.posts.length === 0);
        })
        .map((word) => `${key} ${word}`),
    );
    expect(unknown).toEqual([]);
  });

  test('merges only what has the same period and unit', () => {
    const kinds = duties(pack).flatMap(({ terms: { same_as: word, every, unit, due, after } }) =>
      word === undefined ? [] : [{ word, kind: [every, unit, due, after?.event].join(' ') }],
    );
    for (const { word, kind } of kinds) {
      expect(kinds.filter((one) => one.word === word && one.kind !== kind)).toEqual([]);
    }
  });
});
