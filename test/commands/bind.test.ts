import { describe, expect, test } from 'vitest';
import { bind, spoil, whomToAsk } from '../../src/commands/bind.ts';
import { askUnbind, unbind } from '../../src/commands/unbind.ts';
import type { BindingFacts } from '../../src/domain/bind-code.ts';
import { waitsUntil } from '../../src/domain/bind-code.ts';
import { effectsOf, questionAfter, saidBy, saysOf, toldBy } from './facts.ts';

const said = { name: '示例乙', tail: '1234', code: 'ABCD2345' };
const account = (accountId: string, platform: string) => ({ accountId, platform, conversation: `d-${accountId}` });
const second = saidBy('p2').me;
const facts = (more: Partial<BindingFacts> = {}): BindingFacts => ({
  match: { person: second, codeId: 'k1', hasConsented: true, accounts: [] },
  spoiltCodeIds: ['k1'],
  waitUntil: null,
  nameKey: 'n',
  own: [],
  officer: '示例县驻村办',
  withoutCode: [],
  ...more,
});
const match = facts().match!;

describe('binding', () => {
  test('ends the accounts of the same platform, tells all, and asks for consent where it is missing', () => {
    const accounts = [account('tg-p2', 'tg'), account('web-p2', 'web'), account('web-p1', 'tg')];
    const binding = facts({ match: { ...match, accounts, hasConsented: false }, own: [account('tg-p1', 'tg')] });
    const outcome = bind(saidBy('p1', { binding, message: { platform: 'tg' } }), said);
    expect(toldBy(outcome)).toEqual([
      'here bound',
      'd-tg-p2 bound-elsewhere',
      'd-web-p2 bound-elsewhere',
      'd-tg-p1 account-taken',
      'here ask-consent',
    ]);
    expect(effectsOf(outcome, 'unbind-account')).toMatchObject([{ accountId: 'tg-p2', personId: 'p2' }]);
    expect(effectsOf(outcome, 'bind-account')).toMatchObject([{ accountId: 'web-p1', personId: 'p2', codeId: 'k1' }]);
    expect(questionAfter(outcome)).toEqual({ about: 'consent', held: [] });
    // Both are for whoever the account belongs to from now on.
    expect(outcome.replies.filter((r) => r.recipient.to === 'here').map((r) => r.recipient)).toEqual([
      { to: 'here', as: 'p2' },
      { to: 'here', as: 'p2' },
    ]);
  });

  test('of another person is refused in the web chat, whose log stays with the account, and the code keeps', () => {
    const outcome = bind(saidBy('p1', { binding: facts() }), said);
    expect(outcome.replies.map((r) => r.result)).toEqual([{ says: 'web-is-anothers', name: '示例甲' }]);
    expect(outcome.effects).toEqual([]);
  });

  test('one’s own account again only takes the code', () => {
    const outcome = bind(
      saidBy('p2', { binding: facts({ match: { ...match, accounts: [account('web-p2', 'web')] } }) }),
      said,
    );
    expect(toldBy(outcome)).toEqual(['here bound']);
    expect(effectsOf(outcome, 'unbind-account')).toEqual([]);
  });

  test('that fails is counted; beyond the limit nothing is, though all fits', () => {
    const wrong = bind(saidBy('p1', { binding: facts({ match: null }) }), said);
    expect(saysOf(wrong)).toEqual(['bind-refused']);
    expect(effectsOf(wrong, 'count-bind-try')).toMatchObject([{ accountId: 'web-p1', nameKey: 'n' }]);
    const limited = bind(saidBy('p1', { binding: facts({ waitUntil: 5 }) }), said);
    expect(saysOf(limited)).toEqual(['bind-limited']);
    expect(limited.effects).toEqual([]);
  });

  test('in a group ends the codes of whoever they are, and says the same where it is nobody’s', () => {
    const spoilt = spoil(saidBy('p1', { binding: facts({ spoiltCodeIds: ['k1', 'k2'] }) }));
    expect(spoilt.effects).toEqual(['k1', 'k2'].map((codeId) => ({ effect: 'revoke-code', codeId })));
    const nobodys = spoil(saidBy('p1', { binding: facts({ spoiltCodeIds: [], match: null }) }));
    expect(nobodys.effects).toEqual([]);
    expect(nobodys.replies).toEqual(spoilt.replies);
  });

  test('without all its parts explains itself, without a code names who gives them out', () => {
    expect(saysOf(bind(saidBy('p1', { binding: facts() }), null))).toEqual(['how-to-bind']);
    expect(whomToAsk(saidBy('p1', { binding: facts() })).replies[0]?.result).toEqual({
      says: 'whom-to-ask',
      officer: '示例县驻村办',
    });
  });
});

test('unbinding asks, keeps what waits, and then ends this account alone', () => {
  expect(questionAfter(askUnbind(saidBy('p1'), ['5']))).toEqual({ about: 'unbind', held: ['5'] });
  expect(effectsOf(unbind(saidBy('p1')), 'unbind-account')).toEqual([
    { effect: 'unbind-account', accountId: 'web-p1', personId: 'p1' },
  ]);
});

describe('the limits', () => {
  const key = { accountKey: 'a', nameKey: 'n' };
  const tries = (n: number, more: object = {}) =>
    Array.from({ length: n }, (_, i) => ({ accountKey: `a${i}`, nameKey: `n${i}`, at: i + 1, ...more }));
  const hour = 3_600_000;

  test.each([
    ['of an account', { accountKey: 'a' }, 4, 5],
    ['of a name', { nameKey: 'n' }, 4, 5],
    ['of the county', {}, 99, 100],
  ])('%s lets the last try through and no more', (_, more, below, at) => {
    expect(waitsUntil(tries(below, more), key, 1000)).toBeNull();
    expect(waitsUntil(tries(at, more), key, 1000)).toBe(1 + hour);
    expect(waitsUntil(tries(at, more), key, 1 + hour)).toBeNull();
  });

  test('the longest wait is the one that is said', () => {
    const late = tries(5, { accountKey: 'a', at: 500 });
    expect(waitsUntil([...late, ...tries(5, { nameKey: 'n' })], key, 1000)).toBe(500 + hour);
  });
});
