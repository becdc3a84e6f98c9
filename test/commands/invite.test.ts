import { describe, expect, test } from 'vitest';
import { invite, invitePicked } from '../../src/commands/invite.ts';
import { namedById } from '../../src/commands/people.ts';
import { codeFrom, freshBytes, mostInvited, type BindingFacts } from '../../src/domain/bind-code.ts';
import { effectsOf, questionAfter, saidBy, saysOf, type Scene } from './facts.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';

const fresh = Array.from({ length: freshBytes * 2 }, (_, i) => ((i * 7 + 3) % 16).toString(16)).join('');
const binding: BindingFacts = {
  ...{ match: null, spoiltCodeIds: [], waitUntil: null, nameKey: '', own: [], officer: null, withoutCode: ['p3'] },
};
const scene = (names: readonly string[], more: Scene = {}): Scene => ({
  county: sampleCountyWithOfficer,
  names,
  fresh,
  binding,
  ...more,
});
const asked = (names: readonly string[], more: Scene = {}, by = 'p11') => invite(saidBy(by, scene(names, more)), names);

describe('an invitation', () => {
  test('makes one code a person, each from digits of its own, for seven days', () => {
    const outcome = asked(['示例甲', '示例乙']);
    expect(saysOf(outcome)).toEqual(['invited', 'invited']);
    const codes = effectsOf(outcome, 'issue-code');
    expect(codes.map((c) => [c.personId, c.code, c.by])).toEqual([
      ['p1', codeFrom(fresh, 0), 'p11'],
      ['p2', codeFrom(fresh, 1), 'p11'],
    ]);
    expect(codes[0]?.code).not.toBe(codes[1]?.code);
    expect((codes[0]?.expiresAt ?? 0) - (codes[0]?.at ?? 0)).toBe(7 * 86_400_000);
  });

  test('is the office’s alone, and whoever holds no seat learns nothing of names', () => {
    for (const name of ['示例乙', '无此人']) {
      const outcome = asked([name], {}, 'p1');
      expect(saysOf(outcome)).toEqual(['invite-not-yours']);
      expect(outcome.effects).toEqual([]);
    }
    expect(saysOf(asked(['示例甲'], {}, 'p3'))).toEqual(['invite-not-yours']); // leads the team, and is no office
  });

  test('is not for a group, not without a name, and not for too many at once', () => {
    expect(saysOf(asked(['示例甲'], { message: { chatKind: 'group' } }))).toEqual(['invite-in-direct']);
    expect(saysOf(asked([]))).toEqual(['invite-whom']);
    const many = Array.from({ length: mostInvited + 1 }, (_, i) => `某${i}`);
    expect(saysOf(asked(many))).toEqual(['invite-too-many']);
  });

  test('names whoever has no mobile number, is unknown, or is not the only one', () => {
    const twin = { ...saidBy('p2').me, id: 'p20', name: '示例乙' };
    const outcome = asked(['示例丙', '无此人', '示例乙', '示例丁'], { people: [twin] });
    expect([...saysOf(outcome)].sort()).toEqual(['cannot-invite', 'invited', 'nobody-by-name', 'which-person']);
    expect(questionAfter(outcome)).toEqual({
      about: 'which-person',
      act: { does: 'invite' },
      personIds: ['p2', 'p20'],
    });
    expect(effectsOf(outcome, 'issue-code').map((e) => e.personId)).toEqual(['p4']);
  });

  test('goes on with the one who was picked, and asks again who may', () => {
    const picked = (by: string) => {
      const context = saidBy(by, scene([]));
      return invitePicked(context, namedById(context.facts, 'p2')!);
    };
    expect(saysOf(picked('p11'))).toEqual(['invited']);
    expect(questionAfter(picked('p11'))).toBeNull();
    expect(saysOf(picked('p1'))).toEqual(['invite-not-yours']);
  });
});

test('every code has eight characters without look-alikes, and there are digits for as many as may be invited', () => {
  const codes = Array.from({ length: mostInvited }, (_, i) => codeFrom(fresh, i));
  for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/);
  expect(() => codeFrom(fresh, mostInvited)).toThrow(RangeError);
});
