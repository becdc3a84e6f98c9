import { describe, expect, test } from 'vitest';
import * as consent from '../../src/commands/consent.ts';
import { consentVersion, mostHeld } from '../../src/domain/consent.ts';
import { answerTo } from '../chat/decided.ts';
import { effectsOf, questionAfter, resultOf, saidBy, saysOf, toldBy, type Scene } from './facts.ts';
import { shortLeave } from './requests.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';

const waiting = (...held: string[]): Scene => ({ consent: 'not-asked', question: { about: 'consent', held } });

describe('without consent', () => {
  test('a message waits behind those before it, and the question is repeated in short', () => {
    const first = consent.holdForConsent(saidBy('p1', { consent: 'not-asked', messageId: 8n }));
    expect(questionAfter(first)).toEqual({ about: 'consent', held: ['8'] });
    expect(resultOf(first, 'ask-consent')).toMatchObject({ again: false, kept: true, waiting: 1 });
    const next = consent.holdForConsent(saidBy('p1', { ...waiting('8'), messageId: 9n }));
    expect(questionAfter(next)).toEqual({ about: 'consent', held: ['8', '9'] });
    expect(resultOf(next, 'ask-consent')).toMatchObject({ again: true, kept: true, waiting: 2 });
  });

  test('beyond so many a message is not kept, and that is said', () => {
    const held = Array.from({ length: mostHeld }, (_, i) => String(i));
    const outcome = consent.holdForConsent(saidBy('p1', { ...waiting(...held), messageId: 99n }));
    expect(questionAfter(outcome)).toEqual({ about: 'consent', held });
    expect(resultOf(outcome, 'ask-consent').kept).toBe(false);
  });

  test.each([
    ['同意', 'consent-given'],
    ['不同意', 'consent-declined'],
    ['同意 #A1B2', 'ask-consent'],
    ['都同意', 'ask-consent'],
    ['打卡', 'ask-consent'],
    ['同意个人信息处理', 'consent-given'],
    ['帮助', 'help'],
  ])('%s while it is asked says %s', (text, says) => {
    expect(answerTo('p6', { text }, { ...waiting('5'), requests: [shortLeave()] })).toEqual([says]);
  });

  test('同意 that quotes a request is about the request: it waits', () => {
    expect(answerTo('p6', { text: '同意' }, { ...waiting(), requests: [shortLeave()], quotes: 'r1' })).toEqual([
      'ask-consent',
    ]);
  });

  test('the question never grows too old for its answer', () => {
    expect(answerTo('p6', { text: '同意' }, { ...waiting('5'), askedAt: 0 })).toEqual(['consent-given']);
  });

  test('同意 before anything was asked is not taken for consent', () => {
    expect(answerTo('p6', { text: '同意' }, { consent: 'not-asked' })).toEqual(['ask-consent']);
  });
});

test('with consent 同意 approves', () => {
  expect(answerTo('p6', { text: '同意' }, { requests: [shortLeave()] })).toContain('answer-recorded');
});

test('giving it names the version, and giving it again changes nothing', () => {
  const given = consent.giveConsent(saidBy('p1', waiting('5')));
  expect(effectsOf(given, 'give-consent')).toMatchObject([{ personId: 'p1', version: consentVersion }]);
  expect(questionAfter(given)).toBeNull();
  const again = consent.giveConsent(saidBy('p1'));
  expect(saysOf(again)).toEqual(['consent-given-before']);
  expect(again.effects).toEqual([]);
});

test('declining forgets what waited', () => {
  const outcome = consent.declineConsent(saidBy('p1', waiting('5', '6')));
  expect(effectsOf(outcome, 'forget-held')).toEqual([{ effect: 'forget-held', messageIds: ['5', '6'] }]);
});

test('withdrawing is asked once and told to the officer by name', () => {
  const county = sampleCountyWithOfficer;
  expect(questionAfter(consent.askWithdrawConsent(saidBy('p1', { county })))).toEqual({ about: 'withdraw-consent' });
  const outcome = consent.withdrawConsent(saidBy('p1', { county }));
  expect(toldBy(outcome)).toEqual(['here consent-withdrawn', 'p11 consent-withdrawn-told']);
  expect(resultOf(outcome, 'consent-withdrawn-told')).toEqual({ says: 'consent-withdrawn-told', name: '示例甲' });
  expect(saysOf(consent.askWithdrawConsent(saidBy('p1', { consent: 'withdrawn' })))).toEqual(['consent-not-given']);
});

test('withdrawing forgets what was begun and put aside', () => {
  const context = saidBy('p1');
  const parked = {
    id: '7',
    askedAt: context.facts.now,
    question: { about: 'make-up', asked: 'on', on: null },
  } as const;
  const outcome = consent.withdrawConsent({ ...context, facts: { ...context.facts, parked } });
  expect(effectsOf(outcome, 'park')).toMatchObject([{ dialogue: null }]);
  expect(effectsOf(consent.withdrawConsent(context), 'park')).toEqual([]);
});
